package io.reelrank.engine.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RankerExamplesTest extends SparkTest {
    // User 1 has seen video 1. User 2 has no positive; the positive of user 3 is no candidate; user 4 has no history.
    private static final String[] SHOWN = {
        "1 | 3 | true", "1 | 4 | false", "2 | 1 | false", "3 | 9 | true", "3 | 2 | false", "4 | 2 | true"
    };

    @Test
    void shownCandidatesAreExamplesForUsersWithAPositiveCandidate() {
        assertThat(lines(0)).containsExactly("1 | 3 | 1.0", "1 | 4 | 0.0", "4 | 2 | 1.0");
    }

    @Test
    void candidatesThatWereNotShownAreNegativeExamples() {
        // The sample is as large as the number of candidates: all of them are in it.
        assertThat(lines(4))
                .containsExactly(
                        "1 | 2 | 0.0",
                        "1 | 3 | 1.0",
                        "1 | 4 | 0.0",
                        "4 | 1 | 0.0",
                        "4 | 2 | 1.0",
                        "4 | 3 | 0.0",
                        "4 | 4 | 0.0");
    }

    private static List<String> lines(int unshown) {
        Dataset<Row> contexts = UserContexts.of(
                Frames.of(spark(), "user_idx int, video_idx int, strength float", "1 | 1 | 1.0"),
                Frames.of(spark(), "user_idx int, factors array<float>", "1 | [1.0]", "2 | [1.0]", "3 | [1.0]"),
                Frames.of(spark(), "user_idx int, hours array<float>", "1 | [0.5, 0.5]"));
        Dataset<Row> shown = Frames.of(spark(), "user_idx int, video_idx int, wanted boolean", SHOWN);
        return Frames.lines(new RankerExamples(SmallSnapshot.settings(unshown))
                .of(SmallSnapshot.of(spark(), 4), contexts, shown)
                .select("user_idx", "video_idx", "label"));
    }
}
