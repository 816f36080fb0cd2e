package io.reelrank.engine.evaluation;

/**
 * The share of one group of items, such as new videos, among the first k.
 *
 * @param label the name; the constructor adds the cut-off
 * @param family the kind of group, a key of {@link Catalogue#families}
 * @param group the group
 * @param k the cut-off
 */
public record GroupShare(String label, String family, String group, int k) implements ListMetric {
    /** Adds the cut-off to the name. */
    public GroupShare {
        label = label + "@" + k;
    }

    @Override
    public double of(int[] list, Catalogue catalogue) {
        String[] groups = catalogue.families().get(family);
        int length = Math.min(k, list.length);
        int count = 0;
        for (int place = 0; place < length; place++) {
            count += groups[list[place]].equals(group) ? 1 : 0;
        }
        return length == 0 ? Double.NaN : (double) count / length;
    }
}
