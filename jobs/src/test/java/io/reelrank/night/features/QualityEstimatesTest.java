package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.tables.VideoQuality;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class QualityEstimatesTest extends SparkTest {
    private static final String SIGNALS =
            "user_idx int, video_idx int, kind string, watch_ms bigint, duration_ms bigint";
    private static final QualityEstimates QUALITY = new QualityEstimates(SomeSettings.QUALITY);

    private final List<String> signals = new ArrayList<>();

    @Test
    void ratesCountEachUserOnce() {
        add(1, 7, "impression", null);
        add(1, 7, "play", 20_000L);
        add(1, 7, "play", 20_000L);
        add(1, 7, "long_view", 20_000L);
        add(2, 7, "impression", null);
        add(2, 7, "play", 5_000L);
        add(2, 7, "hide", null);
        add(2, 7, "hide", null);
        add(3, 7, "impression", null);
        add(3, 7, "impression", null);
        add(4, 7, "impression", null);
        add(4, 7, "report", null);

        // Four users saw it, two of them played it, one of these to the end; watch shares 1, 1 and 0.25.
        assertThat(lines(
                        "video_idx, met, wanted, plays, watch_share, start_rate, completion_rate, similar_completion_rate,"
                                + " hide_rate, report_rate, negatives, marks, low_quality"))
                .containsExactly("7 | 4 | 1 | 3 | 0.75 | 0.5 | 0.5 | 0.5 | 0.25 | 0.25 | 3 | [] | false");
    }

    @Test
    void withoutImpressionsAPlayOfThreeSecondsIsAStart() {
        add(1, 7, "play", 2_999L);
        add(2, 7, "play", 3_000L);
        add(3, 7, "play", 0L);
        add(4, 7, "play", null);
        assertThat(lines("start_rate, completion_rate, plays")).containsExactly("0.3333333333333333 | 0.0 | 2");
    }

    @Test
    void aVideoWithoutAPlayOfKnownLengthHasNoPull() {
        signals.add("1 | 7 | play | 5000 | null");
        signals.add("2 | 8 | hide | null | null");
        assertThat(
                        lines(
                                "video_idx, plays, watch_share, pull, pull_low, start_rate, completion_rate, similar_completion_rate, low_quality"))
                .containsExactly(
                        "7 | 0 | null | null | null | 1.0 | null | null | false",
                        "8 | 0 | null | null | null | null | null | null | false");
    }

    @Test
    void aLowPullIsMarkedOnceItIsCertain() {
        for (int user = 0; user < 60; user++) {
            add(user, 1, "play", 18_000L);
            add(user, 2, "play", 17_000L);
            add(user, 3, "play", 1_000L);
        }
        // As bad, but with few users.
        add(0, 4, "play", 1_000L);
        add(1, 4, "play", 1_000L);

        List<Row> rows = quality();

        Row bad = rows.get(2);
        Row mark = bad.<Row>getList(bad.fieldIndex("marks")).get(0);
        assertThat(bad.<Boolean>getAs("low_quality")).isTrue();
        assertThat(mark.getString(0)).isEqualTo("low_pull");
        assertThat(mark.getDouble(1)).isEqualTo(bad.<Double>getAs("pull"));
        assertThat(mark.getDouble(2)).isEqualTo(bad.<Double>getAs("pull_high")).isLessThan(-0.05);
        assertThat(mark.getDouble(3)).isEqualTo(-0.05);
        assertThat(mark.getLong(4)).isEqualTo(60);
        assertThat(bad.<Double>getAs("pull_high") - bad.<Double>getAs("pull"))
                .isEqualTo(bad.<Double>getAs("pull") - bad.<Double>getAs("pull_low"))
                .isPositive();
        assertThat(rows.stream().map(row -> row.<Boolean>getAs("low_quality")))
                .containsExactly(false, false, true, false);
        assertThat(rows.get(3).<Double>getAs("pull")).isNegative();
    }

    @Test
    void clickbaitIsStartedByMoreAndFinishedByFewer() {
        for (int user = 0; user < 100; user++) {
            for (int video = 1; video <= 4; video++) {
                add(user, video, "impression", null);
            }
            // Half of the users play 1 and 2, and half of these see the end.
            if (user % 2 == 0) {
                add(user, 1, "play", user % 4 == 0 ? 20_000L : 12_000L);
                add(user, 2, "play", user % 4 == 0 ? 20_000L : 12_000L);
            }
            // All play 3, and one in twenty sees the end. As few see the end of 4, but no more than average start it.
            add(user, 3, "play", user % 20 == 0 ? 20_000L : 12_000L);
            if (user % 2 == 0) {
                add(user, 4, "play", user % 40 == 0 ? 20_000L : 12_000L);
            }
        }
        // Completions: 25 + 25 + 5 + 3 of 50 + 50 + 100 + 50, so the limit is half of 0.232.
        assertThat(lines("video_idx, start_rate, completion_rate, marks.reason, marks.limit"))
                .containsExactly(
                        "1 | 0.5 | 0.5 | [] | []",
                        "2 | 0.5 | 0.5 | [] | []",
                        "3 | 1.0 | 0.05 | [clickbait] | [0.116]",
                        "4 | 0.5 | 0.06 | [] | []");
    }

    @Test
    void complaintsMarkIfManyComplainAndMoreThanElsewhere() {
        for (int user = 0; user < 400; user++) {
            for (int video = 1; video <= 3; video++) {
                add(user, video, "play", 10_000L);
            }
        }
        for (int user = 0; user < 12; user++) {
            add(user, 1, "hide", null);
        }
        add(0, 2, "hide", null);
        // All users who saw 4 hid it, but these are two. One user hid 5 many times.
        add(0, 4, "hide", null);
        add(1, 4, "hide", null);
        for (int time = 0; time < 9; time++) {
            add(2, 5, "hide", null);
        }
        for (int user = 0; user < 8; user++) {
            add(user, 3, "report", null);
        }
        // Hidden by 16 of 1203 pairs: three times that is 0.0399, above 12 of 400, whose lower bound is 0.0172.
        assertThat(lines("video_idx, marks.reason")).containsExactly("1 | []", "2 | []", "3 | []", "4 | []", "5 | []");

        // With ten times as many pairs without complaints, both are far above the rest.
        for (int user = 0; user < 400; user++) {
            for (int video = 10; video < 40; video++) {
                add(user, video, "play", 10_000L);
            }
        }
        assertThat(lines("video_idx, marks.reason, low_quality"))
                .contains(
                        "1 | [hidden] | true",
                        "2 | [] | false",
                        "3 | [reported] | true",
                        "4 | [] | false",
                        "5 | [] | false")
                .filteredOn(line -> line.endsWith("true"))
                .hasSize(2);
    }

    @Test
    void theRowsAreThoseOfTheTable() {
        add(1, 7, "play", 5_000L);
        Dataset<Row> rows = SomeDays.pairs(Frames.of(spark(), SIGNALS, signals.toArray(String[]::new)));
        Dataset<Row> quality = QUALITY.of(QUALITY.counts(rows), QUALITY.pulls(rows));
        VideoQuality.TABLE.fields().forEach(field -> assertThat(
                        quality.schema().apply(field.name()).dataType().asNullable())
                .as(field.name())
                .isEqualTo(field.type().asNullable()));
    }

    private void add(int user, int video, String kind, Long watch) {
        signals.add(user + " | " + video + " | " + kind + " | " + watch + " | 20000");
    }

    private List<String> lines(String columns) {
        return Frames.lines(frame().selectExpr(columns.split(", ")));
    }

    private List<Row> quality() {
        return frame().orderBy("video_idx").collectAsList();
    }

    private Dataset<Row> frame() {
        Dataset<Row> rows = SomeDays.pairs(Frames.of(spark(), SIGNALS, signals.toArray(String[]::new)));
        return QUALITY.of(QUALITY.counts(rows), QUALITY.pulls(rows));
    }
}
