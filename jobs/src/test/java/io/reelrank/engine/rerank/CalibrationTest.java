package io.reelrank.engine.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.SparkTest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalibrationTest extends SparkTest {
    /** Compares with the definition of the KL divergence, for every item and every length of the list. */
    @Test
    void theGainOfAnItemIsItsChangeOfTheDivergence() {
        String[][] tags = {{"a"}, {"a", "b"}, {"c"}, {"b", "c", "d"}, {"d"}, {}};
        String[] rows = new String[tags.length];
        for (int item = 0; item < tags.length; item++) {
            rows[item] = "%d | 1 | null | [%s] | 0.0 | false | false | [1.0, 0.0]"
                    .formatted(
                            item,
                            String.join(
                                    ",",
                                    Arrays.stream(tags[item])
                                            .map(tag -> "\"" + tag + "\"")
                                            .toList()));
        }
        ItemTraits traits = SomeTraits.of(spark(), rows);
        int[] seen = {0, 1, 3};
        float[] strengths = {2, 1, -1};
        // a has 2 + 1/2 and b has 1/2 of 3; the negative does not count.
        Map<String, Double> p = Map.of("a", 2.5 / 3, "b", 0.5 / 3);

        Calibration calibration = new Calibration(traits, seen, strengths);
        Map<String, Double> listed = new TreeMap<>();
        int[] list = {3, 0, 1, 4, 2};
        double[] shares = new double[tags.length];
        Arrays.fill(shares, Double.POSITIVE_INFINITY);
        for (int k = 0; k < list.length; k++) {
            double base = divergence(p, listed, k + 1);
            for (int item = 0; item < tags.length; item++) {
                Map<String, Double> with = new TreeMap<>(listed);
                add(with, tags[item]);
                double expected = (k + 1) * (base - divergence(p, with, k + 1));
                double share = expected / (k + 1);
                assertThat(share).isLessThanOrEqualTo(shares[item] + 1e-12);
                shares[item] = share;
                assertThat(calibration.gain(calibration.terms(item))).isCloseTo(expected, within(1e-9));
            }
            calibration.list(calibration.terms(list[k]));
            add(listed, tags[list[k]]);
        }
    }

    private static void add(Map<String, Double> listed, String[] tags) {
        for (String tag : tags) {
            listed.merge(tag, 1.0 / tags.length, Double::sum);
        }
    }

    private static double divergence(Map<String, Double> p, Map<String, Double> listed, int length) {
        return p.entrySet().stream()
                .mapToDouble(kind -> {
                    double q = listed.getOrDefault(kind.getKey(), 0.0) / length;
                    return kind.getValue() * Math.log(kind.getValue() / (0.99 * q + 0.01 * kind.getValue()));
                })
                .sum();
    }
}
