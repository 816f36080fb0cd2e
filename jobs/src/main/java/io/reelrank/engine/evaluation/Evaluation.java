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
 * <p>Every user is scored once by every ranking, on the executors; what comes to the driver are sums. The cost is
 * linear in users: users × rankings × candidates scores, and users × segments of a user × figures × replicates
 * additions.
 *
 * <p>The first ranking is the one that the others are compared with.
 */
public final class Evaluation {
    /** The segment of all users. */
    public static final String ALL = "all";

    private static final long SHARES = 1_000_000;
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
     * @param rankings by model's name; the first is the one that the others are compared with
     * @param metrics what is measured
     * @param settings how
     */
    public Evaluation(
            Catalogue catalogue, Map<String, Ranking> rankings, Metrics metrics, EvaluationSettings settings) {
        this.catalogue = catalogue;
        this.metrics = metrics;
        this.settings = settings;
        this.models = List.copyOf(rankings.keySet());
        this.rankings = List.copyOf(rankings.values());
    }

    /** Groups for measuring all users and none apart. */
    public static Dataset<Row> noGroups(SparkSession spark) {
        return spark.createDataFrame(
                List.of(), new StructType().add("user_idx", "int").add("groups", "array<string>"));
    }

    /**
     * Measures.
     *
     * @param wanted {@code user_idx, video_idx, strength}: what the users should find, each pair once; those that are
     *     no candidates of the user do not count
     * @param met {@code user_idx, video_idx, strength}: what they met before, which is left out, each pair once
     * @param groups {@code user_idx, groups}: the groups of each user as texts such as {@code activity=heavy}
     * @param factors {@code user_idx, factors}, one a model that has factors, in the order of {@link EvaluatedUser#factors}
     * @return {@code model, segment, metric, value, low, high, users, difference, difference_low, difference_high, p};
     *     segments are {@code all}, the users' groups, and the candidates' families as {@code family=group}, which
     *     count only what was wanted of the group; a family's own name has the parity of its groups. The difference is
     *     this model's value less the first one's; null for the first
     */
    public Dataset<Row> of(Dataset<Row> wanted, Dataset<Row> met, Dataset<Row> groups, List<Dataset<Row>> factors) {
        return of(wanted, met, groups, factors, Optional.empty());
    }

    /**
     * Measures with candidates of each user's own.
     *
     * @param own {@code user_idx, video_idx}: what is ranked for each user, of the catalogue; a user without has the
     *     whole
     * @return as {@link #of(Dataset, Dataset, Dataset, List)}
     */
    public Dataset<Row> of(
            Dataset<Row> wanted,
            Dataset<Row> met,
            Dataset<Row> groups,
            List<Dataset<Row>> factors,
            Optional<Dataset<Row>> own) {
        SparkSession spark = wanted.sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<Catalogue> items = context.broadcast(catalogue);
        Broadcast<List<Ranking>> shared = context.broadcast(rankings);
        Scorer scorer = new Scorer(items, shared, metrics.listLength());
        JavaRDD<UserHits> found = cases(wanted, met, groups, factors, own)
                .javaRDD()
                .mapPartitions(scorer::found)
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
        Map<Key, Estimate> estimates = new TreeMap<>();
        estimates.putAll(means(found, items));
        estimates.putAll(parities(estimates));
        estimates.putAll(new ExposureCounts(models, metrics.listLength(), settings).of(found, items));
        found.unpersist();
        items.destroy();
        shared.destroy();
        return spark.createDataFrame(rows(estimates), FIGURE);
    }

