package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal in the middle of a night, in a process of its own. */
@Tag("slow")
class StopTest {
    @TempDir
    private Path root;

    @Test
    void aSignalIsRecordedAndTheLeaseIsGivenBack() throws Exception {
        Process night = NightProcess.over("2022-05-06", root, "io.reelrank.Main", "nightly");
        try (BufferedReader err = night.errorReader(StandardCharsets.UTF_8)) {
            assertThat(NightProcess.readUntil(err, "collect: done after ")).isTrue();
            assertThat(lease()).contains("T");

            // SIGTERM. Unlike Process.destroy, it leaves the streams open.
            night.toHandle().destroy();

            err.lines().forEach(line -> assertThat(line).doesNotContain("this is a bug"));
            assertThat(night.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            night.destroyForcibly();
        }

        assertThat(night.exitValue()).isEqualTo(143);
        assertThat(lease()).isEmpty();
        assertThat(root.resolve("published")).doesNotExist();
        JsonNode record = record();
        assertThat(record.get("exitCode").asInt()).isEqualTo(143);
        assertThat(record.get("error").asText()).isEqualTo("stopped by a signal before its end");
        assertThat(record.get("stages").get(0).get("stage").asText()).isEqualTo("collect");
        assertThat(record.get("stages").get(0).get("state").asText()).isEqualTo("DONE");
    }

    /** What run.json says is what readers see: the pointer never moves after the lease was given back. */
    @Test
    void aSignalWhileTheNightPublishesIsRecordedAsWhatReadersSee() throws Exception {
        assertThat(Command.overSample("nightly", root).exit()).isZero();
        byte[] before = pointer();

        assertThat(serveStoppedAt("after replace .*_MANIFEST\\.json")).isEqualTo("stopped by a signal before its end");
        assertThat(pointer()).isEqualTo(before);

        assertThat(serveStoppedAt("before replace .*LATEST\\.json"))
                .isEqualTo("stopped by a signal after it had published");
        assertThat(new ObjectMapper().readTree(pointer()).get("run").asText())
                .isEqualTo(newestRun().getFileName().toString().substring("run=".length()));
        assertThat(Command.run("verify", "--set", "storage.root=" + root).exit())
                .isZero();
    }

    /** The error in the run.json of a stage serve that gets SIGTERM at a step. */
    private String serveStoppedAt(String step) throws Exception {
        Process serve =
                NightProcess.over("2022-05-06", root, "io.reelrank.core.files.StopPoint", step, "serve", "--force");
        try (BufferedReader err = serve.errorReader(StandardCharsets.UTF_8)) {
            err.lines().forEach(line -> assertThat(line).doesNotContain("this is a bug"));
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            serve.destroyForcibly();
        }
        assertThat(serve.exitValue()).isEqualTo(143);
        return new ObjectMapper()
                .readTree(newestRun().resolve("run.json").toFile())
                .get("error")
                .asText();
    }

    private byte[] pointer() throws IOException {
        return Files.readAllBytes(root.resolve("published/LATEST.json"));
    }

    private Path newestRun() throws IOException {
        try (Stream<Path> runs = Files.list(root.resolve("runs/date=2022-05-06"))) {
            return runs.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    /** Until when the lease holds; empty if it was given back. */
    private String lease() throws IOException {
        return new ObjectMapper()
                .readTree(root.resolve("lease/1.json").toFile())
                .get("expires")
                .asText();
    }

    private JsonNode record() throws IOException {
        try (Stream<Path> runs = Files.list(root.resolve("runs/date=2022-05-06"))) {
            return new ObjectMapper()
                    .readTree(runs.findFirst().orElseThrow().resolve("run.json").toFile());
        }
    }
}
