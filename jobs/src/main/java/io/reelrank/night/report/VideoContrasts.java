package io.reelrank.night.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.core.tables.Videos;
import io.reelrank.engine.reduce.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Do a creator's videos that have something in common differ in pull from the creator's others? Student's t-test of tags, lengths,
 * series and the main niche; and do all of them differ from others of the niche? A creator's videos are few, so each creator is
 * judged by a function of them, not by queries.
 *
 * <p>Where what they have in common means nothing, both groups are draws of the same videos and have one variance. Welch's test,
 * which takes that of three videos from these three alone, finds too much by chance: with a probability of 0.001, twice or more
 * as often as that.
 *
 * @param minPlays the least number of measured plays of a video whose pull counts
 */
record VideoContrasts(int minPlays) {
    private static final int FEWEST_VIDEOS = 3;
    private static final double LEAST_VARIANCE = 1e-6;
    private static final String PULL_IN_NICHE = "pull_in_niche";
    private static final String NICHE_SUM = "niche_sum";
    private static final String NICHE_VIDEOS = "niche_videos";
    private static final String OWN = "own";

    /** How much the mean pull of some videos is above that of the others. */
    static final String DIFFERENCE = "difference";

    /** Its variance by chance. */
    static final String ERROR = "error";

    /** The variance of the pull among these videos. */
    static final String VARIANCE = "variance";

    /** The category of most of a creator's videos. */
    static final String NICHE = "niche";

    /** Number of users who wanted one of these videos, each counted once a video. */
    static final String WANTED = VideoQuality.WANTED;

    private static final StructType ROWS = StructType.fromDDL(
            "creator_id string, niche string, rule string, subject string, evidence bigint, wanted bigint, value double,"
                    + " usual double, difference double, error double, variance double, p double");

    /**
     * The videos whose pull is known.
     *
     * @param facts rows of {@code video_features}
     * @param quality rows of {@code video_quality}
     * @param videos rows of {@code videos}
     * @return {@code creator_id, video_idx, pull, wanted, category, age_days, tags, duration_bucket, title}
     */
    Dataset<Row> judged(Dataset<Row> facts, Dataset<Row> quality, Dataset<Row> videos) {
        return quality.filter(col(VideoQuality.PULL)
                        .isNotNull()
                        .and(col(VideoQuality.PLAYS).geq(minPlays)))
                .select(VideoIndex.VIDEO_IDX, VideoQuality.PULL, VideoQuality.WANTED)
                .join(
                        facts.filter(col(VideoFeatures.CREATOR_ID).notEqual(""))
                                .select(
                                        col(VideoIndex.VIDEO_IDX),
                                        col(VideoIndex.VIDEO_ID),
                                        col(VideoFeatures.CREATOR_ID),
                                        coalesce(col(VideoFeatures.CATEGORY), lit(""))
                                                .as(VideoFeatures.CATEGORY),
                                        col(VideoFeatures.AGE_DAYS),
                                        col(VideoFeatures.TAGS),
                                        col(VideoFeatures.DURATION_BUCKET)),
                        VideoIndex.VIDEO_IDX)
                .join(videos.select(Videos.VIDEO_ID, Videos.TITLE), new String[] {VideoIndex.VIDEO_ID}, "left")
                .drop(VideoIndex.VIDEO_ID);
    }

    /**
     * The tests: {@code creator_id, niche, rule, subject, evidence, wanted, value, usual, difference, error, variance, p}. Those of
     * {@code clickbait} are of the pull alone. The rows
     * of the rule {@code underserved} are no tests but what {@link NicheDemand} makes them of: a row per creator and tag of videos
     * of the creator's niche, with the difference of their mean pull from the creator's others of the niche, if there are others;
     * and a row with an empty tag for all videos of the niche.
     *
     * @param judged of {@link #judged}
     */
    static Dataset<Row> of(Dataset<Row> judged) {
        // Niches differ in pull; a creator's niches are compared by what is left.
        Dataset<Row> niches = judged.groupBy(VideoFeatures.CATEGORY)
                .agg(
                        ExactSum.of(col(VideoQuality.PULL)).as(NICHE_SUM),
                        count(lit(1)).as(NICHE_VIDEOS));
        return judged.join(niches, VideoFeatures.CATEGORY)
                .withColumn(
                        PULL_IN_NICHE,
                        col(VideoQuality.PULL).minus(col(NICHE_SUM).divide(col(NICHE_VIDEOS))))
                .groupBy(VideoFeatures.CREATOR_ID)
                .agg(sort_array(collect_list(struct(
                                VideoIndex.VIDEO_IDX,
                                VideoQuality.PULL,
                                VideoQuality.WANTED,
                                PULL_IN_NICHE,
                                VideoFeatures.CATEGORY,
                                VideoFeatures.TAGS,
                                VideoFeatures.DURATION_BUCKET,
                                Videos.TITLE)))
                        .as(OWN))
                .flatMap((FlatMapFunction<Row, Row>) VideoContrasts::contrasts, Encoders.row(ROWS));
    }

