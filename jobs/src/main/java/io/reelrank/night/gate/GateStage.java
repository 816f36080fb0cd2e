package io.reelrank.night.gate;

import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.mean;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.GateSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.pages.nights.ModelCard;
import io.reelrank.pages.nights.ModelCard.ModelCardSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares tonight's model, lists and row counts with the published night, the rivals and earlier nights. */
public final class GateStage implements Stage {
    private static final int TREND_DAYS = 90;
    private static final int DAYS_A_WEEK = 7;
    private static final String PUBLISHED_IDS = "former";

    private final GateSettings settings;
    private final EvaluationSettings evaluation;
    private final ModelSettings model;
    private final FeaturesSettings features;

    /**
     * @param settings the bounds
     * @param evaluation how long lists are, and when a video is new
     * @param model shown on the model card
     * @param features shown there too
     */
    public GateStage(
            GateSettings settings, EvaluationSettings evaluation, ModelSettings model, FeaturesSettings features) {
        this.settings = settings;
        this.evaluation = evaluation;
        this.model = model;
        this.features = features;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String purpose() {
        return "compares tonight's model, lists and row counts with the published night, the rivals and earlier nights";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(ModelQuality.TABLE, TREND_DAYS),
                Input.today(Recommendations.TABLE),
                Input.published(Recommendations.TABLE),
                Input.today(UserFactors.TABLE),
                Input.today(VideoFactors.TABLE),
                Input.today(VideoFeatures.TABLE),
                Input.rowCounts(CollectedFiles.TABLE, 1 + settings.historyDays()),
                Input.rowCounts(Events.TABLE, 1 + settings.historyDays()),
                Input.rowCounts(Interactions.TABLE, 1 + settings.historyDays()));
    }

