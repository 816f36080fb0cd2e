package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.apache.spark.broadcast.Broadcast;

/**
 * Computes the metrics of users and adds them up by segment.
 *
 * @param metrics the metrics
 * @param rankings how many rankings
 * @param replicates how many bootstrap replicates
 * @param seed of the replicates
 * @param catalogue the candidates
 */
record MetricCounts(Metrics metrics, int rankings, int replicates, long seed, Broadcast<Catalogue> catalogue)
        implements Serializable {
    /** The sums over a partition's users. */
    Iterator<BootstrapTally> tallied(Iterator<UserHits> users) {
        int figures = rankings * metrics.size();
        BootstrapTally tally = new BootstrapTally(figures, replicates);
        double[] values = new double[figures];
        double[] weights = new double[figures];
        int[] counts = new int[1 + replicates];
        while (users.hasNext()) {
            UserHits user = users.next();
            BootstrapReplicates.draw(seed, user.user(), counts);
            measureAccuracy(user, item -> true, values, weights);
            measureLists(user, values, weights);
            tally.add(Evaluation.ALL, values, weights, counts);
            for (String group : user.groups()) {
                tally.add(group, values, weights, counts);
            }
            for (Map.Entry<String, String[]> family :
                    catalogue.value().families().entrySet()) {
                String[] groups = family.getValue();
                TreeSet<String> present = new TreeSet<>();
                for (int item : user.positives()) {
                    present.add(groups[item]);
                }
                for (String group : present) {
                    measureAccuracy(user, item -> groups[item].equals(group), values, weights);
                    tally.add(family.getKey() + "=" + group, values, weights, counts);
                }
            }
        }
        return List.of(tally.complete()).iterator();
    }

    /** Measures with those positives that meet a condition, at least one. The lists' figures become NaN. */
    private void measureAccuracy(UserHits user, IntPredicate condition, double[] values, double[] weights) {
        Arrays.fill(values, Double.NaN);
        for (int ranking = 0; ranking < rankings; ranking++) {
            HitRanks hits = user.hitRanks(ranking, condition);
            for (int i = 0; i < metrics.accuracy().size(); i++) {
                Metric metric = metrics.accuracy().get(i);
                values[ranking * metrics.size() + i] = metric.of(hits);
                weights[ranking * metrics.size() + i] = metric.weight(hits);
            }
        }
    }

    private void measureLists(UserHits user, double[] values, double[] weights) {
        int first = metrics.accuracy().size();
        for (int ranking = 0; ranking < rankings; ranking++) {
            for (int i = 0; i < metrics.lists().size(); i++) {
                values[ranking * metrics.size() + first + i] =
                        metrics.lists().get(i).of(user.lists()[ranking], catalogue.value());
                weights[ranking * metrics.size() + first + i] = 1;
            }
        }
    }
}
