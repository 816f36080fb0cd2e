package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.broadcast.Broadcast;

/**
 * Turns what rankings showed users into figures, and adds them up by segment.
 *
 * @param metrics what is measured
 * @param rankings how many rankings
 * @param replicates how many bootstrap replicates
 * @param seed of the replicates
 * @param catalogue the candidates
 */
record MetricCounts(Metrics metrics, int rankings, int replicates, long seed, Broadcast<Catalogue> catalogue)
        implements Serializable {
    /** The sums over a partition's users. */
    Iterator<BootstrapTally> tallied(Iterator<UserHits> users) {
        int figures = rankings * (metrics.ofPlaces().size() + metrics.ofLists().size());
        BootstrapTally tally = new BootstrapTally(figures, replicates);
        double[] values = new double[figures];
        double[] weights = new double[figures];
        int[] counts = new int[1 + replicates];
        while (users.hasNext()) {
            UserHits user = users.next();
            BootstrapReplicates.draw(seed, user.user(), counts);
            measure(user, null, null, values, weights);
            measureLists(user, values, weights);
            tally.add(Evaluation.ALL, values, weights, counts);
            for (String group : user.groups()) {
                tally.add(group, values, weights, counts);
            }
            for (Map.Entry<String, String[]> family :
                    catalogue.value().families().entrySet()) {
                TreeSet<String> groups = new TreeSet<>();
                for (int item : user.wanted()) {
                    groups.add(family.getValue()[item]);
                }
                for (String group : groups) {
                    measure(user, family.getValue(), group, values, weights);
                    tally.add(family.getKey() + "=" + group, values, weights, counts);
                }
            }
        }
        return List.of(tally).iterator();
    }

    /** Measures the places of what was wanted of a group, or of all where there is none; the lists' figures are none. */
    private void measure(UserHits user, String[] family, String group, double[] values, double[] weights) {
        Arrays.fill(values, Double.NaN);
        int perRanking = metrics.ofPlaces().size() + metrics.ofLists().size();
        for (int ranking = 0; ranking < rankings; ranking++) {
            HitRanks places = user.places(ranking, item -> family == null || family[item].equals(group));
            for (int i = 0; i < metrics.ofPlaces().size(); i++) {
                Metric metric = metrics.ofPlaces().get(i);
                values[ranking * perRanking + i] = metric.of(places);
                weights[ranking * perRanking + i] = metric.weight(places);
            }
        }
    }

    private void measureLists(UserHits user, double[] values, double[] weights) {
        int first = metrics.ofPlaces().size();
        int perRanking = first + metrics.ofLists().size();
        for (int ranking = 0; ranking < rankings; ranking++) {
            for (int i = 0; i < metrics.ofLists().size(); i++) {
                values[ranking * perRanking + first + i] =
                        metrics.ofLists().get(i).of(user.lists()[ranking], catalogue.value());
                weights[ranking * perRanking + first + i] = 1;
            }
        }
    }
}
