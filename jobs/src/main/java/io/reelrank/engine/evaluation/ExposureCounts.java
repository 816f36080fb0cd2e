package io.reelrank.engine.evaluation;

import io.reelrank.core.settings.EvaluationSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * How each ranking's lists share out attention over videos and over creators.
 *
 * <p>What is counted is how often each of them stands in a list, in few replicates: the counts of a catalogue are many.
 * What comes to the driver are histograms of those counts.
 */
final class ExposureCounts implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int REPLICATES = 20;

    private final List<String> models;
    private final int listLength;
    private final long seed;

    ExposureCounts(List<String> models, int listLength, EvaluationSettings settings) {
        this.models = models;
        this.listLength = listLength;
        this.seed = settings.seed();
    }

    /** Coverage, Gini, and the share of lists that the most shown video stands in. */
    Map<Evaluation.Key, Estimate> of(JavaRDD<UserHits> found, Broadcast<Catalogue> catalogue) {
        long users = found.count();
        long creators = Arrays.stream(catalogue.value().creators()).distinct().count();
        Map<Evaluation.Key, Estimate> estimates = new TreeMap<>();
        List<Map<Integer, NavigableMap<Long, Long>>> byVideo = histograms(found, catalogue, ExposureUnit.VIDEO);
        List<Map<Integer, NavigableMap<Long, Long>>> byCreator = histograms(found, catalogue, ExposureUnit.CREATOR);
        for (int model = 0; model < models.size(); model++) {
            long videos = catalogue.value().size();
            put(estimates, model, "coverage", byVideo, videos, users, Exposure::coverage);
            put(estimates, model, "gini", byVideo, videos, users, Exposure::gini);
            put(estimates, model, "largest_share", byVideo, videos, users, shown -> (double) shown.largest() / users);
            put(estimates, model, "creator_coverage", byCreator, creators, users, Exposure::coverage);
            put(estimates, model, "creator_gini", byCreator, creators, users, Exposure::gini);
        }
        return estimates;
    }

    private void put(
            Map<Evaluation.Key, Estimate> estimates,
            int model,
            String name,
            List<Map<Integer, NavigableMap<Long, Long>>> histograms,
            long catalogue,
            long users,
            ToDoubleFunction<Exposure> figure) {
        double[] values = new double[1 + REPLICATES];
        Arrays.setAll(
                values,
                b -> figure.applyAsDouble(
                        new Exposure(histograms.get(model).getOrDefault(b, new TreeMap<>()), catalogue)));
        estimates.put(
                new Evaluation.Key(models.get(model), Evaluation.ALL, name + "@" + listLength),
                new Estimate(values[0], Arrays.copyOfRange(values, 1, values.length), users).centred());
    }

    /** [models] replicate → exposures → how many videos or creators have so many. */
    private List<Map<Integer, NavigableMap<Long, Long>>> histograms(
            JavaRDD<UserHits> found, Broadcast<Catalogue> catalogue, ExposureUnit unit) {
        List<Map<Integer, NavigableMap<Long, Long>>> histograms = new ArrayList<>();
        models.forEach(model -> histograms.add(new TreeMap<>()));
        found.flatMapToPair(user -> {
                    int[] counts = new int[1 + REPLICATES];
                    BootstrapReplicates.draw(seed, user.user(), counts);
                    List<Tuple2<Tuple2<Integer, String>, long[]>> shown = new ArrayList<>();
                    for (int model = 0; model < user.lists().length; model++) {
                        for (int item : user.lists()[model]) {
                            long[] exposures =
                                    Arrays.stream(counts).asLongStream().toArray();
                            shown.add(new Tuple2<>(new Tuple2<>(model, unit.of(catalogue.value(), item)), exposures));
                        }
                    }
                    return shown.iterator();
                })
                .reduceByKey((ours, theirs) -> {
                    for (int b = 0; b < ours.length; b++) {
                        ours[b] += theirs[b];
                    }
                    return ours;
                })
                .flatMapToPair(item -> {
                    List<Tuple2<List<Long>, Long>> counts = new ArrayList<>();
                    for (int b = 0; b < item._2().length; b++) {
                        if (item._2()[b] > 0) {
                            counts.add(new Tuple2<>(List.of((long) item._1()._1(), (long) b, item._2()[b]), 1L));
                        }
                    }
                    return counts.iterator();
                })
                .reduceByKey(Long::sum)
                .collect()
                .forEach(count -> histograms
                        .get(count._1().get(0).intValue())
                        .computeIfAbsent(count._1().get(1).intValue(), b -> new TreeMap<>())
                        .put(count._1().get(2), count._2()));
        return histograms;
    }

    /** What is exposed. */
    private enum ExposureUnit {
        VIDEO,
        CREATOR;

        String of(Catalogue catalogue, int item) {
            return this == VIDEO ? Integer.toString(item) : catalogue.creators()[item];
        }
    }
}
