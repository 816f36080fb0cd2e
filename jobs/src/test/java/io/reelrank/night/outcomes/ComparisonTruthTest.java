package io.reelrank.night.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.OutcomeSettings;
import io.reelrank.engine.interleaving.PlaceShuffle;
import io.reelrank.engine.interleaving.TeamDraft;
import io.reelrank.engine.random.SplitMix64;
import io.reelrank.workbench.simulate.Platform;
import io.reelrank.workbench.simulate.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Users of a simulated platform answer as its truth says; comparisons and estimates must then agree with the truth. */
class ComparisonTruthTest extends SparkTest {
    private static final int USERS = 600;
    private static final int VIDEOS = 300;
    private static final int PLACES = 12;
    private static final int SHUFFLED = 8;
    private static final int LOOKED_AT = 6;
    private static final int REPEATS = 30;

    /** [users][videos] the probability of a valid view of a video that is shown. */
    private static final double[][] TRUTH = truth();

    private static double[][] truth() {
        Truth truth = new Truth(new Platform(TestSettings.section("simulate", "users=600", "videos=300", "seed=11")
                .simulate()));
        double[][] views = new double[USERS][VIDEOS];
        for (int user = 0; user < USERS; user++) {
            for (int video = 0; video < VIDEOS; video++) {
                views[user][video] = truth.validView(user, video);
            }
        }
        return views;
    }

    @Test
    void theWinnerByInterleavingIsTheBetterByTruth() {
        List<Row> showings = new ArrayList<>();
        double betterTruth = 0;
        double worseTruth = 0;
        for (int user = 0; user < USERS; user++) {
            SplitMix64 random = new SplitMix64(SplitMix64.mix(user + 1));
            // The better ranking looks through less noise.
            List<Integer> better = ranking(user, 0.05, random);
            List<Integer> worse = ranking(user, 1, random);
            betterTruth += truth(user, better);
            worseTruth += truth(user, worse);
            List<TeamDraft.Pick> picks = TeamDraft.of(worse, better, PLACES, random);
            for (TeamDraft.Pick pick : picks.subList(0, LOOKED_AT)) {
                int video = (pick.from() == TeamDraft.Team.RIVAL ? better : worse).get(pick.index());
                showings.add(RowFactory.create(
                        "u" + user, "worse", "better", pick.credited().spelling(), answer(user, video, random)));
            }
        }

        Row row = PairedComparison.of(spark().createDataFrame(
                                showings,
                                StructType.fromDDL(
                                        "user_id string, served string, rival string, team string, is_accepted int")))
                .head();

        assertThat(betterTruth).isGreaterThan(worseTruth);
        assertThat(row.<String>getAs("winner"))
                .as("%s; truth %s of the better and %s of the worse", row, betterTruth / USERS, worseTruth / USERS)
                .isEqualTo("rival");
        assertThat(row.<Double>getAs("difference_high")).isNegative();
    }

    @Test
    void estimatesOfWhatWasNotShownCoverTheTruth() {
        List<Row> showings = new ArrayList<>();
        Map<String, Double> truth = new HashMap<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            String name = "repeat " + repeat;
            for (int user = 0; user < USERS; user++) {
                SplitMix64 random = new SplitMix64(SplitMix64.mix((long) user * REPEATS + repeat));
                List<Integer> list = ranking(user, 0.2, random);
                // Scores say the contrary of the list.
                List<Integer> contrary = new ArrayList<>(list.subList(0, SHUFFLED));
                Collections.reverse(contrary);
                truth.merge(name + " unshuffled", truth(user, list) / USERS, Double::sum);
                truth.merge(name + " by_score", truth(user, contrary) / USERS, Double::sum);
                add(showings, name, user, list, random);
            }
        }

        List<Row> estimates = new OffPolicyEstimates(new OutcomeSettings(7, 10, 50, 0.2))
                .of(spark().createDataFrame(
                                showings,
                                StructType.fromDDL("user_id string, served string, is_accepted int, list_place int,"
                                        + " scores array<float>, former_places array<int>, propensities array<float>")))
                .collectAsList();

        // 95% intervals: of 30 fewer than 25 cover the truth with a probability below 0.002.
        for (String policy : List.of("unshuffled", "by_score")) {
            assertThat(estimates.stream()
                            .filter(row -> row.<String>getAs("policy").equals(policy))
                            .filter(row -> {
                                double expected = truth.get(row.<String>getAs("served") + " " + policy);
                                return row.<Double>getAs("snips_low") <= expected
                                        && expected <= row.<Double>getAs("snips_high");
                            })
                            .count())
                    .as(policy)
                    .isGreaterThanOrEqualTo(25);
        }
    }

    private static void add(List<Row> showings, String repeat, int user, List<Integer> list, SplitMix64 random) {
        int[] former = PlaceShuffle.of(PLACES, SHUFFLED, random);
        Float[] scores = new Float[PLACES];
        Integer[] formerPlaces = new Integer[PLACES];
        Float[] propensities = new Float[PLACES];
        for (int place = 0; place < PLACES; place++) {
            scores[place] = (float) former[place];
            formerPlaces[place] = former[place] + 1;
            propensities[place] = PlaceShuffle.propensity(place, PLACES, SHUFFLED);
        }
        for (int place = 0; place < LOOKED_AT; place++) {
            showings.add(RowFactory.create(
                    "u" + user,
                    repeat,
                    answer(user, list.get(former[place]), random),
                    place + 1,
                    scores,
                    formerPlaces,
                    propensities));
        }
    }

    /** The videos that look best through noise of a standard deviation of about the given one. */
    private static List<Integer> ranking(int user, double noise, SplitMix64 random) {
        double[] looks = IntStream.range(0, VIDEOS)
                .mapToDouble(video -> TRUTH[user][video] + noise * 3.5 * (random.nextDouble() - 0.5))
                .toArray();
        return IntStream.range(0, VIDEOS)
                .boxed()
                .sorted(Comparator.comparing(video -> -looks[video]))
                .limit(PLACES)
                .toList();
    }

    /** The probability of a valid view at the places that users look at, on average. */
    private static double truth(int user, List<Integer> list) {
        return list.subList(0, LOOKED_AT).stream()
                .mapToDouble(video -> TRUTH[user][video])
                .average()
                .orElseThrow();
    }

    private static int answer(int user, int video, SplitMix64 random) {
        return random.nextDouble() < TRUTH[user][video] ? 1 : 0;
    }
}
