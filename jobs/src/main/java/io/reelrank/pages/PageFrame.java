package io.reelrank.pages;

import io.reelrank.core.settings.PageLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What all pages have in common: the head, the one style, and the policy that lets a browser use that style, at most one script
 * of our own, and nothing else.
 *
 * @param language of the page's words
 * @param title of the window
 * @param script the page's script; empty for a page without
 */
public record PageFrame(PageLanguage language, String title, String script) {
    private static final String STYLE = resource(PageFrame.class, "page.css");
    private static final String STYLE_HASH = hash(STYLE);

    /** A frame without a script. */
    public static PageFrame of(PageLanguage language, String title) {
        return new PageFrame(language, title, "");
    }

    String style() {
        return STYLE;
    }

    /**
     * The content security policy. A script that is allowed by its hash may load the data beside the page, which
     * {@code 'strict-dynamic'} means: there is no address by which a browser would let a page from a disk name them.
     */
    String policy() {
        return "default-src 'none'; style-src '%s'; script-src %s; base-uri 'none'; form-action 'none'"
                .formatted(STYLE_HASH, script.isEmpty() ? "'none'" : "'%s' 'strict-dynamic'".formatted(hash(script)));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The text of a file of the jar.
     *
     * @param beside a class in whose package the file is
     * @param name the file's name
     */
    public static String resource(Class<?> beside, String name) {
        try (InputStream bytes = beside.getResourceAsStream(name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
