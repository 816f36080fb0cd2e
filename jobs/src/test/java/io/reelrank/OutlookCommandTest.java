package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlookCommandTest extends SparkTest {
    @Test
    void aLengthThatIsNoneIsRefused(@TempDir Path root) {
        Command refused = Command.run(
                "outlook",
                "--creator",
                "ann",
                "--length",
                "30s",
                "--date",
                "2022-05-06",
                "--set",
                "storage.root=" + root);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("--length 30s is no length: give one of under_15s, 15s_to_60s, 1m_to_3m, over_3m");
    }
}
