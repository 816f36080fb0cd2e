package io.reelrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/reelrank with a spark-submit of the test's own in place of Spark's. */
class LauncherScriptTest {
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void copyTheScript() throws IOException {
        script = folder.resolve("home/scripts/reelrank");
        Files.createDirectories(script.getParent());
        Files.createDirectories(folder.resolve("home/jobs/target"));
        Files.createFile(folder.resolve("home/jobs/target/reelrank.jar"));
        Files.copy(Path.of(System.getProperty("reelrank.basedir"), "scripts/reelrank"), script);
    }

    @Test
    void theWarningOfTheVectorModuleIsNotShownAndEveryOtherErrorIs() throws Exception {
        Process process = start("echo 'Picked up an option' >&2; echo '" + WARNING + "' >&2; echo a result;" + " echo '"
                + WARNING + " and more' >&2; echo 'WARNING: another' >&2; printf 'no newline' >&2");

        assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                .containsExactly("Picked up an option", WARNING + " and more", "WARNING: another", "no newline");
        assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).containsExactly("a result");
    }

    @Test
    void theExitCodeIsTheCommands() throws Exception {
        assertThat(start("exit 75").waitFor()).isEqualTo(75);
    }

    @Test
    void aSignalReachesTheCommand() throws Exception {
        Process process = start("trap 'echo told to stop >&2; exit 9' TERM; echo ready; sleep 60 & wait");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("ready");

        // Unlike Process.destroy, it leaves the streams open.
        process.toHandle().destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(9);
        assertThat(process.errorReader(StandardCharsets.UTF_8).readLine()).isEqualTo("told to stop");
    }

    private Process start(String submit) throws IOException {
        Path sparkSubmit = folder.resolve("spark/bin/spark-submit");
        Files.createDirectories(sparkSubmit.getParent());
        Files.writeString(sparkSubmit, "#!/usr/bin/env bash\n" + submit + "\n");
        for (Path file : List.of(script, sparkSubmit)) {
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(script.toString(), "settings"));
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}
