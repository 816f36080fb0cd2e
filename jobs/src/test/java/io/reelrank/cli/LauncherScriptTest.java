package io.reelrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** scripts/reelrank with a spark-submit of the test's own in place of Spark's. */
class LauncherScriptTest {
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";
    private static final String ERRORS =
            "for line in 'Picked up an option' '%1$s' '%1$s and more' 'WARNING: another'; do"
                    .formatted(WARNING)
                    .concat(" echo \"$line\" >&2; done");

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
    void aTerminalShowsEveryErrorButTheWarningOfTheVectorModule() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) makes a terminal");
        // It ends when it is told to, so that all lines are read before.
        Process process =
                new ProcessBuilder("/usr/bin/script", "-qec", prepare(ERRORS + "; read -r line"), "/dev/null").start();
        BufferedReader terminal = process.inputReader(StandardCharsets.UTF_8);
        List<String> shown = new ArrayList<>();
        for (int line = 0; line < 3; line++) {
            shown.add(terminal.readLine());
        }
        try (OutputStream keyboard = process.getOutputStream()) {
            keyboard.write('\n');
        }

        assertThat(shown).containsExactly("Picked up an option", WARNING + " and more", "WARNING: another");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProgramReadsEveryErrorOfACommandThatEndsAtOnce() throws Exception {
        for (int run = 0; run < 10; run++) {
            Process process = start(ERRORS);
            process.waitFor();

            assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                    .containsExactly("Picked up an option", WARNING, WARNING + " and more", "WARNING: another");
        }
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

    @Test
    void aSymbolicLinkInAFolderWithASpaceLeadsToTheScript() throws Exception {
        Path home = folder.resolve("home of ours/reelrank 1");
        Files.createDirectories(home.getParent());
        Files.move(folder.resolve("home"), home);
        script = home.resolve("scripts/reelrank");
        Path bin = Files.createDirectories(folder.resolve("my bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), script);
        Path relative = Files.createSymbolicLink(bin.resolve("relative"), bin.relativize(script));
        Path twice = Files.createSymbolicLink(bin.resolve("twice"), Path.of("relative"));
        String prepared = prepare("for word in \"$@\"; do echo \"$word\"; done");

        for (Path called : List.of(script, absolute, relative, twice)) {
            Process process = new ProcessBuilder("bash", "-c", prepared.replace(script.toString(), called.toString()))
                    .directory(folder.toFile())
                    .start();
            assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
                    .as(called.toString())
                    .contains(home + "/jobs/target/reelrank.jar", "settings")
                    .anyMatch(option -> option.startsWith(
                            "\"-Dlog4j2.configurationFile=%s/conf/log4j2.properties\" -XX:+UseParallelGC "
                                    .formatted(home)));
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void plainAsciiBecomesUtf8() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this JVM can name such a folder");
        Path home = folder.resolve("推荐");
        Files.move(folder.resolve("home"), home);
        script = home.resolve("scripts/reelrank");
        String prepared = prepare("locale charmap; for word in \"$@\"; do echo \"$word\"; done");

        for (String locale : List.of("LC_ALL=C", "LC_ALL=POSIX", "LC_ALL= LC_CTYPE=C LANG=zh_CN.UTF-8")) {
            Process process = new ProcessBuilder("bash", "-c", "export %s; %s".formatted(locale, prepared)).start();
            List<String> lines =
                    process.inputReader(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines)
                    .as(locale)
                    .contains(home + "/jobs/target/reelrank.jar")
                    .startsWith("UTF-8");
        }
    }

    @Test
    void anAccountWithoutANameIsRefused() throws Exception {
        Path bin = onPath(
                "id", "[ \"$1\" = -un ] && { echo 'id: cannot find name for user ID 4711' >&2; exit 1; }; echo 4711");

        Process process =
                new ProcessBuilder("bash", "-c", "PATH='%s':$PATH; %s".formatted(bin, prepare("exit 0"))).start();

        assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "reelrank: the account 4711 has no name: add it to /etc/passwd, or run as an account that"
                                + " has one");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void aHostWithoutAnAddressUsesTheLoop() throws Exception {
        String submit = "echo \"$SPARK_LOCAL_IP $SPARK_LOCAL_HOSTNAME\"";
        String command = "PATH='%s':$PATH; unset SPARK_LOCAL_IP SPARK_LOCAL_HOSTNAME; %s%s";
        Path bin = onPath("getent", "exit 2");

        Process process = new ProcessBuilder("bash", "-c", command.formatted(bin, "", prepare(submit))).start();

        assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).containsExactly("127.0.0.1 localhost");
        assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("reelrank: the host ")
                .endsWith(" has no address, so 127.0.0.1 is used; SPARK_LOCAL_IP=... names another");

        process = new ProcessBuilder(
                        "bash", "-c", command.formatted(bin, "export SPARK_LOCAL_IP=127.0.0.9; ", prepare(submit)))
                .start();
        assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).containsExactly("127.0.0.9 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--master spark://host:7077 --deploy-mode cluster",
                "--master=spark://host:7077 --deploy-mode=cluster",
                "--conf spark.master=spark://host:7077 --conf spark.submit.deployMode=cluster",
                "--properties-file submit.properties"
            })
    void aDriverOnAWorkerIsGivenAbsolutePathsAndOpenModules(String options) throws Exception {
        prepareCluster();
        Path work = folder.toRealPath();
        Files.writeString(
                work.resolve("submit.properties"),
                "spark.master      spark://host:7077\nspark.submit.deployMode=cluster\n");
        Files.writeString(work.resolve("night.conf"), "reelrank.storage.root = out/night\n");

        List<String> words = submitted("--conf night.conf --set sources.root=logs -- " + options);

        assertThat(words)
                .containsSubsequence("--conf", "spark.standalone.submit.waitAppCompletion=true")
                .containsSubsequence(
                        "nightly", "--conf", work.resolve("night.conf").toString())
                .containsSubsequence("--set", "storage.root=" + work.resolve("out/night"))
                .containsSubsequence("--set", "sources.root=" + work.resolve("logs"))
                .anyMatch(word -> word.contains("--add-opens=java.base/sun.util.calendar=ALL-UNNAMED "));
    }

    @Test
    void pathsOfOtherFileSystemsAndOfOtherClustersStay() throws Exception {
        prepareCluster();

        assertThat(submitted(
                        "--set storage.root=s3a://bucket/night --set sources.root=/logs -- --master spark://host:7077"
                                + " --deploy-mode cluster"))
                .doesNotContain("storage.root=" + folder.toRealPath().resolve("s3a://bucket/night"))
                .filteredOn(word -> word.contains(".root="))
                .containsExactly("storage.root=s3a://bucket/night", "sources.root=/logs");
        assertThat(submitted("--set storage.root=out/night -- --master yarn --deploy-mode cluster"))
                .filteredOn(word -> word.contains(".root=") || word.contains("log4j2") || word.contains("--add-opens"))
                .containsExactly("storage.root=out/night");
    }

    @ParameterizedTest
    @CsvSource({"FINISHED,0", "FAILED,1", "KILLED,1", ",1"})
    void theEndOfADriverOnAWorkerIsTheExitCode(String state, int exit) throws Exception {
        prepareCluster();
        String said = state == null
                ? "echo 'no connection' >&2"
                : "echo '26/11/28 INFO ClientEndpoint: State of driver driver-2026-0001 is %s, exiting spark-submit JVM.' >&2"
                        .formatted(state);

        Process process = nightly(said, "-- --master spark://host:7077 --deploy-mode cluster");

        List<String> errors =
                process.errorReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isEqualTo(exit);
        if (exit != 0) {
            assertThat(errors)
                    .last()
                    .asString()
                    .startsWith("reelrank: ")
                    .contains(" ended with " + (state == null ? "an unknown state" : state) + ": its stderr");
        }
    }

    /** Gives the script a jar with our classes, and a Spark with the jars of the tests. */
    private void prepareCluster() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        StringBuilder folders = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
            } else {
                folders.append(path.toUri()).append(' ');
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, folders.toString());
        new JarOutputStream(Files.newOutputStream(folder.resolve("home/jobs/target/reelrank.jar")), manifest).close();
    }

    /** The words that spark-submit gets from a night. */
    private List<String> submitted(String arguments) throws Exception {
        Process process = nightly(
                "for word in \"$@\"; do echo \"$word\"; done; echo 'State of driver driver-1 is FINISHED, exiting'",
                arguments);
        // The script passes what spark-submit says in cluster mode to stderr.
        try (Stream<String> words = Stream.concat(
                process.inputReader(StandardCharsets.UTF_8).lines(),
                process.errorReader(StandardCharsets.UTF_8).lines())) {
            return words.toList();
        }
    }

    private Process nightly(String submit, String arguments) throws IOException {
        String command = prepare(submit).replaceAll(" settings$", " nightly " + arguments);
        return new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .start();
    }

    /** Writes a program. Returns its folder, to be the first of a PATH. */
    private Path onPath(String name, String program) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + program + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.getParent();
    }

    private Process start(String submit) throws IOException {
        return new ProcessBuilder("bash", "-c", prepare(submit)).start();
    }

    /** Writes the spark-submit. Returns the command line that runs the script with it, in place of the shell. */
    private String prepare(String submit) throws IOException {
        Path sparkSubmit = folder.resolve("spark/bin/spark-submit");
        Files.createDirectories(sparkSubmit.getParent());
        Files.writeString(sparkSubmit, "#!/usr/bin/env bash\n" + submit + "\n");
        for (Path file : List.of(script, sparkSubmit)) {
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return "SPARK_HOME='%s' JAVA_HOME='%s' exec '%s' settings"
                .formatted(folder.resolve("spark"), System.getProperty("java.home"), script);
    }
}
