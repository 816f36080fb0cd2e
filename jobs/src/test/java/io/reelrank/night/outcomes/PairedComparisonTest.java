package io.reelrank.night.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PairedComparisonTest extends SparkTest {
    private static final String SHOWINGS = "user_id string, served string, rival string, team string, is_accepted int";

    @Test
    void usersAreCountedByTheTeamThatTheyPrefer() {
        Dataset<Row> rows = PairedComparison.of(Frames.of(
                spark(),
                SHOWINGS,
                "ann | best | popularity | served | 1",
                "ann | best | popularity | served | 1",
                "ann | best | popularity | rival | 1",
                "bob | best | popularity | served | 0",
                "bob | best | popularity | rival | 1",
                "cid | best | popularity | served | 1",
                "cid | best | popularity | rival | 1",
                // Of a place that neither team picked nothing is learned.
                "dan | best | popularity | neither | 1"));

        assertThat(Frames.lines(rows.select(
                        "served",
                        "rival",
                        "users",
                        "showings",
                        "served_credit",
                        "rival_credit",
                        "served_wins",
                        "rival_wins",
                        "ties",
                        "difference",
                        "p_value",
                        "winner")))
                .containsExactly("best | popularity | 3 | 7 | 3 | 3 | 1 | 1 | 1 | 0.0 | 1.0 | undecided");
        // d is 1, −1 and 0: the error of the mean is √(2/2/3).
        assertThat(rows.head().<Double>getAs("difference_high")).isEqualTo(1.959964 * Math.sqrt(1 / 3.0), within(1e-9));
    }

    @Test
    void moreWinsThanChanceGivesAreAVictory() {
        String[] lines = IntStream.range(0, 9)
                .boxed()
                .flatMap(user -> Stream.of(
                        "u%d | best | model | served | %d".formatted(user, user == 0 ? 1 : 0),
                        "u%d | best | model | rival | %d".formatted(user, user == 0 ? 0 : 1)))
                .toArray(String[]::new);

        Row row = PairedComparison.of(Frames.of(spark(), SHOWINGS, lines)).head();

        // Two-sided: 2 (1 + 9) / 2⁹.
        assertThat(row.<Double>getAs("p_value")).isEqualTo(20 / 512.0, within(1e-9));
        assertThat(row.<String>getAs("winner")).isEqualTo("rival");
    }

    @Test
    void oneUserIsNoInterval() {
        Row row = PairedComparison.of(Frames.of(spark(), SHOWINGS, "ann | best | model | served | 1"))
                .head();

        assertThat(row.isNullAt(row.fieldIndex("difference_low"))).isTrue();
        assertThat(row.<Double>getAs("p_value")).isEqualTo(1);
        assertThat(row.<String>getAs("winner")).isEqualTo("undecided");
    }
}
