package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Json;
import io.reelrank.workbench.speed.TaskCosts.WrittenBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightGrowthTest {
    @TempDir
    private Path home;

    @Test
    void exponentsAreThoseOfTheStagesAndOfTheWholeNight() {
        // CPU: collect 10, 100, 400 is the first power of 1, 10, 40 million rows; model 10, 10, 10 its power 0.
        write(NightSize.S, 1_000_000, 10, 10);
        write(NightSize.M, 10_000_000, 100, 10);
        write(NightSize.L, 40_000_000, 400, 10);

        NightGrowth growth = NightGrowth.measured(home);

        assertThat(growth.table().markdown()).isEqualTo("""
                        | stage | S CPU s | M CPU s | L CPU s | exponent | S seconds | M seconds | L seconds | exponent |
                        |---|---:|---:|---:|---:|---:|---:|---:|---:|
                        | night | 20.1 | 110.1 | 410.1 | 0.81 | 12.0 | 57.0 | 207.0 | 0.76 |
                        | collect | 10.0 | 100.0 | 400.0 | 1.00 | 5.0 | 50.0 | 200.0 | 1.00 |
                        | model | 10.0 | 10.0 | 10.0 | 0.00 | 7.0 | 7.0 | 7.0 | 0.00 |
                        """);
        assertThat(growth.draw(home))
                .content()
                .startsWith("<svg ")
                .contains(">night</text>", ">collect</text>", ">model</text>", ">million rows of logs</text>")
                .doesNotContain("NaN", "serve")
                .endsWith("</svg>\n");
    }

    @Test
    void oneSizeTellsNoGrowth() {
        write(NightSize.S, 1_000_000, 10, 10);

        assertThatThrownBy(() -> NightGrowth.measured(home))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("1 sizes of nights were measured under ")
                .hasMessageEndingWith(": run scripts/bench night --size S and --size M before");
    }

    private void write(NightSize size, long rows, double collect, double model) {
        NightCosts night = new NightCosts(
                List.of(
                        costs("collect", rows, collect / 2, collect),
                        costs("model", 5, 7, model),
                        costs("serve", 5, 0, 0.1)),
                200);
        Path file = NightRace.resultOf(home, size);
        LocalFiles.folder(file.getParent());
        LocalFiles.write(
                file,
                Json.bytes(new NightRaceResult(
                        size, 1, "fedc9876", night, List.of(costs("collect", 1, 8, 1)), List.of())));
        assertThat(Files.exists(file)).isTrue();
    }

    private static StageCosts costs(String stage, long rows, double seconds, double cpuSeconds) {
        return new StageCosts(
                stage,
                rows,
                1,
                seconds,
                0,
                new TaskCosts(1, Math.round(cpuSeconds * 1e9), 0, 0, new WrittenBytes(1, 1, 0)));
    }
}
