package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdDictionaryTest extends SparkTest {
    private static final IdDictionary DICTIONARY = new IdDictionary("id", "idx");
    private static final String IDS = "id string, since date";
    private static final String FORMER = "id string, idx int, dt date";

    @Test
    void theFirstNightNumbersFromZeroInTheOrderOfTheText() {
        assertThat(Frames.lines(DICTIONARY.extended(Frames.of(spark(), FORMER), ids("b", "10", "a", "9", "b"))))
                .containsExactly("10 | 0", "9 | 1", "a | 2", "b | 3");
    }

    @Test
    void knownIdsKeepTheirNumbersAndNewOnesFollow() {
        Dataset<Row> former = Frames.of(spark(), FORMER, "x | 0 | 2022-05-05", "b | 1 | 2022-05-05");

        assertThat(Frames.lines(DICTIONARY.extended(former, ids("c", "b", "a", "c"))))
                .containsExactly("a | 2", "b | 1", "c | 3", "x | 0");
    }

    @Test
    void nothingNewLeavesItAsItIs() {
        Dataset<Row> former = Frames.of(spark(), FORMER, "x | 0 | 2022-05-05");
        assertThat(Frames.lines(DICTIONARY.extended(former, ids("x")))).containsExactly("x | 0");
        assertThat(Frames.lines(DICTIONARY.extended(former, ids()))).containsExactly("x | 0");
    }

    @Test
    void numbersDoNotDependOnPartitions() {
        String[] ids =
                new Random(3).ints(500, 0, 400).mapToObj(Integer::toString).toArray(String[]::new);
        Dataset<Row> former = Frames.of(spark(), FORMER, "17 | 0 | 2022-05-05", "4 | 1 | 2022-05-05");

        List<String> one = Frames.lines(DICTIONARY.extended(former, ids(ids).coalesce(1)));
        Dataset<Row> many = DICTIONARY.extended(former.repartition(2), ids(ids).repartition(9));

        assertThat(Frames.lines(many)).isEqualTo(one);
        assertThat(many.select("idx").collectAsList().stream().map(row -> row.getInt(0)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, one.size()).boxed().toList());
    }

    @Test
    void rowsGetTheNumberOfTheirId() {
        Dataset<Row> dictionary = Frames.of(spark(), FORMER, "a | 0 | 2022-05-05", "b | 1 | 2022-05-05");
        Dataset<Row> rows = Frames.of(spark(), "id string, n int", "b | 5", "a | 6", "b | 7");

        assertThat(Frames.lines(DICTIONARY.numbered(rows, dictionary)))
                .containsExactly("a | 6 | 0", "b | 5 | 1", "b | 7 | 1");
    }

    @Test
    void numbersOfIdsAreUnique() {
        Dataset<Row> dictionary = Frames.of(spark(), FORMER, "a | 0 | 2022-05-05", "b | 1 | 2022-05-05");
        Dataset<Row> ids = Frames.of(spark(), "n int, id string", "1 | b", "2 | b", "3 | c");
        assertThat(Frames.lines(DICTIONARY.numbers(ids, dictionary))).containsExactly("b | 1");
    }

    @Test
    void severalDaysAtOnceGiveTheNumbersOfDaysInOrder() {
        String[] lines = {"b | 2022-05-02", "c | 2022-05-01", "a | 2022-05-03", "b | 2022-05-01", "d | 2022-05-02"};
        List<String> atOnce =
                Frames.lines(DICTIONARY.extended(Frames.of(spark(), FORMER), Frames.of(spark(), IDS, lines)));
        assertThat(atOnce).containsExactly("a | 3", "b | 0", "c | 1", "d | 2");

        Dataset<Row> inOrder = Frames.of(spark(), FORMER);
        for (String day : List.of("2022-05-01", "2022-05-02", "2022-05-03")) {
            inOrder = DICTIONARY.extended(
                    inOrder,
                    Frames.of(
                            spark(),
                            IDS,
                            Stream.of(lines).filter(line -> line.endsWith(day)).toArray(String[]::new)));
        }
        assertThat(Frames.lines(inOrder)).isEqualTo(atOnce);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, '2 ids have 1 numbers from 0 to 0'",
        "0, 2, '2 ids have 2 numbers from 0 to 2'",
        "1, 2, 'from 1 to 2'"
    })
    void gapsAndRepeatsAreRefused(int one, int other, String said) {
        Dataset<Row> wrong = Frames.of(spark(), FORMER, "a | " + one + " | null", "b | " + other + " | null");
        assertThatThrownBy(() -> DICTIONARY.requireDense(wrong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("illegal dictionary of id")
                .hasMessageContaining(said);
        DICTIONARY.requireDense(Frames.of(spark(), FORMER));
        DICTIONARY.requireDense(Frames.of(spark(), FORMER, "a | 1 | null", "b | 0 | null"));
    }

    private static Dataset<Row> ids(String... ids) {
        return Frames.of(
                spark(), IDS, Stream.of(ids).map(id -> id + " | 2022-05-01").toArray(String[]::new));
    }
}
