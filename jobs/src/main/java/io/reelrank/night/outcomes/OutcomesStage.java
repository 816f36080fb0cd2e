package io.reelrank.night.outcomes;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.OutcomeSettings;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.InterleavingResults;
import io.reelrank.core.tables.ListExperiments;
import io.reelrank.core.tables.ListOutcomes;
import io.reelrank.core.tables.PolicyEstimates;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.VideoIndex;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts what users did with the lists of earlier nights, compares interleaved orders, and estimates other ones. */
public final class OutcomesStage implements Stage {
    private static final String TEAM = "team";

    private final OutcomeSettings settings;
    private final SourcesSettings sources;

    /**
     * @param settings how many days are counted, and which estimates are refused
     * @param sources whether any log tells from which list its videos were shown; if none does, nothing is read
     */
    public OutcomesStage(OutcomeSettings settings, SourcesSettings sources) {
        this.settings = settings;
        this.sources = sources;
    }

    @Override
    public String name() {
        return "outcomes";
    }

    @Override
    public String purpose() {
        return "counts what users did with the lists of earlier nights, where logs tell which list showed a video";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(DayPairs.TABLE, settings.windowDays()),
                // A list is shown on the day after its own.
                Input.window(Recommendations.TABLE, settings.windowDays() + 1),
                Input.window(ListExperiments.TABLE, settings.windowDays() + 1),
                Input.today(UserIndex.TABLE),
                Input.today(VideoIndex.TABLE),
                Input.today(UserSegments.TABLE),
                Input.today(Suspects.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(ListOutcomes.TABLE, InterleavingResults.TABLE, PolicyEstimates.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("outcomes settings", Digest.of(List.of(settings, sources.tellLists())));
    }

    @Override
    public void execute(StageContext run) {
        if (!sources.tellLists()) {
            writes().forEach(table -> run.write(table, run.spark().createDataFrame(List.of(), table.schema())));
            return;
        }
        try (RowCache cache = new RowCache()) {
            execute(run, cache);
        }
    }

    private void execute(StageContext run, RowCache cache) {
        Dataset<Row> showings = ShownLists.showings(
                run.read(DayPairs.TABLE),
                run.read(Suspects.TABLE),
                run.read(UserIndex.TABLE),
                run.read(VideoIndex.TABLE));
        Dataset<Row> lists =
                run.read(Recommendations.TABLE).filter(col(Table.DAY).lt(lit(run.date())));
        Dataset<Row> experiments =
                run.read(ListExperiments.TABLE).filter(col(Table.DAY).lt(lit(run.date())));
        Dataset<Row> today = showings.filter(col(Table.DAY).equalTo(lit(run.date())));
        Dataset<Row> listed = withExperiment(
                ShownLists.listed(today.filter(col(DayPairs.LIST_VERSION).isNotNull()), lists, 0), experiments);
        run.write(
                ListOutcomes.TABLE,
                AcceptanceCounts.of(
                        today.filter(col(DayPairs.LIST_VERSION).isNull()), listed, run.read(UserSegments.TABLE)));
        Dataset<Row> inExperiments = cache.keep(ofExperiments(showings, lists, experiments));
        run.write(
                InterleavingResults.TABLE,
                PairedComparison.of(inExperiments
                        .filter(col(ListExperiments.TEAMS).isNotNull())
                        .withColumn(TEAM, expr("teams[list_place - 1]"))));
        run.write(
                PolicyEstimates.TABLE,
                new OffPolicyEstimates(settings)
                        .of(inExperiments.filter(
                                col(ListExperiments.PROPENSITIES).isNotNull())));
        note(run);
    }

    private static Dataset<Row> withExperiment(Dataset<Row> listed, Dataset<Row> experiments) {
        Dataset<Row> kinds = experiments.select(
                col(Table.DAY).as(DayPairs.LIST_VERSION),
                col(ListExperiments.USER_ID),
                when(col(ListExperiments.TEAMS).isNotNull(), "interleaved")
                        .otherwise("shuffled")
                        .as(AcceptanceCounts.EXPERIMENT));
        return listed.join(kinds, new String[] {DayPairs.LIST_VERSION, ListExperiments.USER_ID}, "left");
    }

    /** The showings of the window of users who were in an experiment on that day. */
    private static Dataset<Row> ofExperiments(Dataset<Row> showings, Dataset<Row> lists, Dataset<Row> experiments) {
        String[] key = {DayPairs.LIST_VERSION, UserIndex.USER_ID};
        Dataset<Row> versions =
                experiments.select(col(Table.DAY).as(DayPairs.LIST_VERSION), col(ListExperiments.USER_ID));
        return ShownLists.ofExperiments(
                ShownLists.listed(
                        showings.join(versions, key, "left_semi"),
                        lists.join(
                                experiments.select(Table.DAY, ListExperiments.USER_ID),
                                new String[] {Table.DAY, ListExperiments.USER_ID},
                                "left_semi"),
                        Integer.MAX_VALUE),
                experiments);
    }

    private void note(StageContext run) {
        run.readOwn(ListOutcomes.TABLE, List.of(run.date()))
                .filter(col(ListOutcomes.BREAKDOWN).equalTo(ListOutcomes.ALL))
                .orderBy(ListOutcomes.VERSION)
                .collectAsList()
                .forEach(row -> run.note(
                        "lists of " + row.<String>getAs(ListOutcomes.VERSION),
                        String.format(
                                Locale.ROOT,
                                "%.1f%% of the day's showings; %.1f%% of %,d accepted",
                                100 * row.<Double>getAs(ListOutcomes.SHARE),
                                100 * row.<Double>getAs(ListOutcomes.ACCEPTANCE),
                                row.<Long>getAs(ListOutcomes.SHOWINGS))));
        run.readOwn(InterleavingResults.TABLE, List.of(run.date()))
                .orderBy(InterleavingResults.SERVED, InterleavingResults.RIVAL)
                .collectAsList()
                .forEach(row -> run.note(
                        "%s against %s"
                                .formatted(
                                        row.<String>getAs(InterleavingResults.SERVED),
                                        row.<String>getAs(InterleavingResults.RIVAL)),
                        String.format(
                                Locale.ROOT,
                                "%s: %,d of %,d users prefer the first and %,d the second, p = %.3g",
                                row.<String>getAs(InterleavingResults.WINNER),
                                row.<Long>getAs(InterleavingResults.SERVED_WINS),
                                row.<Long>getAs(InterleavingResults.USERS),
                                row.<Long>getAs(InterleavingResults.RIVAL_WINS),
                                row.<Double>getAs(InterleavingResults.P_VALUE))));
        run.readOwn(PolicyEstimates.TABLE, List.of(run.date()))
                .orderBy(PolicyEstimates.SERVED, PolicyEstimates.POLICY)
                .collectAsList()
                .forEach(row -> run.note(
                        "estimate, %s %s"
                                .formatted(
                                        row.<String>getAs(PolicyEstimates.SERVED),
                                        row.<String>getAs(PolicyEstimates.POLICY)),
                        row.<String>getAs(PolicyEstimates.FINDING)));
    }
}
