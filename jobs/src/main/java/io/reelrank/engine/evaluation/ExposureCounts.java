package io.reelrank.engine.evaluation;

import io.reelrank.core.settings.EvaluationSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
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

    /** A task counts so many videos of models together at most: about 20 MB. */
    private static final int MAX_COUNTED = 100_000;

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
        int videos = catalogue.value().size();
        int creators = 1 + Arrays.stream(creators(catalogue.value())).max().orElse(-1);
        JavaPairRDD<Long, int[]> shownVideos = hits.mapPartitionsToPair(part -> shown(part, videos))
                .reduceByKey(ExposureCounts::sum)
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
        JavaPairRDD<Long, int[]> shownCreators = shownVideos
                .mapPartitionsToPair(part -> ofCreators(part, creators(catalogue.value()), creators))
                .reduceByKey(ExposureCounts::sum);
        List<ExposureReplicates> byVideo = replicates(shownVideos, videos);
        List<ExposureReplicates> byCreator = replicates(shownCreators, creators);
        shownVideos.unpersist();
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

    /** [items] a number for the creator of each, from 0. */
    private static int[] creators(Catalogue catalogue) {
        Map<String, Integer> numbers = new HashMap<>();
        return Arrays.stream(catalogue.creators())
                .mapToInt(creator -> numbers.computeIfAbsent(creator, unknown -> numbers.size()))
                .toArray();
    }

    /** model · videos + video → [1 + replicates] how often lists show it; a video may come again. */
    private Iterator<Tuple2<Long, int[]>> shown(Iterator<UserHits> users, int videos) {
        return Stream.generate(() -> someShown(users, videos))
                .takeWhile(some -> !some.isEmpty())
                .flatMap(some -> some.entrySet().stream())
                .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                .iterator();
    }

    /** Counts the lists of users until there are {@link #MAX_COUNTED} videos. */
    private Map<Long, int[]> someShown(Iterator<UserHits> users, int videos) {
        Map<Long, int[]> counts = new HashMap<>();
        int[] ofUser = new int[1 + REPLICATES];
        while (users.hasNext() && counts.size() < MAX_COUNTED) {
            UserHits user = users.next();
            BootstrapReplicates.draw(seed, user.user(), ofUser);
            for (int model = 0; model < user.lists().length; model++) {
                for (int item : user.lists()[model]) {
                    long key = (long) model * videos + item;
                    sum(counts.computeIfAbsent(key, unknown -> new int[1 + REPLICATES]), ofUser);
                }
            }
        }
        return counts;
    }

    /** model · creators + creator → [1 + replicates] how often lists show one of their videos. */
    private static Iterator<Tuple2<Long, int[]>> ofCreators(
            Iterator<Tuple2<Long, int[]>> videos, int[] creatorOf, int creators) {
        Map<Long, int[]> counts = new HashMap<>();
        while (videos.hasNext()) {
            Tuple2<Long, int[]> video = videos.next();
            long model = video._1() / creatorOf.length;
            int creator = creatorOf[(int) (video._1() % creatorOf.length)];
            sum(counts.computeIfAbsent(model * creators + creator, unknown -> new int[1 + REPLICATES]), video._2());
        }
        return counts.entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                .iterator();
    }

    private static int[] sum(int[] sums, int[] more) {
        for (int b = 0; b < sums.length; b++) {
            sums[b] += more[b];
        }
        return sums;
    }

    /**
     * The histograms of counts.
     *
     * @param shown model · size + item → [1 + replicates]
     * @return [models]
     */
    private List<ExposureReplicates> replicates(JavaPairRDD<Long, int[]> shown, int size) {
        List<ExposureReplicates> byModel =
                models.stream().map(model -> new ExposureReplicates(size)).toList();
        shown.mapPartitionsToPair(part -> bins(part, size))
                .reduceByKey(Long::sum)
                .collect()
                .forEach(bin -> byModel.get(bin._1().model())
                        .put(bin._1().replicate(), bin._1().exposures(), bin._2()));
        return byModel;
    }

    private static Iterator<Tuple2<HistogramBin, Long>> bins(Iterator<Tuple2<Long, int[]>> shown, int size) {
        Map<HistogramBin, Long> bins = new HashMap<>();
        while (shown.hasNext()) {
            Tuple2<Long, int[]> item = shown.next();
            int model = (int) (item._1() / size);
            for (int b = 0; b < item._2().length; b++) {
                if (item._2()[b] > 0) {
                    bins.merge(new HistogramBin(model, b, item._2()[b]), 1L, Long::sum);
                }
            }
        }
        return bins.entrySet().stream()
                .map(bin -> new Tuple2<>(bin.getKey(), bin.getValue()))
                .iterator();
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