    @Override
    public List<Table> writes() {
        return List.of(GateResults.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("gate settings", Digest.of(List.of(settings, evaluation, model, features)));
    }

    @Override
    public void execute(StageContext run) {
        Dataset<Row> quality = run.read(ModelQuality.TABLE);
        List<Row> tonight = quality.filter(col("dt").equalTo(lit(run.date()))).collectAsList();
        List<GateCheck> checks = new ArrayList<>();
        checks.add(finite("user factors", run.read(UserFactors.TABLE), lit(0f)));
        checks.add(finite("video factors", run.read(VideoFactors.TABLE), col(VideoFactors.BIAS)));
        checks.addAll(listChecks(run));
        checks.addAll(new QualityChecks(settings, run.publishedDay(Recommendations.TABLE)).of(tonight));
        checks.addAll(rowCountChecks(run));
        GateVerdict verdict = new GateVerdict(checks);
        Dataset<Row> results =
                run.spark().createDataFrame(checks.stream().map(GateCheck::row).toList(), GateResults.TABLE.schema());
        run.write(GateResults.TABLE, results);

        List<Row> trend = quality.filter(col(ModelQuality.SEGMENT)
                        .equalTo(QualityChecks.ALL_USERS)
                        .and(col(ModelQuality.MODEL).equalTo(ModelQuality.SERVED)))
                .orderBy("dt", ModelQuality.METRIC)
                .collectAsList();
        diversityTrend(trend).ifPresent(line -> run.note("diversity of lists, week by week", line));
        verdict.notApplied().forEach(check -> run.note("not applied, " + check.name(), check.finding()));
        verdict.refused().forEach(check -> run.note("refused, " + check.name(), check.finding()));
        run.note("checks", verdict.summary());
        Path page = page(run);
        String html = new ModelCard(
                        run.date(),
                        tonight,
                        trend,
                        results.collectAsList(),
                        run.rowCounts(Interactions.TABLE).getOrDefault(run.date(), 0L),
                        new ModelCardSettings(model, evaluation, features, settings))
                .html();
        if (run.writePage(page, html)) {
            run.output(page.toString());
        }
    }

    @Override
    public boolean leftInPlace(StageContext run) {
        return run.storage().read(page(run)).isPresent();
    }

    private static Path page(StageContext run) {
        return new Path(run.drafts(), "model.html");
    }

    private static GateCheck finite(String name, Dataset<Row> vectors, Column number) {
        Column hasNonFinite =
                exists(col(UserFactors.FACTORS), GateStage::isNonFinite).or(isNonFinite(number));
        long nonFinite = vectors.filter(hasNonFinite).count();
        return GateCheck.atMost("%s that are no finite numbers".formatted(name), (double) nonFinite, null, 0, "");
    }

    private static Column isNonFinite(Column number) {
        return coalesce(isnan(number).or(number.isin(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)), lit(true));
    }

    private List<GateCheck> listChecks(StageContext run) {
        try (RowCache cache = new RowCache()) {
            return listChecks(run, cache);
        }
    }

    private List<GateCheck> listChecks(StageContext run, RowCache cache) {
        Column isNew = coalesce(col(VideoFeatures.AGE_DAYS).lt(evaluation.newVideoDays()), lit(false));
        Dataset<Row> eligible = cache.keep(run.read(VideoFeatures.TABLE)
                .filter(col(VideoFeatures.ELIGIBLE))
                .select(col(VideoIndex.VIDEO_ID), isNew.as(ListFigures.IS_NEW)));
        int k = evaluation.listLength();
        Dataset<Row> lists = run.read(Recommendations.TABLE);
        ListFigures tonight = ListFigures.of(lists, eligible, k, cache);
        Optional<LocalDate> published = run.publishedDay(Recommendations.TABLE);
        Dataset<Row> publishedLists = run.readPublished(Recommendations.TABLE);
        long publishedUsers = published.isEmpty() ? 0 : publishedLists.count();
        Optional<String> small = small(Math.max(tonight.users(), publishedUsers), eligible.count());
        List<GateCheck> checks = new ArrayList<>();
        // Users who have seen every video get an empty list; where there are no users at all, there is nothing to
        // publish.
        checks.add(GateCheck.atLeast("users with a list", (double) tonight.listed(), null, 1, "")
                .unless(tonight.users() == 0 ? Optional.empty() : small));
        checks.add(GateCheck.atMost(
                "lists with a score that is no finite number", (double) tonight.nonFinite(), null, 0, ""));
        checks.add(GateCheck.atMost(
                        "share of lists with the most shown video",
                        tonight.largestShare(),
                        null,
                        settings.maxLargestShare(),
                        "gate.max-largest-share")
                .unless(small));
        if (published.isEmpty()) {
            checks.add(GateCheck.skipped(
                    "lists against the published ones",
                    GateCheck.Outcome.NO_PUBLISHED_NIGHT,
                    "nothing was published before"));
        } else {
            ListFigures earlier = ListFigures.of(publishedLists, eligible, k, cache);
            checks.add(GateCheck.atLeast(
                            "users",
                            (double) tonight.users(),
                            (double) earlier.users(),
                            Math.ceil(earlier.users() * settings.minUsersShare()),
                            "gate.min-users-share")
                    .unless(small));
            checks.add(GateCheck.atLeast(
                            "coverage@" + k,
                            tonight.coverage(),
                            earlier.coverage(),
                            earlier.coverage() * (1 - settings.maxCoverageFall()),
                            "gate.max-coverage-fall")
                    .unless(small));
            checks.add(GateCheck.atMost(
                            "gini@" + k,
                            tonight.gini(),
                            earlier.gini(),
                            earlier.gini() + settings.maxGiniRise(),
                            "gate.max-gini-rise")
                    .unless(small));
            checks.add(GateCheck.atLeast(
                            "new_share@" + k,
                            tonight.newShare(),
                            earlier.newShare(),
                            earlier.newShare() * (1 - settings.maxNewShareFall()),
                            "gate.max-new-share-fall")
                    .unless(small));
            checks.add(overlap(lists, publishedLists, k));
        }
        return checks;
    }

    /** The mean share of a user's first k places with videos of the published list: 1 if no user gets anything new. */
    private static GateCheck overlap(Dataset<Row> lists, Dataset<Row> publishedLists, int k) {
        Column same =
                size(array_intersect(slice(col(Recommendations.VIDEO_IDS), 1, k), slice(col(PUBLISHED_IDS), 1, k)));
        Row row = lists.join(
                        publishedLists.select(
                                col(UserIndex.USER_ID),
                                col(Recommendations.VIDEO_IDS).as(PUBLISHED_IDS)),
                        UserIndex.USER_ID)
                .agg(coalesce(mean(same.divide((double) k)), lit(0.0)), count(lit(1)))
                .head();
        return GateCheck.shown(
                "overlap@" + k,
                row.getDouble(0),
                String.format(
                        Locale.ROOT,
                        "%.1f%% of the first %d of %,d users were there in the published night",
                        100 * row.getDouble(0),
                        k,
                        row.getLong(1)));
    }

    /** Why the lists are too few for limits on them; empty if they are not. */
    private Optional<String> small(long users, long videos) {
        if (users >= settings.small().users() && videos >= settings.small().videos()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d users and %,d eligible videos, gate.small.users = %,d and gate.small.videos = %,d",
                users,
                videos,
                settings.small().users(),
                settings.small().videos()));
    }

