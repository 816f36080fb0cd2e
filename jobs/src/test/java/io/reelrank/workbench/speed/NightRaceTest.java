package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Races of a script that only writes what a night leaves. Each call is a line of its file {@code calls}. */
class NightRaceTest {
    private static final String PLATFORM = "reelrank.simulate.seed = 7\n";
    private static final String SCRIPT = """
            #!/bin/bash
            set -eu
            here=$(cd "$(dirname "$0")/.." && pwd)
            echo "$REELRANK_DRIVER_MEMORY $*" >> "$here/calls"
            for word in "$@"; do
                case $word in
                    storage.root=*) storage=${word#*=} ;;
                    *spark.eventLog.dir=*) log=${word##*=file://} ;;
                    *.json) json=$word ;;
                esac
            done
            case $1 in
                simulate) mkdir -p "$3" ;;
                nightly)
                    mkdir -p "$storage/runs/date=2022-05-03/run=1"
                    echo '{"stages": [{"stage": "collect", "seconds": SECONDS}]}' \
                        > "$storage/runs/date=2022-05-03/run=1/run.json"
                    ;;
                bench) echo '{"collect": 1.5, "features": 0.5}' > "$json" ;;
            esac
            if [ "$1" != simulate ]; then
                for stage in collect features; do
                    echo '{"Event":"SparkListenerStageSubmitted","Stage Info":{"Stage ID":0},' \
                        '"Properties":{"spark.job.description":"'$stage'"}}'
                    echo '{"Event":"SparkListenerTaskEnd","Stage ID":0,"Task Metrics":{}}'
                done > "$log/local-1"
            fi
            """;

    @TempDir
    private Path home;

    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void commitAScript() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git has the commits");
        script(home, "4");
        git("init", "-q");
        git("add", "scripts");
        git("-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "Test");
    }

    @Test
    void theNightIsComparedWithItsFloors() throws IOException {
        NightRaceResult result = race().run(PLATFORM, Optional.empty(), 1);

        assertThat(result.ratio()).isCloseTo(4 / (1.5 + 0.5), within(1e-9));
        assertThat(result.commit()).hasSize(12);
        assertThat(result.against()).isEmpty();
        assertThat(calls(home)).extracting(NightRaceTest::command).containsExactly("simulate", "nightly", "bench");
        assertThat(calls(home)).allMatch(call -> call.startsWith("10g "));
        assertThat(race().folder()).isEqualTo(home.resolve("out/bench/night-S"));
        assertThat(race().folder().resolve("night.md")).content().contains("| night | - | - | 4.0 |");
        assertThat(race().folder().resolve("night.json")).content().contains("\"size\" : \"S\"");
    }

    @Test
    void simulatedFilesAreUsedAgainForTheSameSettings() throws IOException {
        race().run(PLATFORM, Optional.empty(), 1);
        race().run(PLATFORM, Optional.empty(), 1);
        assertThat(calls(home))
                .extracting(NightRaceTest::command)
                .containsExactly("simulate", "nightly", "bench", "nightly", "bench");

        race().run("reelrank.simulate.seed = 8\n", Optional.empty(), 1);
        assertThat(calls(home)).extracting(NightRaceTest::command).endsWith("simulate", "nightly", "bench");
    }

    @Test
    void theNightsOfAnotherCommitTakeTurnsWithThisOnes() throws Exception {
        Path other = home.resolve("out/bench/against-" + revision());
        Files.createDirectories(other.resolve("jobs/target"));
        Files.createFile(other.resolve("jobs/target/_BUILT"));
        script(other, "10");

        NightRaceResult result = race().run(PLATFORM, Optional.of("HEAD"), 2);

        assertThat(calls(home))
                .extracting(NightRaceTest::command)
                .containsExactly("simulate", "nightly", "bench", "nightly", "bench");
        assertThat(calls(other))
                .hasSize(2)
                .allMatch(call -> call.contains("--conf " + other + "/conf/sources/sample.conf"))
                .allMatch(call -> call.contains("sources.root=" + home + "/out/bench/night-S/sources"));
        assertThat(result.against()).hasSize(1);
        assertThat(result.against().get(0).faster()).isCloseTo(2.5, within(1e-9));
        assertThat(progress).hasSize(1 + 1 + 2 * 3);
    }

    @Test
    void aProcessThatFailsIsToldWithTheEndOfItsOutput() throws IOException {
        Files.writeString(home.resolve("scripts/reelrank"), "#!/bin/bash\necho 'reelrank: no such setting'\nexit 2\n");

        assertThatThrownBy(() -> race().run(PLATFORM, Optional.empty(), 1))
                .isInstanceOfSatisfying(FailedProcessException.class, e -> assertThat(e.exitCode())
                        .isEqualTo(2))
                .hasMessageContaining("/scripts/reelrank simulate in ")
                .hasMessageEndingWith("simulate.log:\nreelrank: no such setting");
    }

    @Test
    void aCommitThatGitDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> race().run(PLATFORM, Optional.of("nothing"), 1))
                .isInstanceOf(FailedProcessException.class)
                .hasMessageContaining("git rev-parse in ");
    }

    private NightRace race() {
        return new NightRace(home, NightSize.S, progress::add);
    }

    private static void script(Path folder, String seconds) throws IOException {
        Path script = folder.resolve("scripts/reelrank");
        Files.createDirectories(script.getParent());
        Files.writeString(script, SCRIPT.replace("SECONDS", seconds));
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private static List<String> calls(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private static String command(String call) {
        return call.split(" ", -1)[1];
    }

    private String revision() throws Exception {
        Process git = new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD")
                .directory(home.toFile())
                .start();
        String revision = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        return revision.strip();
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).directory(home.toFile()).start().waitFor())
                .isZero();
    }
}