    /** One row a user: {@code user_idx, wanted, met, groups, own, factors_0, …}. */
    private Dataset<Row> cases(
            Dataset<Row> wanted,
            Dataset<Row> met,
            Dataset<Row> groups,
            List<Dataset<Row>> factors,
            Optional<Dataset<Row>> own) {
        Dataset<Row> users = listed(sampled(wanted), "wanted");
        Dataset<Row> cases = users.join(
                        listed(met.join(users.select(EngineColumns.USER_IDX), EngineColumns.USER_IDX), "met"),
                        new String[] {EngineColumns.USER_IDX},
                        "left")
                .join(groups.select(EngineColumns.USER_IDX, "groups"), new String[] {EngineColumns.USER_IDX}, "left");
        cases = own.isPresent()
                ? cases.join(
                        own.get()
                                .groupBy(EngineColumns.USER_IDX)
                                .agg(sort_array(collect_list(EngineColumns.VIDEO_IDX))
                                        .as("own")),
                        new String[] {EngineColumns.USER_IDX},
                        "left")
                : cases.withColumn("own", lit(null).cast("array<int>"));
        for (int slot = 0; slot < factors.size(); slot++) {
            cases = cases.join(
                    factors.get(slot)
                            .select(
                                    col(EngineColumns.USER_IDX),
                                    col(EngineColumns.FACTORS).as("factors_" + slot)),
                    new String[] {EngineColumns.USER_IDX},
                    "left");
        }
        // A user's work is in the candidates, not in the row's bytes, by which Spark would put partitions together.
        int partitions = wanted.sparkSession().sparkContext().defaultParallelism() * 4;
        return cases.repartition(partitions, col(EngineColumns.USER_IDX));
    }

    private Dataset<Row> sampled(Dataset<Row> wanted) {
        long users = wanted.select(EngineColumns.USER_IDX).distinct().count();
        if (users <= settings.maxUsers()) {
            return wanted;
        }
        long bound = (long) Math.ceil((double) settings.maxUsers() / users * SHARES);
        return wanted.filter(pmod(xxhash64(lit(settings.seed()), col(EngineColumns.USER_IDX)), lit(SHARES))
                .lt(bound));
    }

    private static Dataset<Row> listed(Dataset<Row> pairs, String name) {
        return pairs.groupBy(EngineColumns.USER_IDX)
                .agg(array_sort(collect_list(struct(col(EngineColumns.VIDEO_IDX), col(EngineColumns.STRENGTH))))
                        .as(name));
    }

    private Map<Key, Estimate> means(JavaRDD<UserHits> found, Broadcast<Catalogue> items) {
        MetricCounts counter =
                new MetricCounts(metrics, rankings.size(), settings.replicates(), settings.seed(), items);
        BootstrapTally tally = found.mapPartitions(counter::tallied).treeReduce(BootstrapTally::plus, 2);
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
            boolean isMeasured = key.metric().equals("recall@" + metrics.listLength())
                    || key.metric().equals("ndcg@" + metrics.listLength());
            if (equals > 0 && isMeasured && estimate.users() >= settings.parityMinUsers()) {
                byFamily.computeIfAbsent(
                                new Key(key.model(), key.segment().substring(0, equals), "parity_" + key.metric()),
                                name -> new ArrayList<>())
                        .add(estimate);
            }
        });
        Map<Key, Estimate> parities = new TreeMap<>();
        byFamily.forEach((key, groups) -> {
            if (groups.size() > 1) {
                Estimate worst =
                        groups.stream().reduce((a, b) -> a.with(b, Math::min)).orElseThrow();
                Estimate best =
                        groups.stream().reduce((a, b) -> a.with(b, Math::max)).orElseThrow();
                parities.put(key, worst.with(best, (low, high) -> high == 0 ? Double.NaN : low / high));
            }
        });
        parities.values().removeIf(estimate -> Double.isNaN(estimate.value()));
        return parities;
    }

    private List<Row> rows(Map<Key, Estimate> estimates) {
        List<Row> rows = new ArrayList<>();
        estimates.forEach((key, estimate) -> {
            Estimate first = estimates.get(new Key(models.get(0), key.segment(), key.metric()));
            Estimate difference = key.model().equals(models.get(0)) || first == null
                    ? null
                    : estimate.with(first, (ours, theirs) -> ours - theirs);
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

    /** What a figure is of. */
    record Key(String model, String segment, String metric) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byModel = model.compareTo(other.model);
            int bySegment = byModel != 0 ? byModel : segment.compareTo(other.segment);
            return bySegment != 0 ? bySegment : metric.compareTo(other.metric);
        }
    }
}
