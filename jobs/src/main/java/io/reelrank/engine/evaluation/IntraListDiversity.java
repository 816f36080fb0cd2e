package io.reelrank.engine.evaluation;

import java.util.HashMap;
import java.util.Map;

/**
 * How unlike each other the first k are: 1 − the mean cosine of all pairs, an item being the set of its tags and its
 * category (Ziegler et al. 2005, "Improving recommendation lists through topic diversification"). Items without tag and
 * category are left out; a list with fewer than two others has no figure.
 *
 * <p>With each item's vector v of length 1, all pairs at once: Σ_{i≠j} v_i·v_j = ‖Σ v_i‖² − n.
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
