package io.reelrank.pages.nights;

import static io.reelrank.pages.nights.QualityRows.interval;
import static io.reelrank.pages.nights.QualityRows.text;

import io.reelrank.core.tables.ModelQuality;
import io.reelrank.pages.CellNumber;
import io.reelrank.pages.PlainText;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.DotChart;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.KeyEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * How well a night's model and its rivals find what users wanted.
 *
 * @param rows the night's rows of {@code model_quality}
 */
record QualityFigures(QualityRows rows) {
    /** How well lists find what users wanted: the metrics that models are compared by, the first one first. */
    static final List<String> COMPARED = List.of("ndcg@", "recall@");

    // Names of models that are variants of what is served, and no rivals.
    private static final List<String> OURS = List.of("als", "lists", ModelQuality.PUBLISHED);

    private static final List<String> GROUPS_OF_VIDEOS = List.of("length=", "freshness=", "creator=");
    private static final int MOST_GROUPS = 30;

    boolean isMeasured() {
        return rows.ofAllUsers().findAny().isPresent();
    }

    /** All models by one metric, the served model first, then the best first; nothing if it was not measured. */
    Optional<DotChart> compared(String prefix) {
        String metric = rows.metric(prefix);
        List<Row> models = rows.ofAllUsers()
                .filter(row -> text(row, ModelQuality.METRIC).equals(metric))
                .sorted(Comparator.comparing(
                                (Row row) -> !text(row, ModelQuality.MODEL).equals(ModelQuality.SERVED))
                        .thenComparing(row -> -CellNumber.of(row, ModelQuality.VALUE))
                        .thenComparing(row -> text(row, ModelQuality.MODEL)))
                .toList();
        if (models.isEmpty()) {
            return Optional.empty();
        }
        Caption caption = new Caption(
                verdict(prefix).orElse("%s of all models.".formatted(metric)),
                "%s of each ranking on the held-out days, with 95%% intervals by bootstrap over %s."
                        .formatted(
                                metric,
                                EnglishText.count(models.get(0).<Long>getAs(ModelQuality.USERS), "user", "users")),
                List.of("model", metric, "95% interval", "difference from what is served", "p"),
                models.stream().map(QualityFigures::comparedCells).toList());
        return Optional.of(new DotChart(
                caption,
                metric,
                EnglishText::tick,
                models.stream()
                        .map(row -> dot(
                                row,
                                ModelQuality.MODEL,
                                text(row, ModelQuality.MODEL).equals(ModelQuality.SERVED) ? "square" : "dot"))
                        .toList(),
                List.of(
                        new KeyEntry("beyond", "served, %s".formatted(ModelQuality.SERVED)),
                        new KeyEntry("dot", "other rankings"),
                        new KeyEntry("range", "95% interval"))));
    }

    /** How what is served stands beside the best rival by a metric, as a sentence; nothing without a rival. */
    Optional<String> verdict(String prefix) {
        return bestRival(prefix).map(rival -> {
            double served = rows.value(ModelQuality.SERVED, prefix);
            double other = CellNumber.of(rival, ModelQuality.VALUE);
            String name = text(rival, ModelQuality.MODEL);
            String figures = "%s of %s against %s of the best rival, %s"
                    .formatted(rows.metric(prefix), EnglishText.figure(served), EnglishText.figure(other), name);
            return switch (standing(prefix)) {
                case WELL -> "The ranking that is served is better than every rival: %s.".formatted(figures);
                case ILL -> "The ranking that is served is worse than a rival: %s.".formatted(figures);
                case LOOK ->
                    "The ranking that is served and the best rival cannot be told apart: %s.".formatted(figures);
            };
        });
    }

    /** Whether what is served is clearly better than the best rival, clearly worse, or neither. */
    Wellness standing(String prefix) {
        return bestRival(prefix)
                .map(rival -> {
                    // The columns hold the rival's value less that of what is served.
                    if (CellNumber.of(rival, ModelQuality.DIFFERENCE_HIGH) < 0) {
                        return Wellness.WELL;
                    }
                    return CellNumber.of(rival, ModelQuality.DIFFERENCE_LOW) > 0 ? Wellness.ILL : Wellness.LOOK;
                })
                .orElse(Wellness.LOOK);
    }

    private Optional<Row> bestRival(String prefix) {
        return Double.isFinite(rows.value(ModelQuality.SERVED, prefix))
                ? rows.ofAllUsers()
                        .filter(row -> text(row, ModelQuality.METRIC).equals(rows.metric(prefix)))
                        .filter(row -> OURS.stream().noneMatch(text(row, ModelQuality.MODEL)::startsWith))
                        .filter(row -> row.getAs(ModelQuality.DIFFERENCE) != null)
                        .max(Comparator.comparingDouble(row -> CellNumber.of(row, ModelQuality.VALUE)))
                : Optional.empty();
    }

