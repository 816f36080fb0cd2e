package io.reelrank.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacySettingsTest {
    private static final String KEY = "a key of at least thirty-two bytes";
    private static final String OWN = "recommend.creator-ids=own";

    @TempDir
    private Path folder;

    @Test
    void aKeyIsTheSameAsTextAndInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");

        assertThat(load(OWN, "privacy.key.secret=" + KEY).privacy().key())
                .isEqualTo(load(OWN, "privacy.key.file=" + file).privacy().key())
                .contains(new PseudonymKey(KEY));
        assertThat(load().privacy().key()).isEmpty();
    }

    @Test
    void settingsPrintNoKey() {
        assertThat(load(OWN, "privacy.key.secret=" + KEY).toString()).doesNotContain(KEY);
        assertThat(Settings.lines(Optional.empty(), List.of(OWN, "privacy.key.secret=" + KEY)))
                .filteredOn(line -> line.key().equals("reelrank.privacy.key.secret"))
                .extracting(Settings.SettingLine::value)
                .containsExactly("(masked)");
    }

    @Test
    void aShortKeyIsRefusedAndNotShown() {
        assertThatThrownBy(() -> load(OWN, "privacy.key.secret=short"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "illegal setting reelrank.privacy.key.secret = (masked) (--set privacy.key.secret: 1): must be a key of 32 bytes or more, as by openssl rand -base64 32");
    }

    @Test
    void aFileThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> load(OWN, "privacy.key.file=/nowhere/key"))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("must be a local text file with the key, which the driver can read");
    }

    @Test
    void aKeyIsGivenInOneWay() {
        assertThatThrownBy(() -> load(OWN, "privacy.key.secret=" + KEY, "privacy.key.file=/etc/key"))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("must be empty where secret beside it is given: one of both");
    }

    @Test
    void aPreviousKeyNeedsAKey() {
        assertThatThrownBy(() -> load(OWN, "privacy.previous-key.secret=" + KEY))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("must be empty where privacy.key is: the key of all nights is privacy.key");
    }

    @Test
    void creatorsAreNotComparedWithPseudonyms() {
        assertThatThrownBy(() -> load("privacy.key.secret=" + KEY))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("illegal setting reelrank.recommend.creator-ids = users (reference.conf: ")
                .hasMessageEndingWith(
                        "must be own where privacy.key is set: creators keep their ids, users get pseudonyms, and nothing joins the two");
    }

    private static Settings load(String... values) {
        return Settings.load(Optional.empty(), List.of(values));
    }
}
