package io.reelrank.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.settings.PrivacySettings;
import io.reelrank.core.settings.PseudonymKey;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.store.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class UserIdsTest {
    private static final PseudonymKey OLD = new PseudonymKey("an old key of thirty-two bytes..");
    private static final PseudonymKey NEW = new PseudonymKey("a newer key of thirty-two bytes.");
    private static final PrivacySettings NONE = new PrivacySettings(Optional.empty(), Optional.empty());
    private static final PrivacySettings ONE = new PrivacySettings(Optional.of(NEW), Optional.empty());
    private static final PrivacySettings BOTH = new PrivacySettings(Optional.of(NEW), Optional.of(OLD));
    private static final Path ROOT = new Path("/data/root");

    @Test
    void aNewRootIsWrittenUnderTheKey() {
        assertThat(UserIds.of(NONE, ROOT, Optional.empty()).isKeyed()).isFalse();
        assertThat(UserIds.of(BOTH, ROOT, Optional.empty()).keyId()).contains(NEW.id());
    }

    @Test
    void aRootGoesOnUnderTheKeyThatItBeganWith() {
        assertThat(UserIds.of(BOTH, ROOT, users(UserIds.under(OLD))).keyId()).contains(OLD.id());
        assertThat(UserIds.of(BOTH, ROOT, users(UserIds.under(NEW))).keyId()).contains(NEW.id());
        assertThat(UserIds.of(NONE, ROOT, users(UserIds.asDelivered())).keyId()).isEmpty();
    }

    @Test
    void aRootOfAnotherKeyIsRefused() {
        assertThatThrownBy(() -> UserIds.of(ONE, ROOT, users(UserIds.under(OLD))))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "/data/root holds pseudonyms under key %s, and reelrank.privacy.key is key %s: give that key as privacy.key or privacy.previous-key; or name a new reelrank.storage.root, which a night fills from the logs",
                        OLD.id(), NEW.id());
    }

    @Test
    void aRootWithPseudonymsIsRefusedWithoutAKey() {
        assertThatThrownBy(() -> UserIds.of(NONE, ROOT, users(UserIds.under(OLD))))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "/data/root holds pseudonyms under key %s, and reelrank.privacy.key is not set: ", OLD.id());
    }

    @Test
    void aRootWithIdsAsDeliveredIsRefusedWithAKey() {
        assertThatThrownBy(() -> UserIds.of(ONE, ROOT, users(UserIds.asDelivered())))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "/data/root holds users' ids as they were delivered, and reelrank.privacy.key is set, key %s: name a new reelrank.storage.root, which a night fills from the logs; or leave the key away",
                        NEW.id());
    }

    @Test
    void idsAreThoseOfTheKey() {
        assertThat(UserIds.asDelivered().of("u1")).isEqualTo("u1");
        assertThat(UserIds.under(NEW).of("u1"))
                .hasSize(22)
                .isNotEqualTo(UserIds.under(OLD).of("u1"));
    }

    private static Optional<Manifest> users(UserIds userIds) {
        return Optional.of(
                new Manifest("users", "2022-05-06", "run", "", 0, "0", List.of(), Map.copyOf(userIds.determinants())));
    }
}
