package io.reelrank.pages.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void valuesLieBetweenTheEnds() {
        Axis axis = new Axis(0, 50, 100, 200);

        assertThat(axis.at(25)).isEqualTo(150);
        assertThat(axis.at(-1)).isEqualTo(100);
        assertThat(axis.at(51)).isEqualTo(200);
        assertThat(axis.between(20, 10)).isEqualTo(20);
    }

    @Test
    void ticksAreRoundAndNeverMoreThanAsked() {
        for (double high : new double[] {0.0003, 0.07, 1, 9, 24, 99, 12_345, 7e9}) {
            for (int most = 2; most <= 8; most++) {
                assertThat(new Axis(0, high, 0, 100).ticks(most, Double::toString))
                        .as("%d ticks up to %s", most, high)
                        .hasSizeBetween(1, most);
            }
        }
        assertThat(new Axis(0, 24, 0, 240).ticks(5, value -> String.format(Locale.ROOT, "%.0f", value)))
                .extracting(Axis.Tick::label)
                .containsExactly("0", "5", "10", "15", "20");
    }

    @Test
    void equalValuesAndNoneHaveAnAxisToo() {
        assertThat(Axis.over(DoubleStream.of(4, 4), 0, 10).at(4)).isEqualTo(5);
        assertThat(Axis.over(DoubleStream.of(0), 0, 10).at(0)).isEqualTo(5);
        assertThat(Axis.over(DoubleStream.of(Double.NaN), 0, 10)).isEqualTo(new Axis(0, 1, 0, 10));
    }
}
