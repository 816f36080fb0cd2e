package io.reelrank.engine.evaluation;

import io.reelrank.core.settings.EvaluationSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * How each ranking's lists spread exposure over videos and over creators.
 *
 * <p>Exposures are counted for every video of a catalogue, so there are few replicates. Only histograms of the counts
 * come to the driver.
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

    /** Coverage, Gini, and the share of lists with the most shown video, of every ranking. */
    Map<Evaluation.Key, Estimate> of(JavaRDD<UserHits> hits, Broadcast<Catalogue> catalogue) {
        long users = hits.count();
        long videos = catalogue.value().size();
        long creators = Arrays.stream(catalogue.value().creators()).distinct().count();
        List<ExposureReplicates> byVideo = replicates(hits, catalogue, ExposureUnit.VIDEO, videos);
        List<ExposureReplicates> byCreator = replicates(hits, catalogue, ExposureUnit.CREATOR, creators);
        Map<Evaluation.Key, Estimate> estimates = new TreeMap<>();
        for (int model = 0; model < models.size(); model++) {
            Map<String, Estimate> figures = Map.of(
                    "coverage", byVideo.get(model).estimate(users, Exposure::coverage),
                    "gini", byVideo.get(model).estimate(users, Exposure::gini),
                    "largest_share",
                            byVideo.get(model).estimate(users, exposure -> (double) exposure.largest() / users),
                    "creator_coverage", byCreator.get(model).estimate(users, Exposure::coverage),
                    "creator_gini", byCreator.get(model).estimate(users, Exposure::gini));
            String name = models.get(model);
            figures.forEach((metric, figure) ->
                    estimates.put(new Evaluation.Key(name, Evaluation.ALL, metric + "@" + listLength), figure));
        }
        return estimates;
    }

    /** [models] */
    private List<ExposureReplicates> replicates(
            JavaRDD<UserHits> hits, Broadcast<Catalogue> catalogue, ExposureUnit unit, long size) {
        List<ExposureReplicates> byModel =
                models.stream().map(model -> new ExposureReplicates(size)).toList();
        hits.flatMapToPair(user -> exposures(user, catalogue.value(), unit))
                .reduceByKey(ExposureCounts::sum)
                .flatMapToPair(item -> counts(item._1()._1(), item._2()))
                .reduceByKey(Long::sum)
                .collect()
                .forEach(count -> byModel.get(count._1().model())
                        .put(count._1().replicate(), count._1().exposures(), count._2()));
        return byModel;
    }

    /** (model, video or creator) → [1 + replicates] how often the user's list shows it. */
    private Iterator<Tuple2<Tuple2<Integer, String>, long[]>> exposures(
            UserHits user, Catalogue catalogue, ExposureUnit unit) {
        int[] counts = new int[1 + REPLICATES];
        BootstrapReplicates.draw(seed, user.user(), counts);
        List<Tuple2<Tuple2<Integer, String>, long[]>> exposures = new ArrayList<>();
        for (int model = 0; model < user.lists().length; model++) {
            for (int item : user.lists()[model]) {
                exposures.add(new Tuple2<>(
                        new Tuple2<>(model, unit.of(catalogue, item)),
                        Arrays.stream(counts).asLongStream().toArray()));
            }
        }
        return exposures.iterator();
    }

    private static long[] sum(long[] sums, long[] more) {
        for (int b = 0; b < sums.length; b++) {
            sums[b] += more[b];
        }
        return sums;
    }

    /** One entry for every replicate that shows the item at all. */
    private static Iterator<Tuple2<HistogramBin, Long>> counts(int model, long[] exposures) {
        List<Tuple2<HistogramBin, Long>> counts = new ArrayList<>();
        for (int b = 0; b < exposures.length; b++) {
            if (exposures[b] > 0) {
                counts.add(new Tuple2<>(new HistogramBin(model, b, exposures[b]), 1L));
            }
        }
        return counts.iterator();
    }

    /** What is exposed. */
    private enum ExposureUnit {
        VIDEO,
        CREATOR;

        String of(Catalogue catalogue, int item) {
            return this == VIDEO ? Integer.toString(item) : catalogue.creators()[item];
        }
    }

    /**
     * A bin of a histogram of exposures.
     *
     * @param model the ranking's index
     * @param replicate 0 for the figure itself, then the replicates
     * @param exposures how often an item of this bin is shown
     */
    private record HistogramBin(int model, int replicate, long exposures) implements Serializable {}

    /** One ranking's histograms: the figure's own, then one for each replicate. */
    private static final class ExposureReplicates {
        private final long size;
        private final List<NavigableMap<Long, Long>> histograms = new ArrayList<>();

        /** @param size how many videos or creators there are */
        ExposureReplicates(long size) {
            this.size = size;
            for (int b = 0; b <= REPLICATES; b++) {
                histograms.add(new TreeMap<>());
            }
        }

        void put(int replicate, long exposures, long items) {
            histograms.get(replicate).put(exposures, items);
        }

        Estimate estimate(long users, ToDoubleFunction<Exposure> figure) {
            double[] values = histograms.stream()
                    .mapToDouble(histogram -> figure.applyAsDouble(new Exposure(histogram, size)))
                    .toArray();
            return new Estimate(values[0], Arrays.copyOfRange(values, 1, values.length), users).centred();
        }
    }
}
