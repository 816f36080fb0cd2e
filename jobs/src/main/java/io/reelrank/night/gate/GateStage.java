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
import io.reelrank.core.settings.GateSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds tonight's model and lists against the published night, the rivals and the nights before. */
public final class GateStage implements Stage {
    private static final int TREND_DAYS = 90;
    private static final int DAYS_A_WEEK = 7;

    private final GateSettings settings;
    private final EvaluationSettings evaluation;
    private final ModelSettings model;

    /**
     * @param settings what is allowed
     * @param evaluation how long lists are, and what a new video is
     * @param model shown on the model's page
     */
    public GateStage(GateSettings settings, EvaluationSettings evaluation, ModelSettings model) {
        this.settings = settings;
        this.evaluation = evaluation;
        this.model = model;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String purpose() {
        return "holds tonight's model and lists against the published night, the rivals and the nights before";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(ModelQuality.TABLE, TREND_DAYS),
                Input.today(Recommendations.TABLE),
                Input.published(Recommendations.TABLE),
                Input.today(UserFactors.TABLE),
                Input.today(VideoFactors.TABLE),
                Input.today(VideoFeatures.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(GateResults.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("gate settings", Digest.of(List.of(settings, evaluation, model)));
    }

    @Override
    public void execute(StageContext run) {
        Dataset<Row> quality = run.read(ModelQuality.TABLE);
        List<Row> tonight = quality.filter(col("dt").equalTo(lit(run.date()))).collectAsList();
        List<GateCheck> checks = new ArrayList<>();
        checks.add(finite("user factors", run.read(UserFactors.TABLE), lit(0f)));
        checks.add(finite("video factors", run.read(VideoFactors.TABLE), col(VideoFactors.BIAS)));
        checks.addAll(lists(run));
        checks.addAll(new QualityChecks(settings).of(tonight));
        checks.addAll(rows(run));
        run.write(
                GateResults.TABLE,
                run.spark().createDataFrame(checks.stream().map(GateCheck::row).toList(), GateResults.TABLE.schema()));

        List<Row> trend = quality.filter(col(ModelQuality.SEGMENT)
                        .equalTo("all")
                        .and(col(ModelQuality.MODEL).equalTo(ModelQuality.SERVED)))
                .orderBy("dt", ModelQuality.METRIC)
                .collectAsList();
        diversityTrend(trend).ifPresent(line -> run.note("diversity of lists, week by week", line));
        checks.stream()
                .filter(check -> check.outcome().equals(GateResults.REFUSED))
                .forEach(check -> run.note("refuses, " + check.name(), check.finding()));
        long passed = checks.stream()
                .filter(check -> check.outcome().equals(GateResults.PASSED))
                .count();
        run.note("checks", "%d, of which %d passed".formatted(checks.size(), passed));
        Path page = new Path(run.root(), "pages/date=%s/model.html".formatted(run.date()));
        String html = new ModelPage(evaluation.listLength())
                .of(run.date().toString(), tonight, trend, checks, List.of(model, evaluation, settings));
        run.storage().replace(page, html.getBytes(StandardCharsets.UTF_8));
        run.output(page.toString());
    }

    private static GateCheck finite(String name, Dataset<Row> vectors, Column number) {
        Column isSick = exists(col(UserFactors.FACTORS), GateStage::isSick).or(isSick(number));
        long sick = vectors.filter(isSick).count();
        return GateCheck.atMost("%s that are no finite numbers".formatted(name), (double) sick, null, 0, "");
    }

    private static Column isSick(Column number) {
        return coalesce(isnan(number).or(number.isin(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)), lit(true));
    }

    private List<GateCheck> lists(StageContext run) {
        Column isNew = coalesce(col(VideoFeatures.AGE_DAYS).lt(evaluation.newVideoDays()), lit(false));
        Dataset<Row> eligible = run.read(VideoFeatures.TABLE)
                .filter(col(VideoFeatures.ELIGIBLE))
                .select(col(VideoIndex.VIDEO_ID), isNew.as("is_new"))
                .persist();
        int k = evaluation.listLength();
        Dataset<Row> lists = run.read(Recommendations.TABLE);
        ListFigures ours = ListFigures.of(lists, eligible, k);
        List<GateCheck> checks = new ArrayList<>();
        checks.add(GateCheck.atLeast("users with a list", (double) ours.listed(), null, 1, ""));
        checks.add(GateCheck.atMost("lists with a score that is no finite number", (double) ours.sick(), null, 0, ""));
        checks.add(GateCheck.atMost(
                "share of lists with the most shown video",
                ours.largestShare(),
                null,
                settings.maxLargestShare(),
                "gate.max-largest-share"));
        Optional<LocalDate> published = run.publishedDay(Recommendations.TABLE);
        if (published.isEmpty()) {
            checks.add(GateCheck.skipped("lists against the published ones", "nothing was published before"));
        } else {
            Dataset<Row> before = run.readPublished(Recommendations.TABLE);
            ListFigures theirs = ListFigures.of(before, eligible, k);
            checks.add(GateCheck.atLeast(
                    "users",
                    (double) ours.users(),
                    (double) theirs.users(),
                    Math.ceil(theirs.users() * settings.minUsersShare()),
                    "gate.min-users-share"));
            checks.add(GateCheck.atLeast(
                    "coverage@" + k,
                    ours.coverage(),
                    theirs.coverage(),
                    theirs.coverage() * (1 - settings.maxCoverageFall()),
                    "gate.max-coverage-fall"));
            checks.add(GateCheck.atMost(
                    "gini@" + k,
                    ours.gini(),
                    theirs.gini(),
                    theirs.gini() + settings.maxGiniRise(),
                    "gate.max-gini-rise"));
            checks.add(GateCheck.atLeast(
                    "new_share@" + k,
                    ours.newShare(),
                    theirs.newShare(),
                    theirs.newShare() * (1 - settings.maxNewShareFall()),
                    "gate.max-new-share-fall"));
            checks.add(overlap(lists, before, k));
        }
        eligible.unpersist();
        return checks;
    }

    /** How much of a user's list is the same as in the published night: 1 shows everybody the same again. */
    private static GateCheck overlap(Dataset<Row> lists, Dataset<Row> before, int k) {
        Column same = size(array_intersect(slice(col(Recommendations.VIDEO_IDS), 1, k), slice(col("former"), 1, k)));
        Row row = lists.join(
                        before.select(
                                col(UserIndex.USER_ID),
                                col(Recommendations.VIDEO_IDS).as("former")),
                        UserIndex.USER_ID)
                .agg(coalesce(mean(same.divide((double) k)), lit(0.0)), count(lit(1)))
                .head();
        return GateCheck.told(
                "overlap@" + k,
                row.getDouble(0),
                String.format(
                        Locale.ROOT,
                        "%.1f%% of the first %d of %,d users were there in the published night",
                        100 * row.getDouble(0),
                        k,
                        row.getLong(1)));
    }

    /** Tonight's rows of the day's events and of all pairs against the median of the nights before. */
    private List<GateCheck> rows(StageContext run) {
        List<GateCheck> checks = new ArrayList<>();
        for (Table table : List.of(Events.TABLE, Interactions.TABLE)) {
            String name = "rows of " + table.name();
            double tonight = run.written(table, run.date()).map(Manifest::rows).orElse(0L);
            double[] before = run.date()
                    .minusDays(settings.historyDays())
                    .datesUntil(run.date())
                    .flatMap(day -> run.written(table, day).stream())
                    .mapToDouble(Manifest::rows)
                    .sorted()
                    .toArray();
            if (before.length == 0) {
                checks.add(GateCheck.skipped(name, "there is no night before"));
                continue;
            }
            double median = (before[(before.length - 1) / 2] + before[before.length / 2]) / 2;
            checks.add(GateCheck.atLeast(
                    name + ", least", tonight, median, median * settings.minRowsShare(), "gate.min-rows-share"));
            checks.add(GateCheck.atMost(
                    name + ", most", tonight, median, median * settings.maxRowsShare(), "gate.max-rows-share"));
        }
        return checks;
    }

    /** The last two weeks' means of the lists' diversity, where both have a night. */
    private Optional<String> diversityTrend(List<Row> trend) {
        Map<Long, List<Double>> weeks = new LinkedHashMap<>();
        trend.stream()
                .filter(row -> row.<String>getAs(ModelQuality.METRIC).equals("diversity@" + evaluation.listLength()))
                .forEach(row -> weeks.computeIfAbsent(
                                row.<java.sql.Date>getAs("dt").toLocalDate().toEpochDay() / DAYS_A_WEEK,
                                week -> new ArrayList<>())
                        .add(row.getAs(GateResults.VALUE)));
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
