package io.reelrank.night.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.any_value;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.tables.CreatorChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Changes between yesterday and today, whose cause is known. */
class ChangeCausesTest extends SparkTest {
    private static final ChangeCauses CAUSES = new ChangeCauses(SomePairs.windows(1));
    private static final String DAYS =
            "creator_id string, taste string, ago int, impressions bigint, plays bigint, watch_ms bigint";

    @Test
    void moreTrafficIsTheOnlyCauseWhereAllElseIsTheSame() {
        assertThat(plays(
                        "ann | food | 1 | 100 | 20 | 200",
                        "bob | food | 1 | 300 | 30 | 300",
                        "ann | food | 0 | 200 | 40 | 400",
                        "bob | food | 0 | 600 | 60 | 600"))
                .isEqualTo(Map.of("traffic", 20.0, "audience_mix", 0.0, "offered", 0.0, "accepted", 0.0));
    }

    @Test
    void anotherAudienceIsTheOnlyCauseWhereEachTasteDoesTheSame() {
        // Those who like food play half of what ann offers, the others a tenth; food comes from 50% to 75% of
        // impressions.
        assertThat(plays(
                        "ann | food | 1 | 100 | 50 | 500",
                        "ann | cars | 1 | 100 | 10 | 100",
                        "bob | food | 1 | 100 | 1 | 10",
                        "bob | cars | 1 | 100 | 1 | 10",
                        "ann | food | 0 | 150 | 75 | 750",
                        "ann | cars | 0 | 50 | 5 | 50",
                        "bob | food | 0 | 150 | 1 | 10",
                        "bob | cars | 0 | 50 | 1 | 10"))
                .isEqualTo(Map.of("traffic", 0.0, "audience_mix", 20.0, "offered", 0.0, "accepted", 0.0));
    }

    @Test
    void offersAndAcceptanceAreToldApartByImpressions() {
        // Offered twice as often, accepted half as often, to the same plays: L(20, 20) ln 2 = 20 ln 2 each way.
        Map<String, Double> causes = plays(
                "ann | food | 1 | 100 | 20 | 200",
                "bob | food | 1 | 300 | 30 | 300",
                "ann | food | 0 | 200 | 20 | 200",
                "bob | food | 0 | 200 | 30 | 300");
        assertThat(causes.get("offered")).isCloseTo(20 * Math.log(2), within(1e-6));
        assertThat(causes.get("accepted")).isCloseTo(-20 * Math.log(2), within(1e-6));
        assertThat(causes.get("traffic")).isZero();
    }

    @Test
    void withoutImpressionsTheyAreOneCause() {
        assertThat(plays(
                        "ann | food | 1 | 0 | 20 | 200",
                        "bob | food | 1 | 0 | 80 | 300",
                        "ann | food | 0 | 0 | 40 | 200",
                        "bob | food | 0 | 0 | 60 | 300"))
                .isEqualTo(Map.of("traffic", 0.0, "audience_mix", 0.0, "offered_and_accepted", 20.0));
    }

    @Test
    void aTasteThatPlayedNothingBeforeWasNotOfferedOrDidNotAccept() {
        Map<String, Double> notOffered = plays(
                "ann | food | 1 | 100 | 20 | 200",
                "ann | cars | 0 | 50 | 5 | 50",
                "ann | food | 0 | 100 | 20 | 200",
                "bob | cars | 1 | 100 | 5 | 50",
                "bob | cars | 0 | 50 | 5 | 50");
        assertThat(notOffered.get("offered")).isCloseTo(5, within(0.01));
        Map<String, Double> notAccepted = plays(
                "ann | food | 1 | 100 | 20 | 200",
                "ann | cars | 1 | 50 | 0 | 0",
                "ann | cars | 0 | 50 | 5 | 50",
                "ann | food | 0 | 100 | 20 | 200");
        assertThat(notAccepted.get("accepted")).isCloseTo(5, within(1e-6));
    }

    @Test
    void everyBreakdownAddsUpToTheChange() {
        Random random = new Random(2);
        List<String> lines = new ArrayList<>();
        for (String creator : List.of("a", "b", "c", "d", "e")) {
            for (String taste : List.of("food", "cars", "music", "")) {
                for (int ago = 0; ago < 2; ago++) {
                    int impressions = random.nextInt(4) * random.nextInt(100);
                    int plays = random.nextInt(3) * random.nextInt(20);
                    lines.add("%s | %s | %d | %d | %d | %d"
                            .formatted(creator, taste, ago, impressions, plays, plays * (1 + random.nextInt(9000))));
                }
            }
        }
        Dataset<Row> errors = changes(lines.toArray(String[]::new))
                .groupBy("creator_id", "figure", "breakdown")
                .agg(
                        sum("change").as("change"),
                        any_value(col("after").minus(col("before"))).as("difference"));
        assertThat(errors.count()).isEqualTo(20);
        assertThat(errors.agg(max(abs(col("change").minus(col("difference")))))
                        .head()
                        .getDouble(0))
                .isLessThan(1e-3);
    }

    @Test
    void newAndOlderVideosAddUp() {
        // Video 7 was published during yesterday, video 9 a month ago.
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
                spark(),
                "2022-05-06 | 1 | 7 | 1 | 5 | 4000",
                "2022-05-06 | 1 | 9 | 1 | 3 | 1500",
                "2022-05-05 | 1 | 7 | 1 | 1 | 4000",
                "2022-05-05 | 2 | 9 | 1 | 4 | 1500"));
        Dataset<Row> videoDays = SomePairs.videoDays(counted);
        assertThat(Frames.lines(CAUSES.of(
                                SomePairs.creators(spark())
                                        .named(ChangeCauses.tasteDays(counted).withColumnRenamed("taste_idx", "taste")),
                                videoDays)
                        .filter(col("breakdown")
                                .equalTo(CreatorChanges.BY_AGE)
                                .and(col("figure").equalTo("plays")))
                        .select("creator_id", "cause", "before", "after", "change")))
                // Of today's window no video is new; yesterday's new video had one play.
                .containsExactly("ann | new_videos | 5 | 8 | -1.0", "ann | older_videos | 5 | 8 | 4.0");
    }

    /** The causes of the change of ann's plays. */
    private static Map<String, Double> plays(String... lines) {
        Map<String, Double> causes = new TreeMap<>();
        changes(lines)
                .filter(col("creator_id")
                        .equalTo("ann")
                        .and(col("figure").equalTo("plays"))
                        .and(col("breakdown").equalTo(CreatorChanges.BY_CAUSE)))
                .collectAsList()
                .forEach(row ->
                        causes.put(row.getAs("cause"), Math.round(row.<Double>getAs("change") * 1e9) / 1e9 + 0.0));
        return causes;
    }

    private static Dataset<Row> changes(String... lines) {
        Dataset<Row> days = Frames.of(spark(), DAYS, lines);
        return CAUSES.of(days, days.withColumn("age_days", org.apache.spark.sql.functions.lit(100.0)));
    }
}
