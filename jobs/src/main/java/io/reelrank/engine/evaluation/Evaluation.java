package io.reelrank.engine.evaluation;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.engine.EngineColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures rankings of the same candidates for the same users.
 *
 * <p>The executors rank for every user once with every ranking, {@link UserBatch} by {@link UserBatch}. Only sums come
 * to the driver. The cost is linear in users: users × rankings by factors × candidates scores; users × re-ranked lists;
 * and users × segments of a user × figures × replicates additions.
 *
 * <p>The first ranking is the one that the others are compared with.
 */
public final class Evaluation {
    /** The segment of all users. */
    public static final String ALL = "all";

    private static final String POSITIVES = "positives";
    private static final String SEEN = "seen";
    private static final String GROUPS = "groups";
    private static final String CANDIDATES = "candidates";
    private static final String SEGMENT = "segment";
    private static final String HOURS = "hours";

    private static final long SHARES = 1_000_000;
    private static final int PARTITIONS_PER_CORE = 4;
    private static final StructType FIGURE = new StructType()
            .add("model", "string")
            .add("segment", "string")
            .add("metric", "string")
            .add("value", "double")
            .add("low", "double")
            .add("high", "double")
            .add("users", "bigint")
            .add("difference", "double")
            .add("difference_low", "double")
            .add("difference_high", "double")
            .add("p", "double");

    private final Catalogue catalogue;
    private final Metrics metrics;
    private final EvaluationSettings settings;
    private final List<String> models;
    private final List<Ranking> rankings;

    /**
     * @param catalogue the candidates
     * @param rankings by name; the first is the one that the others are compared with
     * @param metrics what is measured
     * @param settings the replicates, the sample of users and the least users of a group in parity
     */
    public Evaluation(
            Catalogue catalogue, Map<String, Ranking> rankings, Metrics metrics, EvaluationSettings settings) {
        this.catalogue = catalogue;
        this.metrics = metrics;
        this.settings = settings;
        this.models = List.copyOf(rankings.keySet());
        this.rankings = List.copyOf(rankings.values());
    }

    /**
     * Measures the rankings.
     *
     * @param input the users, with the factors of every model that a ranking asks for
     * @return {@code model, segment, metric, value, low, high, users, difference, difference_low, difference_high, p},
     *     the model being the ranking's name. Segments are {@code all}; the users' groups; the candidates' families as
     *     {@code family=group}, where only positives of the group count; and the name of a family alone, which has the
     *     parity of its groups. The difference is this model's value minus the first one's, and null for the first
     */
    public Dataset<Row> of(EvaluationInput input) {
        SparkSession spark = input.positives().sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<Catalogue> items = context.broadcast(catalogue);
        Broadcast<List<Ranking>> shared = context.broadcast(rankings);
        Scorer scorer = new Scorer(items, shared, List.copyOf(input.factors().keySet()), metrics.listLength());
        JavaRDD<UserHits> hits =
                users(input).javaRDD().mapPartitions(scorer::hits).persist(StorageLevel.MEMORY_AND_DISK_SER());
        Map<Key, Estimate> estimates = new TreeMap<>();
        estimates.putAll(means(hits, items));
        estimates.putAll(parities(estimates));
        estimates.putAll(new ExposureCounts(models, metrics.listLength(), settings).of(hits, items));
        hits.unpersist();
        items.destroy();
        shared.destroy();
        return spark.createDataFrame(rows(estimates), FIGURE);
    }

    /** One row a user, with the columns in the order that {@link Scorer} reads. */
    private Dataset<Row> users(EvaluationInput input) {
        Dataset<Row> evaluated = listed(sampled(input.positives()), POSITIVES);
        Dataset<Row> seen = input.seen().join(evaluated.select(EngineColumns.USER_IDX), EngineColumns.USER_IDX);
        Optional<Dataset<Row>> candidates = input.candidates().map(pairs -> pairs.groupBy(EngineColumns.USER_IDX)
                .agg(sort_array(collect_list(EngineColumns.VIDEO_IDX)).as(CANDIDATES)));
        Dataset<Row> users = evaluated.join(listed(seen, SEEN), new String[] {EngineColumns.USER_IDX}, "left");
        users = with(users, input.groups(), GROUPS, "array<string>");
        users = with(users, candidates, CANDIDATES, "array<int>");
        users = with(users, input.segments(), SEGMENT, "int");
        users = with(users, input.hours(), HOURS, "array<float>");
        int model = 0;
        for (Dataset<Row> factors : input.factors().values()) {
            String column = "factors_" + model;
            users = with(
                    users,
                    Optional.of(factors.withColumnRenamed(EngineColumns.FACTORS, column)),
                    column,
                    "array<float>");
            model++;
        }
        // A user's work is in the candidates, not in the row's bytes, by which Spark would put partitions together.
        int partitions = input.positives().sparkSession().sparkContext().defaultParallelism() * PARTITIONS_PER_CORE;
        return users.repartition(partitions, col(EngineColumns.USER_IDX));
    }

