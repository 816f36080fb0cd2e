package io.reelrank.core.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of text, the first 16 of its 32 bytes in hexadecimal: enough to tell two inputs apart. */
public final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    /** The digest of a value's text; records print all their components. */
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
