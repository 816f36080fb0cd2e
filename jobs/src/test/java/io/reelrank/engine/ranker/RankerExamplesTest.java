package io.reelrank.engine.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RankerExamplesTest extends SparkTest {
    // User 1 met video 1. User 2 wanted nothing; user 3 wanted only what is no candidate; nobody knows user 4.
    private static final String[] SHOWN = {
        "1 | 3 | true", "1 | 4 | false", "2 | 1 | false", "3 | 9 | true", "3 | 2 | false", "4 | 2 | true"
    };

    @Test
    void shownCandidatesAreExamplesOfUsersWhoWantedOne() {
        assertThat(lines(0)).containsExactly("1 | 3 | 1.0", "1 | 4 | 0.0", "4 | 2 | 1.0");
    }

    @Test
    void candidatesThatWereNotShownAreOnesOfWhatWasNotWanted() {
        // As many as there are candidates: all of them.
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

    private static java.util.List<String> lines(int unshown) {
        Dataset<Row> people = UserContexts.of(
                Frames.of(spark(), "user_idx int, video_idx int, strength float", "1 | 1 | 1.0"),
                Frames.of(spark(), "user_idx int, factors array<float>", "1 | [1.0]", "2 | [1.0]", "3 | [1.0]"),
                Frames.of(spark(), "user_idx int, hours array<float>", "1 | [0.5, 0.5]"));
        Dataset<Row> shown = Frames.of(spark(), "user_idx int, video_idx int, wanted boolean", SHOWN);
        return Frames.lines(new RankerExamples(SomeMoment.settings(unshown))
                .of(SomeMoment.of(spark(), 4), people, shown)
                .select("user_idx", "video_idx", "label"));
    }
}
