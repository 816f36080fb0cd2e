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
 * Boosted trees' log odds: twice the sum F of MLlib's trees, which it fits to log(1 + e^(−2yF)) with y = ±1 (Friedman
 * 2001, "Greedy function approximation: a gradient boosting machine", section 4.5).
 *
 * <p>One set of arrays holds all trees' nodes. A node with a feature sends x to the left where x is at most its
 * threshold; one without is a leaf, whose value is added.
 *
 * @param roots [trees] each tree's first node
 * @param features [nodes] the feature a node asks for; −1 for a leaf
 * @param values [nodes] the threshold, or twice the leaf's value times the tree's weight
 * @param left [nodes] where x goes at or below the threshold
 * @param right [nodes] where it goes above
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record TreeScore(int[] roots, int[] features, double[] values, int[] left, int[] right) implements LearnedScore {
    /**
     * MLlib's trees.
     *
     * @param trees over continuous features
     * @param weights [trees] what each tree's value is multiplied by
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
