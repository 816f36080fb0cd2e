package io.reelrank.core.privacy;

import io.reelrank.core.settings.PrivacySettings;
import io.reelrank.core.settings.PseudonymKey;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.store.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;

/** How users' ids are written under a storage root: as they are delivered, or as pseudonyms under a key. */
public final class UserIds {
    private static final String DETERMINANT = "key of users' ids";

    private final Optional<PseudonymKey> key;
    private final Optional<Pseudonyms> pseudonyms;

    private UserIds(Optional<PseudonymKey> key) {
        this.key = key;
        this.pseudonyms = key.map(Pseudonyms::new);
    }

    /** Ids as they are delivered. */
    public static UserIds asDelivered() {
        return new UserIds(Optional.empty());
    }

    /** Pseudonyms under a key. */
    public static UserIds under(PseudonymKey key) {
        return new UserIds(Optional.of(key));
    }

    /**
     * How a storage root's ids are written: as they were, so that nobody becomes two users.
     *
     * @param settings the keys
     * @param root the storage root, for messages
     * @param users the manifest of the newest day of {@code users} there; empty where there is none yet
     * @throws SettingsException if the settings lack the root's key, or have a key and the root holds ids as delivered
     */
    public static UserIds of(PrivacySettings settings, Path root, Optional<Manifest> users) {
        if (users.isEmpty()) {
            return new UserIds(settings.key());
        }
        Optional<String> held = keyId(users.get());
        if (held.isEmpty()) {
            settings.key().ifPresent(key -> {
                throw new SettingsException(
                        "%s holds users' ids as they were delivered, and reelrank.privacy.key is set, %s: name a new reelrank.storage.root, which a night fills from the logs; or leave the key away"
                                .formatted(root, key));
            });
            return asDelivered();
        }
        return Stream.of(settings.key(), settings.previousKey())
                .flatMap(Optional::stream)
                .filter(key -> key.id().equals(held.get()))
                .findFirst()
                .map(UserIds::under)
                .orElseThrow(() -> new SettingsException(
                        "%s holds pseudonyms under key %s, and reelrank.privacy.key is %s: give that key as privacy.key or privacy.previous-key; or name a new reelrank.storage.root, which a night fills from the logs"
                                .formatted(
                                        root,
                                        held.get(),
                                        settings.key()
                                                .map(PseudonymKey::toString)
                                                .orElse("not set"))));
    }

    /** The id of the key under which a table's users are known; empty where ids are as delivered. */
    public static Optional<String> keyId(Manifest manifest) {
        return Optional.ofNullable(manifest.from().get(DETERMINANT));
    }

    /** The id of the key; empty where ids are as delivered. */
    public Optional<String> keyId() {
        return key.map(PseudonymKey::id);
    }

    /** Whether ids become pseudonyms. */
    public boolean isKeyed() {
        return key.isPresent();
    }

    /** What a manifest of a table with these ids records, so that {@link #keyId(Manifest)} finds it; empty without a key. */
    public Map<String, String> determinants() {
        return keyId().map(id -> Map.of(DETERMINANT, id)).orElse(Map.of());
    }

    /** What the manifest of a table that takes its ids from another table records. */
    public static Map<String, String> determinants(Manifest source) {
        return keyId(source).map(id -> Map.of(DETERMINANT, id)).orElse(Map.of());
    }

    /** An id as the tables have it. */
    public String of(String id) {
        return pseudonyms.map(made -> made.of(id)).orElse(id);
    }

    /** A column of ids as the tables have them; null where there is none. */
    public Column of(Column ids) {
        return pseudonyms.map(made -> made.of(ids)).orElse(ids);
    }

    /** The text for a summary. */
    @Override
    public String toString() {
        return keyId().map(id -> "pseudonyms under key " + id).orElse("as they are delivered");
    }
}
