package io.reelrank.workbench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"u i 2.5 978300760", "u\ti\t2.5\t978300760", "u, i ,2.5,978300760", "u::i::2.5::978300760"})
    void fieldsAreSeparatedByTabsCommasColonsOrBlanks(String line) {
        assertThat(PairFormat.PAIRS.parse(line)).containsExactly(new PairFormat.Pair("u", "i", 2.5));
    }

    @Test
    void anIdMayHoldABlankWhereATabSeparates() {
        assertThat(PairFormat.PAIRS.parse("u  i\tj\t2.5")).containsExactly(new PairFormat.Pair("u  i", "j", 2.5));
    }

    @Test
    void aPairWithoutValueCountsOne() {
        assertThat(PairFormat.PAIRS.parse("7 9")).containsExactly(new PairFormat.Pair("7", "9", 1));
    }

    @Test
    void aListIsAUserAndItsItems() {
        assertThat(PairFormat.LISTS.parse("7 9 8 "))
                .containsExactly(new PairFormat.Pair("7", "9", 1), new PairFormat.Pair("7", "8", 1));
        assertThat(PairFormat.LISTS.parse("7")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(0,25)\t1064\t174", "(0, 25) 1064 174", "(0,25),1064,174"})
    void candidatesMayHaveTheHeldOutItemInBrackets(String line) {
        assertThat(PairFormat.CANDIDATES.parse(line))
                .containsExactly(
                        new PairFormat.Pair("0", "1064", 1),
                        new PairFormat.Pair("0", "174", 1),
                        new PairFormat.Pair("0", "25", 1));
    }

    @Test
    void candidatesMayBeAPlainList() {
        assertThat(PairFormat.CANDIDATES.parse("0 1064 174"))
                .containsExactly(new PairFormat.Pair("0", "1064", 1), new PairFormat.Pair("0", "174", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u | 1 fields: must be user item [value] [time]",
                "u i 1 2 3 | 5 fields: must be user item [value] [time]",
                "u i x | value x is no number",
                "u i NaN | value NaN is not finite",
                "u i -Infinity | value -Infinity is not finite",
                "u i 1e999 | value 1e999 is not finite",
                "u i 1 noon | time noon is no number",
                "u,,1 | field 2 is empty",
                "u,i, | field 3 is empty",
                "u::::1 | field 2 is empty",
                "u \uFFFD 1 | field 2 is not UTF-8"
            })
    void badPairsAreRefusedWithTheReason(String line, String message) {
        assertThatThrownBy(() -> PairFormat.PAIRS.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void candidatesWithoutAnItemAreRefused() {
        assertThatThrownBy(() -> PairFormat.CANDIDATES.parse("7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 fields: must be a user and the items to rank");
    }

    @Test
    void theFirstLinesShowPairsOrLists() {
        assertThat(PairFormat.of(List.of("1 5", "2 5", "3 5"))).isEqualTo(PairFormat.PAIRS);
        assertThat(PairFormat.of(List.of("1 5 3", "1 6 2"))).isEqualTo(PairFormat.PAIRS);
        assertThat(PairFormat.of(List.of("1 5 3", "2 6", "3 7 8 9 10"))).isEqualTo(PairFormat.LISTS);
        assertThat(PairFormat.of(List.of("1 5 3 4 5 6", "2 6 7 8 9 1"))).isEqualTo(PairFormat.LISTS);
        assertThat(PairFormat.of(List.of("1"))).isEqualTo(PairFormat.LISTS);
    }

    @Test
    void ambiguousLinesAreRefused() {
        assertThatThrownBy(() -> PairFormat.of(List.of("1 5 3", "2 6 3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its lines may be user item value or a user's list of items");
        assertThatThrownBy(() -> PairFormat.of(List.of("1 5 3", "1 6")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its lines have different numbers of fields, but users come twice");
    }
}
