package io.reelrank.engine.ranker;

import java.util.Arrays;
import java.util.Map;

/**
 * A multilayer perceptron's log odds. Each layer is an affine map, MLlib's weights being a layer's matrix column after
 * column and then its intercepts; hidden layers end in the logistic function 1 / (1 + e^−z), and the last one has two
 * nodes, whose softmax has the log odds z₁ − z₀.
 *
 * @param layers how many nodes each layer has, the features first and 2 last
 * @param weights of all layers in turn
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record PerceptronScore(int[] layers, double[] weights) implements LearnedScore {
    static PerceptronScore of(Map<String, double[]> parts) {
        return new PerceptronScore(
                Arrays.stream(parts.get("layers"))
                        .mapToInt(nodes -> (int) nodes)
                        .toArray(),
                parts.get("weights"));
    }

    @Override
    public double of(double[] x) {
        double[] input = x;
        int at = 0;
        for (int layer = 1; layer < layers.length; layer++) {
            int nodes = layers[layer];
            double[] output =
                    Arrays.copyOfRange(weights, at + nodes * layers[layer - 1], at + nodes * (layers[layer - 1] + 1));
            for (int k = 0; k < layers[layer - 1]; k++) {
                for (int node = 0; node < nodes; node++) {
                    output[node] += weights[at + k * nodes + node] * input[k];
                }
            }
            if (layer < layers.length - 1) {
                for (int node = 0; node < nodes; node++) {
                    output[node] = 1 / (1 + Math.exp(-output[node]));
                }
            }
            at += nodes * (layers[layer - 1] + 1);
            input = output;
        }
        return input[1] - input[0];
    }

    @Override
    public Map<String, double[]> parts() {
        return Map.of("layers", Arrays.stream(layers).asDoubleStream().toArray(), "weights", weights);
    }
}