    private static List<String> comparedCells(Row row) {
        Double difference = row.getAs(ModelQuality.DIFFERENCE);
        return List.of(
                text(row, ModelQuality.MODEL),
                EnglishText.figure(CellNumber.of(row, ModelQuality.VALUE)),
                interval(row),
                difference == null ? EnglishText.NONE : EnglishText.signed(difference),
                row.getAs(ModelQuality.P) == null
                        ? EnglishText.NONE
                        : EnglishText.probability(CellNumber.of(row, ModelQuality.P)));
    }

    /** What is served, by group of users, and by group of videos. */
    List<DotChart> groups() {
        return Stream.of(groups("users", true), groups("videos", false))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<DotChart> groups(String of, boolean isOfUsers) {
        String metric = rows.metric(COMPARED.get(0));
        List<Row> groups = rows.all().stream()
                .filter(row -> text(row, ModelQuality.MODEL).equals(ModelQuality.SERVED)
                        && text(row, ModelQuality.METRIC).equals(metric)
                        && !text(row, ModelQuality.SEGMENT).equals(QualityRows.ALL)
                        && GROUPS_OF_VIDEOS.stream().noneMatch(text(row, ModelQuality.SEGMENT)::startsWith)
                                == isOfUsers)
                .sorted(Comparator.comparing(row -> text(row, ModelQuality.SEGMENT)))
                .toList();
        Optional<Row> all = rows.of(ModelQuality.SERVED, COMPARED.get(0));
        if (groups.isEmpty() || all.isEmpty()) {
            return Optional.empty();
        }
        Row worst = groups.stream()
                .min(Comparator.comparingDouble(row -> CellNumber.of(row, ModelQuality.VALUE)))
                .orElseThrow();
        List<Row> shown = Stream.concat(all.stream(), groups.stream()).toList();
        Caption caption = new Caption(
                "Lowest of all groups of %s: %s, %s where all have %s."
                        .formatted(
                                of,
                                PlainText.isolated(text(worst, ModelQuality.SEGMENT)),
                                EnglishText.figure(CellNumber.of(worst, ModelQuality.VALUE)),
                                EnglishText.figure(CellNumber.of(all.get(), ModelQuality.VALUE))),
                "%s of what is served, by group of %s, with 95%% intervals.%s"
                        .formatted(
                                metric,
                                of,
                                isOfUsers ? "" : " A group counts only what users wanted among its videos."),
                List.of("group", "users", metric, "95% interval", rows.metric(COMPARED.get(1))),
                shown.stream().map(this::groupCells).toList());
        return Optional.of(new DotChart(
                caption,
                metric,
                EnglishText::tick,
                shown.stream()
                        .limit(MOST_GROUPS)
                        .map(row -> dot(
                                row,
                                ModelQuality.SEGMENT,
                                text(row, ModelQuality.SEGMENT).equals(QualityRows.ALL) ? "square" : "dot"))
                        .toList(),
                List.of(
                        new KeyEntry("beyond", "all"),
                        new KeyEntry("dot", "group"),
                        new KeyEntry("range", "95% interval"))));
    }

    private List<String> groupCells(Row row) {
        String recall = rows.all().stream()
                .filter(other -> text(other, ModelQuality.MODEL).equals(ModelQuality.SERVED)
                        && text(other, ModelQuality.SEGMENT).equals(text(row, ModelQuality.SEGMENT))
                        && text(other, ModelQuality.METRIC).equals(rows.metric(COMPARED.get(1))))
                .findFirst()
                .map(other -> EnglishText.figure(CellNumber.of(other, ModelQuality.VALUE)))
                .orElse(EnglishText.NONE);
        return List.of(
                PlainText.of(text(row, ModelQuality.SEGMENT)),
                EnglishText.whole(row.<Long>getAs(ModelQuality.USERS)),
                EnglishText.figure(CellNumber.of(row, ModelQuality.VALUE)),
                interval(row),
                recall);
    }

    /** How many users were measured; 0 if none was. */
    long users() {
        return rows.of(ModelQuality.SERVED, COMPARED.get(0))
                .map(row -> row.<Long>getAs(ModelQuality.USERS))
                .orElse(0L);
    }

    private DotChart.RankedDot dot(Row row, String name, String style) {
        return new DotChart.RankedDot(
                PlainText.of(text(row, name)),
                EnglishText.figure(CellNumber.of(row, ModelQuality.VALUE)),
                CellNumber.of(row, ModelQuality.VALUE),
                new Ends(CellNumber.of(row, ModelQuality.LOW), CellNumber.of(row, ModelQuality.HIGH)),
                Ends.UNKNOWN,
                style);
    }
}
