package io.reelrank.engine.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RerankedRankingTest extends SparkTest {
    private static final int[] ITEMS = {2, 4, 6, 8, 9};
    /** The lower id is better. */
    private static final Ranking SERVED = (user, scores) -> {
        for (int at = 0; at < ITEMS.length; at++) {
            scores[at] = -ITEMS[at];
        }
    };

    @Test
    void theListComesFirstAndTheOthersKeepTheirOrder() {
        // 2 and 4 are of one creator, 9 is new.
        ItemTraits traits = SomeTraits.of(
                spark(),
                "2 | 1 | null | [] | 0.0 | false | false | [1.0, 0.0]",
                "4 | 1 | null | [] | 0.0 | false | false | [1.0, 0.0]",
                "6 | 2 | null | [] | 0.0 | false | false | [1.0, 0.0]",
                "8 | 3 | null | [] | 0.0 | false | false | [1.0, 0.0]",
                "9 | 4 | null | [] | 0.0 | true | false | [1.0, 0.0]");
        RerankSettings oneEach = TestSettings.rerank("max-per-creator=1");
        RerankSettings halfNew = TestSettings.rerank("new-video-share=0.5");

        assertThat(order(
                        RerankedRanking.of(SERVED, ITEMS, traits, oneEach, new RerankedRanking.ListLengths(4, 2)),
                        new int[0]))
                .containsExactly(2, 6, 4, 8, 9);
        // 9 is not among the three candidates and gets the second place by the quota; 2 was seen and is not listed.
        assertThat(order(
                        RerankedRanking.of(SERVED, ITEMS, traits, halfNew, new RerankedRanking.ListLengths(3, 2)),
                        new int[] {2, 3}))
                .containsExactly(4, 9, 2, 6, 8);
    }

    private static int[] order(Ranking ranking, int[] seen) {
        float[] scores = new float[ITEMS.length];
        ranking.score(EvaluatedUser.of(0, seen, new float[seen.length]), scores);
        return IntStream.range(0, ITEMS.length)
                .boxed()
                .sorted(Comparator.comparingDouble(at -> -scores[at]))
                .mapToInt(at -> ITEMS[at])
                .toArray();
    }
}
