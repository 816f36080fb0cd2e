package io.reelrank.night.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SvgChartTest {
    @Test
    void namesOfModelsThatLieTogetherStandApart() {
        List<SvgChart.Point> same = List.of(
                new SvgChart.Point("als", 0.5, 0.4, 0.6),
                new SvgChart.Point("lists", 0.5, 0.4, 0.6),
                new SvgChart.Point("popularity", 0.5, 0.4, 0.6),
                new SvgChart.Point("recent", 0.2, 0.1, 0.3),
                new SvgChart.Point("far", 0.8, 0.7, 0.9));

        String plane = SvgChart.plane(same, same, List.of("recall", "coverage"));

        // To the right, to the left, and below with a line to the mark.
        assertThat(plane)
                .contains(">als<", ">lists<", ">popularity<")
                .containsPattern("<text x=\"326\" y=\"184\" text-anchor=\"start\"[^>]*>als<")
                .containsPattern("<text x=\"308\" y=\"184\" text-anchor=\"end\"[^>]*>lists<")
                .containsPattern(
                        "<line[^>]*y1=\"180.0\" x2=\"324\" y2=\"194\"[^>]*/><text x=\"326\" y=\"198\"[^>]*>popularity<");
    }
}
