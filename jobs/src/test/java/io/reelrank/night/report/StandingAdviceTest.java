package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.ReportSettings.Withhold;
import io.reelrank.core.tables.CreatorAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class StandingAdviceTest extends SparkTest {
    private static final String TESTS =
            "creator_id string, rule string, subject string, evidence bigint, value double, usual double, effect double,"
                    + " effect_low double, effect_high double, p double";

    @Test
    void adviceStandsFromTheSecondNightAndFallsOnTheThird() {
        boolean[] holds = {true, false, true, true, false, false, true, false, false, false, false};
        List<String> told = new ArrayList<>();
        Dataset<Row> before = spark().createDataFrame(List.of(), CreatorAdvice.TABLE.schema());
        for (boolean isHolding : holds) {
            Dataset<Row> tests = tests("ann | complaints |  | 100 | 0.1 | 0.05 | 0.04 | 0.02 | 0.06 | "
                    + (isHolding ? "0.000001" : "0.5"));
            before = standing(0).of(tests, before).localCheckpoint();
            told.add(String.join(
                    ";",
                    Frames.lines(before.select(
                            CreatorAdvice.HELD_NIGHTS, CreatorAdvice.MISSED_NIGHTS, CreatorAdvice.PLACE))));
        }
        assertThat(told)
                .containsExactly(
                        "1 | 0 | 0",
                        "",
                        "1 | 0 | 0",
                        "2 | 0 | 1",
                        "0 | 1 | 1",
                        "0 | 2 | 1",
                        "1 | 0 | 1",
                        "0 | 1 | 1",
                        "0 | 2 | 1",
                        "",
                        "");
    }

    @Test
    void aRuleThatCannotBeTestedAnyMoreFallsToo() {
        Dataset<Row> before = spark().createDataFrame(List.of(), CreatorAdvice.TABLE.schema());
        Dataset<Row> tests = tests("ann | tag_lifts | food | 5 | 0.1 | 0.05 | 0.04 | 0.02 | 0.06 | 0");
        for (int night = 0; night < 2; night++) {
            before = standing(0).of(tests, before).localCheckpoint();
        }
        assertThat(Frames.lines(
                        standing(0).of(tests(), before).select("rule", "subject", "value", "missed_nights", "stands")))
                .containsExactly("tag_lifts | food | 0.1 | 1 | true");
    }

    @Test
    void whatHoldsEndsItsOpposite() {
        Dataset<Row> before = spark().createDataFrame(List.of(), CreatorAdvice.TABLE.schema());
        for (int night = 0; night < 2; night++) {
            before = standing(0)
                    .of(tests("ann | tag_lifts | sea | 5 | 0.1 | 0.05 | 0.04 | 0.02 | 0.06 | 0"), before)
                    .localCheckpoint();
        }
        assertThat(Frames.lines(standing(0)
                        .of(tests("ann | tag_sinks | sea | 5 | 0.1 | 0.05 | 0.04 | 0.02 | 0.06 | 0"), before)
                        .select("rule", "held_nights", "stands")))
                .containsExactly("tag_sinks | 1 | false");
    }

    @Test
    void aCreatorGetsTheFiveClearest() {
        String[] lines = IntStream.range(0, 7)
                .mapToObj(i -> "ann | tag_lifts | t%d | 5 | 0 | 0 | 0.%d | 0 | 0.5 | 0".formatted(i, i))
                .toArray(String[]::new);
        Dataset<Row> before = spark().createDataFrame(List.of(), CreatorAdvice.TABLE.schema());
        for (int night = 0; night < 2; night++) {
            before = standing(0).of(tests(lines), before).localCheckpoint();
        }
        assertThat(Frames.lines(before.select(CreatorAdvice.PLACE, CreatorAdvice.SUBJECT)))
                .containsExactly("0 | t0", "0 | t1", "1 | t6", "2 | t5", "3 | t4", "4 | t3", "5 | t2");
    }

    @Test
    void withheldAdviceStandsWithoutAPlace() {
        String[] lines = IntStream.range(0, 400)
                .mapToObj(i -> "c%d | complaints |  | 100 | 0.1 | 0.05 | 0.04 | 0.02 | 0.06 | 0".formatted(i))
                .toArray(String[]::new);
        Dataset<Row> before = spark().createDataFrame(List.of(), CreatorAdvice.TABLE.schema());
        for (int night = 0; night < 2; night++) {
            before = standing(0.3).of(tests(lines), before).localCheckpoint();
        }
        assertThat(Frames.lines(
                        before.groupBy("stands", "withheld", "place", "since").count()))
                .containsExactly("true | false | 1 | 2022-05-06 | 283", "true | true | 0 | 2022-05-06 | 117");
        assertThat(standing(0.3)
                        .of(tests(lines), before)
                        .except(before)
                        .filter("withheld")
                        .count())
                .as("the same creators the next night, though more nights have held")
                .isEqualTo(117);
    }

    private static StandingAdvice standing(double withheldShare) {
        return new StandingAdvice(SomePairs.DATE, 0.1, new WithheldAdvice(new Withhold(withheldShare, 1)));
    }

    private static Dataset<Row> tests(String... lines) {
        return Frames.of(spark(), TESTS, lines);
    }
}
