package io.reelrank.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void namesOfModelsThatLieTogetherStandApart() {
        List<Chart.Point> same = List.of(
                new Chart.Point("als", 0.5, 0.4, 0.6),
                new Chart.Point("lists", 0.5, 0.4, 0.6),
                new Chart.Point("popularity", 0.5, 0.4, 0.6),
                new Chart.Point("recent", 0.2, 0.1, 0.3),
                new Chart.Point("far", 0.8, 0.7, 0.9));

        String plane = Chart.plane(same, same, List.of("recall", "coverage"));

        List<Integer> heights = Pattern.compile("y=\"(\\d+)\"[^>]*>(?:als|lists|popularity)<")
                .matcher(plane)
                .results()
                .map(name -> Integer.valueOf(name.group(1)))
                .toList();
        assertThat(heights).containsExactly(heights.get(0), heights.get(0) + 14, heights.get(0) - 14);
    }
}
