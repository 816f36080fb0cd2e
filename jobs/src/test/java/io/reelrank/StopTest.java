package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        Process night = start();
        try (BufferedReader err = night.errorReader(StandardCharsets.UTF_8)) {
            assertThat(linesUntil(err, "collect: done after ")).isTrue();
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

    /** Until when the lease holds; empty if it was given back. */
    private String lease() throws IOException {
        return new ObjectMapper()
                .readTree(root.resolve("lease/1.json").toFile())
                .get("expires")
                .asText();
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx1g"));
        // Those that open the modules of Java to Spark.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.reelrank.Main",
                "nightly",
                "--date",
                "2022-05-06",
                "--conf",
                Command.HOME.resolve("conf/sample.conf").toString(),
                "--set",
                "sources.root=" + Command.HOME.resolve("data-samples"),
                "--set",
                "storage.root=" + root));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean linesUntil(BufferedReader reader, String start) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode record() throws IOException {
        try (Stream<Path> runs = Files.list(root.resolve("runs/date=2022-05-06"))) {
            return new ObjectMapper()
                    .readTree(runs.findFirst().orElseThrow().resolve("run.json").toFile());
        }
    }
}
