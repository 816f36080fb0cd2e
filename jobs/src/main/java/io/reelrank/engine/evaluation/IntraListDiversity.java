package io.reelrank.engine.evaluation;

import java.util.HashMap;
import java.util.Map;

/**
 * The diversity of the first k: 1 − the mean cosine of all pairs (Ziegler et al. 2005, "Improving recommendation lists
 * through topic diversification"). An item is the set of its tags and its category. Items with neither do not count; a
 * list with fewer than two that count has no figure.
 *
 * <p>The vectors v have length 1, so all pairs are summed at once: Σ_{i≠j} v_i·v_j = ‖Σ v_i‖² − n.
 *
 * @param k the cut-off
 */
public record IntraListDiversity(int k) implements ListMetric {
    @Override
    public String label() {
        return "diversity@" + k;
    }

    @Override
    public double of(int[] list, Catalogue catalogue) {
        Map<Integer, Double> sum = new HashMap<>();
        int described = 0;
        for (int place = 0; place < Math.min(k, list.length); place++) {
            int[] terms = catalogue.terms()[list[place]];
            for (int term : terms) {
                sum.merge(term, 1 / Math.sqrt(terms.length), Double::sum);
            }
            described += terms.length > 0 ? 1 : 0;
        }
        if (described < 2) {
            return Double.NaN;
        }
        double square = sum.values().stream().mapToDouble(x -> x * x).sum();
        return 1 - (square - described) / ((double) described * (described - 1));
    }
}
