package io.reelrank.engine.evaluation;

/**
 * The mean self-information of the first k, in bits: −log₂ of the share of users with the item among their positives
 * (Zhou et al. 2010, "Solving the apparent diversity-accuracy dilemma of recommender systems").
 *
 * @param k the cut-off
 */
public record Novelty(int k) implements ListMetric {
    @Override
    public String label() {
        return "novelty@" + k;
    }

    @Override
    public double of(int[] list, Catalogue catalogue) {
        int length = Math.min(k, list.length);
        double sum = 0;
        for (int place = 0; place < length; place++) {
            sum += catalogue.selfInformation()[list[place]];
        }
        return length == 0 ? Double.NaN : sum / length;
    }
}