    /** Adds a column of another frame; null for users without a row in it, and for all where there is no such frame. */
    private static Dataset<Row> with(Dataset<Row> users, Optional<Dataset<Row>> frame, String column, String type) {
        return frame.map(rows -> users.join(
                        rows.select(EngineColumns.USER_IDX, column), new String[] {EngineColumns.USER_IDX}, "left"))
                .orElseGet(() -> users.withColumn(column, lit(null).cast(type)));
    }

    private Dataset<Row> sampled(Dataset<Row> positives) {
        long users = positives.select(EngineColumns.USER_IDX).distinct().count();
        if (users <= settings.maxUsers()) {
            return positives;
        }
        long bound = (long) Math.ceil((double) settings.maxUsers() / users * SHARES);
        return positives.filter(pmod(xxhash64(lit(settings.seed()), col(EngineColumns.USER_IDX)), lit(SHARES))
                .lt(bound));
    }

    /** One row a user: the pairs as an array of item and strength, by item. */
    private static Dataset<Row> listed(Dataset<Row> pairs, String name) {
        return pairs.groupBy(EngineColumns.USER_IDX)
                .agg(array_sort(collect_list(struct(col(EngineColumns.VIDEO_IDX), col(EngineColumns.STRENGTH))))
                        .as(name));
    }

    private Map<Key, Estimate> means(JavaRDD<UserHits> hits, Broadcast<Catalogue> items) {
        MetricCounts counter =
                new MetricCounts(metrics, rankings.size(), settings.replicates(), settings.seed(), items);
        BootstrapTally tally = hits.mapPartitions(counter::tallied).treeReduce(BootstrapTally::plus, 2);
        Map<Key, Estimate> means = new TreeMap<>();
        List<String> labels = metrics.labels();
        for (String segment : tally.segments()) {
            for (int model = 0; model < models.size(); model++) {
                for (int metric = 0; metric < labels.size(); metric++) {
                    Estimate estimate = tally.estimate(segment, model * labels.size() + metric);
                    if (estimate.users() > 0) {
                        means.put(new Key(models.get(model), segment, labels.get(metric)), estimate);
                    }
                }
            }
        }
        return means;
    }

    /** For each family of groups, the worst group's figure over the best one's: 1 when all are served equally well. */
    private Map<Key, Estimate> parities(Map<Key, Estimate> means) {
        Map<Key, List<Estimate>> byFamily = new TreeMap<>();
        means.forEach((key, estimate) -> {
            int equals = key.segment().indexOf('=');
            if (equals > 0 && hasParity(key.metric()) && estimate.users() >= settings.parityMinUsers()) {
                String family = key.segment().substring(0, equals);
                byFamily.computeIfAbsent(
                                new Key(key.model(), family, "parity_" + key.metric()), name -> new ArrayList<>())
                        .add(estimate);
            }
        });
        Map<Key, Estimate> parities = new TreeMap<>();
        byFamily.forEach((key, groups) -> {
            if (groups.size() > 1) {
                parities.put(key, parity(groups));
            }
        });
        parities.values().removeIf(estimate -> Double.isNaN(estimate.value()));
        return parities;
    }

    private boolean hasParity(String metric) {
        return metric.equals(new Recall(metrics.listLength()).label())
                || metric.equals(new Ndcg(metrics.listLength()).label());
    }

    private static Estimate parity(List<Estimate> groups) {
        Estimate worst = groups.stream().reduce((a, b) -> a.with(b, Math::min)).orElseThrow();
        Estimate best = groups.stream().reduce((a, b) -> a.with(b, Math::max)).orElseThrow();
        return worst.with(best, (low, high) -> high == 0 ? Double.NaN : low / high);
    }

    private List<Row> rows(Map<Key, Estimate> estimates) {
        List<Row> rows = new ArrayList<>();
        estimates.forEach((key, estimate) -> {
            Estimate first = estimates.get(new Key(models.get(0), key.segment(), key.metric()));
            Estimate difference = key.model().equals(models.get(0)) || first == null
                    ? null
                    : estimate.with(first, (value, ofFirst) -> value - ofFirst);
            rows.add(RowFactory.create(
                    key.model(),
                    key.segment(),
                    key.metric(),
                    estimate.value(),
                    estimate.low(),
                    estimate.high(),
                    estimate.users(),
                    difference == null ? null : difference.value(),
                    difference == null ? null : difference.low(),
                    difference == null ? null : difference.high(),
                    difference == null ? null : difference.p()));
        });
        return rows;
    }

    /** Names a figure. */
    record Key(String model, String segment, String metric) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byModel = model.compareTo(other.model);
            int bySegment = byModel != 0 ? byModel : segment.compareTo(other.segment);
            return bySegment != 0 ? bySegment : metric.compareTo(other.metric);
        }
    }
}
