package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.workbench.speed.NightRaceResult.OtherNight;
import io.reelrank.workbench.speed.TaskCosts.WrittenBytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class NightTablesTest {
    private static final StageCosts COLLECT = new StageCosts(
            "collect",
            1_234_567,
            1_230_000,
            40,
            2_500_000_000L,
            new TaskCosts(1200, 61_500_000_000L, 0, 0, new WrittenBytes(123_456_789, 98_760_000, 0)));
    private static final StageCosts FEATURES = new StageCosts(
            "features",
            1_230_000,
            5_000,
            20,
            3_000_000_000L,
            new TaskCosts(300, 30_000_000_000L, 0, 0, new WrittenBytes(1_000_000, 2_000_000, 3_000_000)));
    private static final StageCosts SERVE = new StageCosts("serve", 5_000, 0, 0.04, 0, TaskCosts.NONE);
    private static final NightCosts NIGHT = new NightCosts(List.of(COLLECT, FEATURES, SERVE), 70.25);
    private static final List<StageCosts> FLOORS = List.of(floor("collect", 8), floor("features", 2));

    @Test
    void aRowForEachStageWithTheFloorBelowIt() {
        FigureTable table = NightTables.costs(result(List.of()));

        assertThat(table.markdown()).isEqualTo("""
                        | stage | rows in | rows out | seconds | CPU s | tasks | MB written | MB shuffled | MB spilled | peak heap MB | times floor |
                        |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                        | collect | 1,234,567 | 1,230,000 | 40.0 | 61.5 | 1,200 | 123.5 | 98.8 | 0.0 | 2,500 | 5.00 |
                        |   its floor | 1,000 | - | 8.0 | 1.5 | 2 | 4.0 | 5.0 | 0.0 | - |  |
                        | features | 1,230,000 | 5,000 | 20.0 | 30.0 | 300 | 1.0 | 2.0 | 3.0 | 3,000 | 10.00 |
                        |   its floor | 1,000 | - | 2.0 | 1.5 | 2 | 4.0 | 5.0 | 0.0 | - |  |
                        | serve | 5,000 | - | 0.0 | 0.0 | 0 | 0.0 | 0.0 | 0.0 | - |  |
                        | night | - | - | 60.0 | 91.5 | 1,500 | 124.5 | 100.8 | 3.0 | 3,000 | 6.00 |
                        | process |  |  | 70.3 |  |  |  |  |  |  |  |
                        """);
        assertThat(NightTables.comparison(result(List.of()))).isEmpty();
    }

    @Test
    void theRatioIsTheNightOverBothFloors() {
        assertThat(result(List.of()).ratio()).isCloseTo((40 + 20 + 0.04) / (8 + 2), within(1e-9));
    }

    @Test
    void stagesThatOneCommitLacksAreCompared() {
        StageCosts clean = new StageCosts("clean", 1, 1, 3, 0, TaskCosts.NONE);
        StageCosts slower = new StageCosts("collect", 1, 1, 100, 0, TaskCosts.NONE);
        NightCosts before = new NightCosts(List.of(slower, clean, FEATURES), 140.5);
        OtherNight other = OtherNight.of("0123abcd", before, NIGHT);

        assertThat(NightTables.comparison(result(List.of(other))).orElseThrow().rows())
                .containsExactly(
                        List.of("collect", "100.0", "40.0", "2.50"),
                        List.of("features", "20.0", "20.0", "1.00"),
                        List.of("serve", "-", "0.0", ""),
                        List.of("clean", "3.0", "-", ""),
                        List.of("night", "123.0", "60.0", "2.05"),
                        List.of("process", "140.5", "70.3", "2.00"));
        assertThat(other.faster()).isCloseTo(123 / 60.04, within(1e-9));
    }

    @Test
    void thePageHasAllTables() {
        OtherNight other = OtherNight.of("0123abcd", NIGHT, NIGHT);

        assertThat(NightTables.page(result(List.of(other))).lines())
                .startsWith("# A night of size S: commit fedc9876, rounds: 1", "")
                .contains(
                        "| collect | 1,234,567 | 1,230,000 | 40.0 | 61.5 | 1,200 | 123.5 | 98.8 | 0.0 | 2,500 | 5.00 |",
                        "| stage | 0123abcd s | this s | times faster |",
                        "| night | 60.0 | 60.0 | 1.00 |");
    }

    private static NightRaceResult result(List<OtherNight> others) {
        return new NightRaceResult(NightSize.S, 1, "fedc9876", NIGHT, FLOORS, others);
    }

    private static StageCosts floor(String stage, double seconds) {
        return new StageCosts(
                stage,
                1000,
                0,
                seconds,
                0,
                new TaskCosts(2, 1_500_000_000, 1000, 0, new WrittenBytes(4_000_000, 5_000_000, 0)));
    }
}
