package io.reelrank.engine.ranker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;

/**
 * The log odds of gradient-boosted trees: 2 F, F being the weighted sum of the trees. MLlib fits F to the loss
 * log(1 + e^(−2yF)) with y = ±1 (Friedman 2001, "Greedy function approximation: a gradient boosting machine", section
 * 4.5).
 *
 * <p>The nodes of all trees share one set of arrays. An inner node sends x to the left if x is at most its threshold;
 * the value of the leaf that is reached is added to the sum.
 *
 * @param roots [trees] the root node of each tree
 * @param features [nodes] the feature that a node splits on; −1 for a leaf
 * @param values [nodes] of an inner node the threshold; of a leaf 2 · its value · the tree's weight
 * @param left [nodes] the next node for x at or below the threshold
 * @param right [nodes] the next node for x above it
 */
// Arrays, because boxing costs more than the scoring; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record TreeScore(int[] roots, int[] features, double[] values, int[] left, int[] right) implements LearnedScore {
    /**
     * Flattens MLlib's trees.
     *
     * @param trees trees over continuous features
     * @param weights [trees] the factor of each tree in the sum
     */
    static TreeScore of(DecisionTreeRegressionModel[] trees, double[] weights) {
        List<double[]> nodes = new ArrayList<>();
        int[] roots = new int[trees.length];
        for (int tree = 0; tree < trees.length; tree++) {
            roots[tree] = add(trees[tree].rootNode(), 2 * weights[tree], nodes);
        }
        return new TreeScore(
                roots,
                nodes.stream().mapToInt(node -> (int) node[0]).toArray(),
                nodes.stream().mapToDouble(node -> node[1]).toArray(),
                nodes.stream().mapToInt(node -> (int) node[2]).toArray(),
                nodes.stream().mapToInt(node -> (int) node[3]).toArray());
    }

    static TreeScore of(Map<String, double[]> parts) {
        return new TreeScore(
                whole(parts.get("roots")),
                whole(parts.get("features")),
                parts.get("values"),
                whole(parts.get("left")),
                whole(parts.get("right")));
    }

    @Override
    public double of(double[] x) {
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (features[node] >= 0) {
                node = x[features[node]] <= values[node] ? left[node] : right[node];
            }
            sum += values[node];
        }
        return sum;
    }

    @Override
    public Map<String, double[]> parts() {
        return Map.of(
                "roots", wide(roots),
                "features", wide(features),
                "values", values,
                "left", wide(left),
                "right", wide(right));
    }

    private static int add(Node node, double weight, List<double[]> nodes) {
        int number = nodes.size();
        double[] entry = {-1, node.prediction() * weight, -1, -1};
        nodes.add(entry);
        if (node instanceof InternalNode inner) {
            ContinuousSplit split = (ContinuousSplit) inner.split();
            entry[0] = split.featureIndex();
            entry[1] = split.threshold();
            entry[2] = add(inner.leftChild(), weight, nodes);
            entry[3] = add(inner.rightChild(), weight, nodes);
        }
        return number;
    }

    private static int[] whole(double[] numbers) {
        return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
    }

    private static double[] wide(int[] numbers) {
        return Arrays.stream(numbers).asDoubleStream().toArray();
    }
}
