package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** conf/deploy/cron/nightly with a reelrank of the test's own, which ends with the exit codes that it is told. */
class CronNightTest {
    private static final Path SCRIPT = Command.HOME.resolve("conf/deploy/cron/nightly");

    @TempDir
    private Path folder;

    private record CronEnd(int exit, String mail, List<String> runs) {}

    @Test
    void aPublishedNightSaysNothing() throws Exception {
        CronEnd end = nightly("exit 0");

        assertThat(end).isEqualTo(new CronEnd(0, "", List.of("nightly --conf mine.conf")));
    }

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        CronEnd end = nightly("exit $(sed -n \"$(wc -l < runs)p\" <<< $'143\\n75\\n5\\n0')");

        assertThat(end.exit()).isZero();
        assertThat(end.mail()).isEmpty();
        assertThat(end.runs()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, a bug (1)",
        "2, 1, wrong usage or settings (2)",
        "3, 1, the gate refused the night (3); the last good one stays published: it can wait for the morning",
        "4, 1, an input is missing or broken (4)",
        "5, 4, the storage cannot be read or written (5)",
        "75, 4, another run still works on the storage root (75)",
        "143, 4, a signal stopped the night (143)",
        "9, 1, an unknown end (9)"
    })
    void anotherEndIsOneLineForTheMail(int exit, int runs, String line) throws Exception {
        CronEnd end = nightly("exit " + exit);

        assertThat(end.exit()).isEqualTo(exit);
        assertThat(end.mail())
                .matches("reelrank on \\S+: \\Q%s\\E, see night.log and runs/index.html under the storage root\n"
                        .formatted(line));
        assertThat(end.runs()).hasSize(runs);
    }

    @Test
    void aNightThatTakesTooLongIsTold() throws Exception {
        CronEnd end = nightly("sleep 60 & trap 'kill $! 2> /dev/null; exit 143' TERM; wait");

        assertThat(end.exit()).isEqualTo(124);
        assertThat(end.mail()).contains(": the night was stopped after 2s (124), see ");
        assertThat(end.runs()).hasSize(1);
    }

    /** The script's end with a reelrank that writes down its arguments and then does something. */
    private CronEnd nightly(String does) throws IOException, InterruptedException {
        Path reelrank = Files.createDirectories(folder.resolve("scripts")).resolve("reelrank");
        Files.writeString(reelrank, "#!/usr/bin/env bash\necho \"$*\" >> runs\necho of the night\n" + does + "\n");
        assertThat(reelrank.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString(), "mine.conf", "night.log")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("REELRANK_TIME_LIMIT", "2s");
        builder.environment().put("REELRANK_WAITS", "0 0 0");
        Process process = builder.start();
        String mail = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> runs = Files.readAllLines(folder.resolve("runs"));
        assertThat(folder.resolve("night.log")).content().isEqualTo("of the night\n".repeat(runs.size()));
        return new CronEnd(process.waitFor(), mail, runs);
    }
}