    private Optional<String> tooFewRows(double median) {
        return median >= settings.small().rows()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the median is below gate.small.rows = %,d",
                        settings.small().rows()));
    }

    /**
     * Compares tonight's row counts of events and interactions with the median of the nights before. A day that nobody
     * delivered is no night before.
     */
    private List<GateCheck> rowCountChecks(StageContext run) {
        List<GateCheck> checks = new ArrayList<>();
        // A day without files may have events: late ones, which a later day's files had.
        Set<LocalDate> delivered = run.rowCounts(CollectedFiles.TABLE).entrySet().stream()
                .filter(day -> day.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        for (Table table : List.of(Events.TABLE, Interactions.TABLE)) {
            String name = "rows of " + table.name();
            SortedMap<LocalDate, Long> counts = run.rowCounts(table);
            double tonight = counts.getOrDefault(run.date(), 0L);
            double[] before = counts.headMap(run.date()).entrySet().stream()
                    .filter(day ->
                            day.getValue() > 0 && (!table.equals(Events.TABLE) || delivered.contains(day.getKey())))
                    .mapToDouble(day -> day.getValue())
                    .sorted()
                    .toArray();
            if (before.length == 0) {
                checks.add(GateCheck.skipped(name, GateCheck.Outcome.NO_EARLIER_NIGHT, "there is no night before"));
                continue;
            }
            double median = (before[(before.length - 1) / 2] + before[before.length / 2]) / 2;
            Optional<String> small = tooFewRows(median);
            checks.add(GateCheck.atLeast(
                            name + ", least", tonight, median, median * settings.minRowsShare(), "gate.min-rows-share")
                    .unless(small));
            checks.add(GateCheck.atMost(
                            name + ", most", tonight, median, median * settings.maxRowsShare(), "gate.max-rows-share")
                    .unless(small));
        }
        return checks;
    }

    /** The mean diversity of the lists by week, oldest first, as text; empty if it was never measured. */
    private Optional<String> diversityTrend(List<Row> trend) {
        Map<Long, List<Double>> weeks = new LinkedHashMap<>();
        trend.stream()
                .filter(row -> row.<String>getAs(ModelQuality.METRIC).equals("diversity@" + evaluation.listLength()))
                .forEach(row -> weeks.computeIfAbsent(
                                row.<java.sql.Date>getAs("dt").toLocalDate().toEpochDay() / DAYS_A_WEEK,
                                week -> new ArrayList<>())
                        .add(row.getAs(ModelQuality.VALUE)));
        if (weeks.isEmpty()) {
            return Optional.empty();
        }
        List<String> means = new ArrayList<>();
        weeks.values()
                .forEach(week -> means.add(String.format(
                        Locale.ROOT,
                        "%.3f",
                        week.stream().mapToDouble(Double::doubleValue).average().orElseThrow())));
        return Optional.of(String.join(" → ", means));
    }
}
