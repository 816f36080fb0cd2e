package io.reelrank.core.settings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of users' pseudonyms. It prints as its id, so that no log, digest or error tells the key.
 *
 * <p>The key is text, and its bytes are those of the text in UTF-8 without white space around it, so that a file with a line
 * break at its end and an environment variable without one are the same key.
 */
public final class PseudonymKey implements Serializable {
    /** HMAC-SHA256 (RFC 2104). */
    public static final String ALGORITHM = "HmacSHA256";

    /** The fewest bytes of a key: as many as SHA-256 gives, as RFC 2104 asks for. */
    public static final int LEAST_BYTES = 32;

    private static final byte[] ID_TEXT = "reelrank key id".getBytes(StandardCharsets.UTF_8);
    private static final int ID_BYTES = 8;

    private final byte[] bytes;

    /**
     * @param text the key; white space around it does not count
     * @throws IllegalArgumentException if it has fewer than {@link #LEAST_BYTES} bytes
     */
    public PseudonymKey(String text) {
        bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "illegal key of %d bytes: must have %d or more, as by openssl rand -base64 32"
                            .formatted(bytes.length, LEAST_BYTES));
        }
    }

    /** What names the key in manifests and records: the first 16 hexadecimal digits of the HMAC of a fixed text. */
    public String id() {
        return HexFormat.of().formatHex(mac().doFinal(ID_TEXT), 0, ID_BYTES);
    }

    /** A new HMAC-SHA256 under this key. */
    public Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether the other is the same key. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PseudonymKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    /** The id, never the key. */
    @Override
    public String toString() {
        return "key " + id();
    }
}
