package io.reelrank.pages.nights;

import io.reelrank.core.publication.Publication;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.stage.StageSummary.State;
import io.reelrank.core.store.StoredDays.StoredDay;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DriftChecks;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.pages.nights.ModelCard.ModelCardSettings;
import io.reelrank.pages.nights.NightFacts.CollectedCount;
import io.reelrank.pages.nights.NightFacts.NightPublications;
import io.reelrank.pages.nights.NightFacts.NightTableRows;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;

/** What is known of a night of three stages, and what the card of its model is made of. */
public final class SomeNight {
    static final LocalDate DATE = LocalDate.parse("2022-05-06");
    static final String RUN = "20220507T010000000";

    private SomeNight() {}

    /** A night that was published, after others that took as long. */
    public static NightFacts good(int nights) {
        return published(nights, "2022-05-07T01:00:00Z");
    }

    /** The same, run four years after its day. */
    static NightFacts ofAnOldDay() {
        return published(6, "2026-05-07T01:00:00.125Z");
    }

    private static NightFacts published(int nights, String created) {
        return facts(
                run(
                        DATE,
                        0,
                        "",
                        stage("collect", State.DONE, 12, 1000),
                        stage("gate", State.DONE, 3, 20),
                        serve(State.DONE)),
                earlier(nights),
                new NightTableRows(
                        collected("watch_ms is negative"),
                        drift(DriftChecks.USUAL),
                        checks(GateResults.PASSED),
                        quality("all"),
                        List.of()),
                publications(RUN, created));
    }

    /** A night that the gate refused. */
    public static NightFacts refused() {
        return facts(
                run(
                        DATE,
                        3,
                        "the gate refused 'users': 1, must be at least 5; the published version stays",
                        stage("collect", State.DONE, 12, 1000),
                        stage("gate", State.DONE, 3, 20),
                        serve(State.FAILED)),
                earlier(6),
                new NightTableRows(
                        collected("watch_ms is negative"),
                        drift(DriftChecks.USUAL),
                        checks(GateResults.REFUSED),
                        quality("all"),
                        List.of()),
                published("20220506T010000000"));
    }

    /** A night that failed in its first stage, by an error that quotes a log. */
    public static NightFacts failed(String text) {
        return facts(
                run(
                        DATE,
                        4,
                        "cannot read " + text,
                        new StageSummary("collect", State.FAILED, 3, 0, 500, 0, Map.of(text, text), List.of(text))),
                earlier(6),
                new NightTableRows(collected(text), List.of(), List.of(), List.of(), List.of()),
                NightPublications.NONE);
    }

    /** A night whose input is unusual: it is refused with exit code 3, or let through with 0. */
    public static NightFacts unusual(int exit) {
        return facts(
                run(
                        DATE,
                        exit,
                        exit == 0 ? "" : "the input is unusual: 'events.log, rows': 5",
                        stage("collect", State.DONE, 12, 1000),
                        stage("drift", exit == 0 ? State.DONE : State.FAILED, 1, 20)),
                earlier(6),
                new NightTableRows(
                        collected("watch_ms is negative"),
                        drift(exit == 0 ? DriftChecks.WARNED : DriftChecks.REFUSED),
                        List.of(),
                        List.of(),
                        List.of()),
                published("20220506T010000000"));
    }

    /** A card with groups of these names beside all users. */
    public static ModelCard card(int nights, String... groups) {
        List<Row> rows = new ArrayList<>(quality("all"));
        for (String group : groups) {
            rows.addAll(quality(group));
        }
        Settings settings = Settings.load(Optional.empty(), List.of());
        return new ModelCard(
                DATE,
                rows,
                IntStream.range(0, nights)
                        .mapToObj(i -> figure(
                                ModelQuality.SERVED,
                                "all",
                                "ndcg@20",
                                0.3 + i / 100.0,
                                DATE.minusDays(nights - 1L - i)))
                        .toList(),
                checks(GateResults.PASSED),
                40_293,
                new ModelCardSettings(settings.model(), settings.evaluation(), settings.features(), settings.gate()));
    }

    private static NightFacts facts(
            RunRecord run, List<RunRecord> earlier, NightTableRows tables, NightPublications published) {
        return new NightFacts(
                run,
                earlier,
                tables,
                published,
                List.of(
                        new StoredDay(
                                "events", DATE, new Path("/t"), new TreeMap<>(Map.of("run=1", 4_000_000L)), Set.of()),
                        new StoredDay(
                                "events",
                                DATE.minusDays(1),
                                new Path("/t"),
                                new TreeMap<>(Map.of("run=1", 3_000_000L)),
                                Set.of())),
                List.of());
    }

