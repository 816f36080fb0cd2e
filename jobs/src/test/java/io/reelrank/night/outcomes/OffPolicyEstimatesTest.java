package io.reelrank.night.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.OutcomeSettings;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OffPolicyEstimatesTest extends SparkTest {
    private static final String SHOWINGS = "user_id string, served string, is_accepted int, list_place int,"
            + " scores array<float>, former_places array<int>, propensities array<float>";

    // Of three places the first two are shuffled. By score, the second former place comes first.
    private static final String SWAPPED = " | [0.9,0.5,0.1] | [2,1,3] | [0.5,0.5,1.0]";
    private static final String KEPT = " | [0.5,0.9,0.1] | [1,2,3] | [0.5,0.5,1.0]";

    @Test
    void showingsThatThePolicyWouldShowHaveTheInversePropensityAsWeight() {
        Dataset<Row> rows = new OffPolicyEstimates(new OutcomeSettings(7, 1.5, 2, 0.5))
                .of(Frames.of(
                        spark(),
                        SHOWINGS,
                        "ann | best | 1 | 1" + SWAPPED,
                        "ann | best | 0 | 2" + SWAPPED,
                        // Not shuffled.
                        "ann | best | 1 | 3" + SWAPPED,
                        "bob | best | 0 | 1" + KEPT,
                        "bob | best | 1 | 2" + KEPT));

        // Unshuffled matches bob's two showings, by score ann's two: each of weight 2, in the clipped estimate of 1.5.
        assertThat(Frames.lines(rows.select(
                        "policy",
                        "users",
                        "showings",
                        "matched",
                        "effective",
                        "overlap",
                        "snips",
                        "clipped",
                        "outcome",
                        "finding")))
                .containsExactly(
                        "by_score | 2 | 4 | 2 | 2.0 | 1.0 | 0.5 | 0.375 | estimated | from 2 effective showings, with a mean"
                                + " weight of 1.000",
                        "unshuffled | 2 | 4 | 2 | 2.0 | 1.0 | 0.5 | 0.375 | estimated | from 2 effective showings, with a mean"
                                + " weight of 1.000");
    }

    @Test
    void tooFewShowingsOrTooLittleOverlapIsRefused() {
        Dataset<Row> showings = Frames.of(
                spark(),
                SHOWINGS,
                "ann | best | 1 | 1" + SWAPPED,
                "ann | best | 0 | 2" + SWAPPED,
                "bob | best | 0 | 1" + KEPT);

        assertThat(findings(new OutcomeSettings(7, 10, 5, 1), showings))
                .containsExactly(
                        "by_score | null | null | null | null | refused | 2 effective showings, fewer than"
                                + " outcomes.min-effective = 5",
                        "unshuffled | null | null | null | null | refused | 1 effective showings, fewer than"
                                + " outcomes.min-effective = 5");
        assertThat(findings(new OutcomeSettings(7, 10, 2, 0.25), showings).get(0))
                .isEqualTo(
                        "by_score | null | null | null | null | refused | the mean weight is 1.333, further from 1 than"
                                + " outcomes.max-overlap-gap = 0.250");
    }

    @Test
    void aPolicyThatMatchesNothingIsRefused() {
        Dataset<Row> showings = Frames.of(spark(), SHOWINGS, "ann | best | 1 | 1" + SWAPPED);

        assertThat(findings(new OutcomeSettings(7, 10, 2, 1), showings).get(1))
                .contains("unshuffled")
                .contains("0 effective");
    }

    private static List<String> findings(OutcomeSettings settings, Dataset<Row> showings) {
        return Frames.lines(new OffPolicyEstimates(settings)
                .of(showings)
                .select("policy", "snips", "snips_low", "snips_high", "clipped", "outcome", "finding"));
    }
}