    private static Iterator<Row> contrasts(Row creator) {
        List<Row> videos = creator.getList(creator.fieldIndex(OWN));
        double[] pulls = values(videos, VideoQuality.PULL);
        String niche = niche(videos);
        List<Row> rows = new ArrayList<>();
        contrasts(videos, pulls, VideoContrasts::tags)
                .forEach(tag -> rows.add(tag.row(tag.difference() > 0 ? AdviceRule.TAG_LIFTS : AdviceRule.TAG_SINKS)));
        contrasts(videos, pulls, video -> List.of(video.<String>getAs(VideoFeatures.DURATION_BUCKET)))
                .forEach(length -> rows.add(
                        length.row(length.difference() > 0 ? AdviceRule.LENGTH_LIFTS : AdviceRule.LENGTH_SINKS)));
        contrasts(videos, pulls, video -> SeriesTitle.series(video.getAs(Videos.TITLE)))
                .forEach(series -> rows.add(series.above(AdviceRule.SERIES_LIFTS)));
        double[] inNiche = values(videos, PULL_IN_NICHE);
        BitSet core = members(videos, video -> List.of(category(video))).get(niche);
        if (isComparable(core, videos.size())) {
            rows.add(Contrast.of(niche, inNiche, core).above(AdviceRule.SCATTER));
        }
        if (videos.size() >= FEWEST_VIDEOS) {
            rows.add(left(inNiche));
        }
        rows.addAll(uses(
                videos.stream().filter(video -> category(video).equals(niche)).toList()));
        String id = creator.getAs(VideoFeatures.CREATOR_ID);
        return rows.stream().map(row -> ofCreator(id, niche, row)).iterator();
    }

    /** Do viewers leave the creator's videos sooner than others of the niche? The half of {@code clickbait} that pull tells. */
    private static Row left(double[] pulls) {
        int n = pulls.length;
        double mean = Arrays.stream(pulls).sum() / n;
        double squares =
                Arrays.stream(pulls).map(pull -> Math.pow(pull - mean, 2)).sum();
        double variance = Math.max(LEAST_VARIANCE, squares / (n - 1));
        double p = new TDistribution(n - 1.0).cumulativeProbability(mean / Math.sqrt(variance / n));
        return RowFactory.create(
                AdviceRule.CLICKBAIT.key(), "", (long) n, null, mean, 0.0, mean, variance / n, variance, p);
    }

    private static Row ofCreator(String id, String niche, Row row) {
        Object[] values = new Object[row.size() + 2];
        values[0] = id;
        values[1] = niche;
        for (int i = 0; i < row.size(); i++) {
            values[i + 2] = row.get(i);
        }
        return RowFactory.create(values);
    }

    private static String niche(List<Row> videos) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        videos.forEach(video -> counts.merge(category(video), 1, Integer::sum));
        // The first by name of the largest.
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    private static String category(Row video) {
        return video.getAs(VideoFeatures.CATEGORY);
    }

    private static List<String> tags(Row video) {
        return video.getList(video.fieldIndex(VideoFeatures.TAGS));
    }

    /** @param videos those of the creator's niche */
    private static List<Row> uses(List<Row> videos) {
        double[] pulls = values(videos, VideoQuality.PULL);
        List<Row> rows = new ArrayList<>();
        BitSet all = new BitSet();
        all.set(0, videos.size());
        rows.add(use("", videos, pulls, all));
        members(videos, VideoContrasts::tags).forEach((tag, inside) -> rows.add(use(tag, videos, pulls, inside)));
        return rows;
    }