    private static List<RunRecord> earlier(int nights) {
        return IntStream.rangeClosed(1, nights)
                .mapToObj(ago -> run(
                        DATE.minusDays(ago),
                        0,
                        "",
                        stage("collect", State.DONE, 10 + ago, 900 + ago),
                        stage("gate", State.DONE, 3, 20),
                        serve(State.DONE)))
                .toList();
    }

    private static RunRecord run(LocalDate date, int exit, String error, StageSummary... stages) {
        return new RunRecord(
                date.equals(DATE) ? RUN : date.toString().replace("-", "") + "T010000000",
                date.toString(),
                List.of("collect", "gate", "serve"),
                date.plusDays(1) + "T01:00:00Z",
                "",
                exit,
                error,
                List.of(stages).stream().mapToDouble(StageSummary::seconds).sum(),
                List.of(stages),
                List.of(),
                Map.of("reelrank.model.rank", date.equals(DATE) ? "64" : "32", "reelrank.model.seed", "7"));
    }

    private static StageSummary serve(State state) {
        return stage("serve", state, 5, 500);
    }

    private static StageSummary stage(String name, State state, double seconds, long rows) {
        return new StageSummary(
                name,
                state,
                rows,
                rows - 1,
                seconds,
                2_000_000_000L,
                Map.of("note of " + name, name),
                List.of("/x/" + name));
    }

    private static List<CollectedCount> collected(String reason) {
        return List.of(
                new CollectedCount("log", "accepted", "", 970, 1, "a.jsonl"),
                new CollectedCount("log", "repeat", "", 10, 1, "a.jsonl"),
                new CollectedCount("log", "rejected", reason, 20, 1, "a.jsonl"));
    }

    private static NightPublications published(String run) {
        return publications(run, "2022-05-07T01:00:00Z");
    }

    private static NightPublications publications(String run, String created) {
        String date = run.equals(RUN) ? DATE.toString() : DATE.minusDays(1).toString();
        Publication publication = new Publication(
                date,
                run,
                1,
                Publication.path(date, run),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "",
                created,
                "2022-05-08T01:00:00Z",
                "",
                "");
        return new NightPublications(List.of(publication), publication.path());
    }

    private static List<Row> drift(String outcome) {
        return List.of(
                driftCheck(
                        "events.log",
                        "rows",
                        "volume",
                        outcome,
                        5.0,
                        900.0,
                        1100.0,
                        28,
                        "5, usually 900 to 1,100 on 28 days"),
                driftCheck(
                        "user_index",
                        "new users",
                        "new_ids",
                        DriftChecks.SKIPPED,
                        5.0,
                        null,
                        null,
                        0,
                        "5; not compared: there are 0 earlier days, drift.least-days = 7"));
    }

    private static Row driftCheck(Object... cells) {
        return new GenericRowWithSchema(cells, DriftChecks.TABLE.schema());
    }

    private static List<Row> checks(String outcome) {
        return List.of(
                check("users", outcome, 1.0, 10.0, 5.0, "1, must be at least 5"),
                check(
                        "ndcg@20 against published",
                        GateResults.SKIPPED,
                        null,
                        null,
                        null,
                        "nothing was published before"));
    }

    private static Row check(Object... cells) {
        return new GenericRowWithSchema(cells, GateResults.TABLE.schema());
    }

    private static List<Row> quality(String segment) {
        List<Row> rows = new ArrayList<>();
        Map<String, Double> models = Map.of(ModelQuality.SERVED, 0.3, ModelQuality.LISTS, 0.29, "popularity", 0.1);
        for (String metric : List.of("ndcg@20", "recall@20", "coverage@20", "diversity@20")) {
            models.forEach((model, value) -> rows.add(figure(model, segment, metric, value, DATE)));
        }
        return rows;
    }

    private static Row figure(String model, String segment, String metric, double value, LocalDate day) {
        boolean isServed = model.equals(ModelQuality.SERVED);
        return new GenericRowWithSchema(
                new Object[] {
                    model,
                    segment,
                    metric,
                    value,
                    value - 0.02,
                    value + 0.02,
                    257L,
                    isServed ? null : value - 0.3,
                    isServed ? null : value - 0.31,
                    isServed ? null : value - 0.29,
                    isServed ? null : 0.0001,
                    Date.valueOf(day)
                },
                ModelQuality.TABLE.schema().add(Table.DAY, DataTypes.DateType));
    }
}
