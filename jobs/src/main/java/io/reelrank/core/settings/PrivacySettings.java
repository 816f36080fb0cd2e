package io.reelrank.core.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How users' ids are kept.
 *
 * @param key the key of users' pseudonyms; without one, ids are kept as they are delivered
 * @param previousKey the key before it, for storage roots that began under that one
 */
public record PrivacySettings(Optional<PseudonymKey> key, Optional<PseudonymKey> previousKey) {
    private static final String SECRET = "secret";
    private static final String FILE = "file";

    static PrivacySettings of(Section section) {
        Optional<PseudonymKey> key = key(section.section("key"));
        Section previous = section.section("previous-key");
        Optional<PseudonymKey> previousKey = key(previous);
        if (previousKey.isPresent() && key.isEmpty()) {
            throw previous.wrong(
                    previous.text(SECRET).isEmpty() ? FILE : SECRET,
                    "empty where privacy.key is: the key of all nights is privacy.key");
        }
        return new PrivacySettings(key, previousKey);
    }

    private static Optional<PseudonymKey> key(Section section) {
        String text = section.text(SECRET);
        String file = section.text(FILE);
        if (!text.isEmpty() && !file.isEmpty()) {
            throw section.wrong(FILE, "empty where secret beside it is given: one of both");
        }
        if (!file.isEmpty()) {
            text = content(section, file);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PseudonymKey(text));
        } catch (IllegalArgumentException e) {
            throw section.wrong(
                    file.isEmpty() ? SECRET : FILE,
                    "a key of %d bytes or more, as by openssl rand -base64 32".formatted(PseudonymKey.LEAST_BYTES));
        }
    }

    private static String content(Section section, String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            // RuntimeException, because a path may be illegal.
            throw section.wrong(FILE, "a local text file with the key, which the driver can read");
        }
    }
}
