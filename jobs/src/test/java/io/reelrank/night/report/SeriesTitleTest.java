package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTitleTest {
    @Test
    void partsDifferInTheNumberAlone() {
        assertThat(SeriesTitle.series("Street food, part 3")).containsExactly("street food part #");
        assertThat(SeriesTitle.series("street food -- Part 12!")).containsExactly("street food part #");
        assertThat(SeriesTitle.series("旅行日记 第十二集")).containsExactly("旅行日记 #集");
        assertThat(SeriesTitle.series("旅行日记 第3集")).containsExactly("旅行日记 第#集");
    }

    @Test
    void aTitleWithoutNumberOrWordsIsNoPart() {
        assertThat(SeriesTitle.series("A day at the sea")).isEmpty();
        assertThat(SeriesTitle.series("#1")).isEmpty();
        assertThat(SeriesTitle.series("")).isEmpty();
        assertThat(SeriesTitle.series(null)).isEmpty();
    }
}
