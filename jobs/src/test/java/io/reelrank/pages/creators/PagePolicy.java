package io.reelrank.pages.creators;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jsoup.nodes.Document;

/** Reads what a page lets a browser do. */
final class PagePolicy {
    private PagePolicy() {}

    /** The content security policy. */
    static String of(Document page) {
        return page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    }

    /** The hash by which a policy names a script or a style. */
    static String hash(String text) throws NoSuchAlgorithmException {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
