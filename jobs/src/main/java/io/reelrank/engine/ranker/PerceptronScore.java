package io.reelrank.engine.ranker;

import java.util.Arrays;
import java.util.Map;

/**
 * The log odds of a multilayer perceptron. Each layer is an affine map; a hidden layer applies the logistic function
 * 1 / (1 + e^−z) to its result. The last layer has two nodes, and the log odds of their softmax are z₁ − z₀.
 *
 * @param layers the number of nodes of each layer: the number of features first, 2 last
 * @param weights the weights of all layers in MLlib's order: for each layer its matrix by columns, then its intercepts
 */
// Arrays, because boxing costs more than the scoring; no code compares these by equals.
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
        int offset = 0;
        for (int layer = 1; layer < layers.length; layer++) {
            int nodes = layers[layer];
            double[] output = Arrays.copyOfRange(
                    weights, offset + nodes * layers[layer - 1], offset + nodes * (layers[layer - 1] + 1));
            for (int k = 0; k < layers[layer - 1]; k++) {
                for (int node = 0; node < nodes; node++) {
                    output[node] += weights[offset + k * nodes + node] * input[k];
                }
            }
            if (layer < layers.length - 1) {
                for (int node = 0; node < nodes; node++) {
                    output[node] = 1 / (1 + Math.exp(-output[node]));
                }
            }
            offset += nodes * (layers[layer - 1] + 1);
            input = output;
        }
        return input[1] - input[0];
    }

    @Override
    public Map<String, double[]> parts() {
        return Map.of("layers", Arrays.stream(layers).asDoubleStream().toArray(), "weights", weights);
    }
}
