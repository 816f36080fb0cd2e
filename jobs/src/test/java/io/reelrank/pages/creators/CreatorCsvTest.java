package io.reelrank.pages.creators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreatorCsvTest {
    @Test
    void aTextThatASpreadsheetWouldRunIsAText() {
        for (String start : new String[] {"=", "+", "-", "@", "\t", "\r"}) {
            assertThat(CreatorCsv.cell(start + "1+1").replace("\"", "")).startsWith("'" + start);
        }
        assertThat(CreatorCsv.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(CreatorCsv.cell("a,b\n")).isEqualTo("\"a,b\n\"");
    }

    @Test
    void aNumberStaysANumber() {
        assertThat(CreatorCsv.cell(-0.5)).isEqualTo("-0.5");
        assertThat(CreatorCsv.cell(12L)).isEqualTo("12");
        assertThat(CreatorCsv.cell(1.5e-7)).isEqualTo("1.5E-7");
        assertThat(CreatorCsv.cell(Double.NEGATIVE_INFINITY)).isEqualTo("'-Infinity");
        assertThat(CreatorCsv.cell(null)).isEmpty();
    }

    @Test
    void everyFigureOfEveryWindowHasALine() {
        String csv = CreatorCsv.of(SomeCreator.withTitles("=1+1"));

        assertThat(csv.lines())
                .startsWith(
                        "about,id,title,window_days,figure,value,before,low,high,own_low,own_high,peer_median,beats")
                .contains(
                        "creator,ann,,28,plays,1234,,,,,,,",
                        "creator,ann,,28,completion_rate,0.25,0.2,0.22,0.28,0.18,0.3,0.21,0.9",
                        "video,v0,'=1+1,,plays,700,,,,,,,")
                .allSatisfy(line -> assertThat(line).doesNotContain(",="));
    }
}
