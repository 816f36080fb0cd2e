package io.reelrank.core.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest of text that tells two inputs apart: the first 16 of the 32 bytes of its SHA-256, in hexadecimal. */
public final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    /** The digest of {@code String.valueOf(value)}; the text of a record contains all its components. */
    public static String of(Object value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
