package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.tables.CreatorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CreatorTotalsTest extends SparkTest {
    // Windows of 1 and 2 days: 6 May; 5 and 6 May, before them 3 and 4 May.
    private final Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(
            spark(),
            "2022-05-06 | 1 | 7 | 1 | 1 | 4000",
            "2022-05-05 | 1 | 9 | 1 | 2 | 1500",
            "2022-05-05 | 2 | 7 | 0 | 1 | 9000",
            "2022-05-04 | 2 | 7 | 0 | 1 | 9000",
            "2022-05-03 | 4 | 7 | 1 | 0 | null",
            "2022-05-02 | 5 | 7 | 1 | 1 | 3000"));

    @Test
    void eachWindowHasItsSumsAndViewers() {
        assertThat(report(1, SomePairs.windows(1, 2)))
                .containsExactly(
                        // window, days, videos, impressions, plays, viewers, new, returning
                        "1 | 1 | 1 | 1 | 1 | 1 | 0 | null", "2 | 2 | 2 | 2 | 4 | 2 | 1 | 1");
    }

    @Test
    void partsOfFewPeopleAreWithheld() {
        assertThat(report(2, SomePairs.windows(1, 2)))
                .containsExactly("1 | 1 | 1 | 1 | 1 | 1 | null | null", "2 | 2 | 2 | 2 | 4 | 2 | null | null");
    }

    @Test
    void aLongerWindowDoesNotGiveFewPeopleAwayByItsDifference() {
        // With nine on 5 May, who knows that all are new would know it of the nine, from whichever window.
        assertThat(newViewers(10, 10)).containsExactly("1 | 10", "2 | 20");
        assertThat(newViewers(9, 10)).containsExactly("1 | null", "2 | null");
    }

    /** The new viewers of windows of one and of two days, where parts of fewer than ten are not told. */
    private static List<String> newViewers(int onTheFifth, int onTheSixth) {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < onTheFifth + onTheSixth; user++) {
            lines.add("2022-05-0%d | %d | 7 | 1 | 1 | 4000".formatted(user < onTheFifth ? 5 : 6, user));
        }
        Dataset<Row> counted = SomePairs.counted(SomePairs.pairs(spark(), lines.toArray(String[]::new)));
        CreatorTotals totals = new CreatorTotals(SomePairs.windows(1, 2));
        ViewerCounts viewers = new ViewerCounts(SomePairs.windows(1, 2), 10);
        Dataset<Row> videoDays = SomePairs.videoDays(counted);
        Dataset<Row> concentration = new PlayConcentration(SomePairs.windows(1, 2)).of(videoDays);
        return Frames.lines(totals.report(
                        totals.sums(videoDays),
                        SomePairs.creators(spark())
                                .named(viewers.of(ReportSums.viewers(ReportSums.met(counted, List.of())))),
                        concentration)
                .select(CreatorReport.WINDOW_DAYS, CreatorReport.NEW_VIEWERS));
    }

    @Test
    void nobodyIsNewWhereNothingIsKnownOfTheDaysBefore() {
        Windows windows =
                new Windows(List.of(1, 2), SomePairs.DATE, Set.of(SomePairs.DATE, SomePairs.DATE.minusDays(1)));
        assertThat(report(1, windows))
                .containsExactly("1 | 1 | 1 | 1 | 1 | 1 | 0 | null", "2 | 2 | 2 | 2 | 4 | 2 | null | 1");
        assertThat(windows.isComparable(1)).isTrue();
        assertThat(windows.isComparable(2)).isFalse();
        assertThat(windows.knownInARow()).isEqualTo(2);
    }

    private List<String> report(int minPeople, Windows windows) {
        CreatorTotals totals = new CreatorTotals(windows);
        ViewerCounts viewers = new ViewerCounts(windows, minPeople);
        Dataset<Row> videoDays = SomePairs.videoDays(counted);
        Dataset<Row> concentration = new PlayConcentration(windows).of(videoDays);
        return Frames.lines(totals.report(
                        totals.sums(videoDays),
                        SomePairs.creators(spark())
                                .named(viewers.of(ReportSums.viewers(ReportSums.met(counted, List.of())))),
                        concentration)
                .select(
                        CreatorReport.WINDOW_DAYS,
                        CreatorReport.DAYS,
                        CreatorReport.VIDEOS,
                        CreatorReport.IMPRESSIONS,
                        CreatorReport.PLAYS,
                        CreatorReport.VIEWERS,
                        CreatorReport.NEW_VIEWERS,
                        CreatorReport.RETURNING_VIEWERS));
    }
}