    private static Row use(String tag, List<Row> videos, double[] pulls, BitSet inside) {
        int n1 = inside.cardinality();
        int n0 = pulls.length - n1;
        double sum1 = inside.stream().mapToDouble(i -> pulls[i]).sum();
        double sum0 = IntStream.range(0, pulls.length)
                .filter(i -> !inside.get(i))
                .mapToDouble(i -> pulls[i])
                .sum();
        long wanted = inside.stream()
                .mapToLong(i -> videos.get(i).<Long>getAs(VideoQuality.WANTED))
                .sum();
        Double difference = n0 == 0 ? null : sum1 / n1 - sum0 / n0;
        return RowFactory.create(
                AdviceRule.UNDERSERVED.key(), tag, (long) n1, wanted, null, null, difference, null, null, null);
    }

    private static double[] values(List<Row> videos, String column) {
        return videos.stream().mapToDouble(video -> video.<Double>getAs(column)).toArray();
    }

    private static TreeMap<String, BitSet> members(List<Row> videos, Function<Row, ? extends List<String>> subjects) {
        TreeMap<String, BitSet> members = new TreeMap<>();
        for (int i = 0; i < videos.size(); i++) {
            for (String subject : subjects.apply(videos.get(i))) {
                members.computeIfAbsent(subject, none -> new BitSet()).set(i);
            }
        }
        return members;
    }

    private static boolean isComparable(BitSet inside, int videos) {
        int count = inside.cardinality();
        return count >= FEWEST_VIDEOS && videos - count >= FEWEST_VIDEOS;
    }

    /**
     * What some videos have, compared with the others. Subjects of the same videos are one, and so are two that divide the
     * videos between them: the one of the larger pull.
     */
    private static List<Contrast> contrasts(
            List<Row> videos, double[] pulls, Function<Row, ? extends List<String>> subjects) {
        List<Contrast> contrasts = new ArrayList<>();
        Map<BitSet, Integer> places = new HashMap<>();
        members(videos, subjects).forEach((subject, inside) -> {
            BitSet outside = (BitSet) inside.clone();
            outside.flip(0, pulls.length);
            if (isComparable(inside, pulls.length) && !places.containsKey(inside)) {
                Contrast contrast = Contrast.of(subject, pulls, inside);
                Integer mirrored = places.get(outside);
                places.put(inside, mirrored == null ? contrasts.size() : mirrored);
                if (mirrored == null) {
                    contrasts.add(contrast);
                } else if (contrast.difference() > 0) {
                    contrasts.set(mirrored, contrast);
                }
            }
        });
        return contrasts;
    }

    /**
     * Some videos beside the others.
     *
     * @param subject what they have in common
     * @param evidence how many they are
     * @param mean their mean
     * @param otherMean that of the others
     * @param variance the variance among them, and among the others
     * @param error the variance of the difference of the means
     * @param degrees the degrees of freedom
     */
    private record Contrast(
            String subject, int evidence, double mean, double otherMean, double variance, double error, int degrees) {
        static Contrast of(String subject, double[] pulls, BitSet inside) {
            int n1 = inside.cardinality();
            int n0 = pulls.length - n1;
            double[] sums = new double[2];
            for (int i = 0; i < pulls.length; i++) {
                sums[inside.get(i) ? 1 : 0] += pulls[i];
            }
            double mean1 = sums[1] / n1;
            double mean0 = sums[0] / n0;
            double squares = 0;
            for (int i = 0; i < pulls.length; i++) {
                squares += Math.pow(pulls[i] - (inside.get(i) ? mean1 : mean0), 2);
            }
            int degrees = pulls.length - 2;
            // Pulls that are all the same are taken to differ a little.
            double variance = Math.max(LEAST_VARIANCE, squares / degrees);
            return new Contrast(subject, n1, mean1, mean0, variance, variance * (1.0 / n1 + 1.0 / n0), degrees);
        }

        double difference() {
            return mean - otherMean;
        }

        /** As a test of a difference in either direction. */
        Row row(AdviceRule rule) {
            return row(rule, 2 * tail(Math.abs(difference())));
        }

        /** As a test of whether the mean is above that of the others. */
        Row above(AdviceRule rule) {
            return row(rule, tail(difference()));
        }

        private double tail(double difference) {
            return new TDistribution(degrees).cumulativeProbability(-difference / Math.sqrt(error));
        }

        private Row row(AdviceRule rule, double p) {
            return RowFactory.create(
                    rule.key(), subject, (long) evidence, null, mean, otherMean, difference(), error, variance, p);
        }
    }
}
