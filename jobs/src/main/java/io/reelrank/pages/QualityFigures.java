package io.reelrank.pages;

import io.reelrank.core.tables.ModelQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** A night's rows of {@code model_quality} as charts and tables. */
final class QualityFigures {
    /** The segment of all users. */
    static final String ALL = "all";

    /** How well lists find what users wanted: the metrics that models are compared by, the first one first. */
    static final List<String> COMPARED = List.of("ndcg@", "recall@");

    private static final List<ListProperty> PROPERTIES = List.of(
            new ListProperty("coverage@", "coverage", "share of the videos that are in at least one list"),
            new ListProperty(
                    "gini@", "Gini of exposure", "0 if all videos are shown equally often, 1 if one has it all"),
            new ListProperty("largest_share@", "largest share", "share of the lists that the most shown video is in"),
            new ListProperty("novelty@", "novelty", "how rarely played the shown videos are, in bits"),
            new ListProperty("diversity@", "diversity", "how unlike each other the videos of a list are, in [0, 1]"),
            new ListProperty("new_share@", "new videos", "share of the places with a new video"),
            new ListProperty(
                    "small_creator_share@", "small creators", "share of the places with a video by a small creator"));

    // Names of models that are variants of what is served, and no rivals.
    private static final List<String> OURS = List.of("als", "lists", ModelQuality.PUBLISHED);

    private static final List<String> GAINS = List.of("coverage@", "diversity@", "small_creator_share@", "new_share@");
    private static final List<String> GROUPS_OF_VIDEOS = List.of("length=", "freshness=", "creator=");
    private static final int MOST_GROUPS = 30;

    private final List<Row> rows;
    private final int listLength;

    /**
     * What a list is like.
     *
     * @param prefix its metric without the length
     * @param name in a word or two
     * @param words what it is
     */
    record ListProperty(String prefix, String name, String words) {}

    /**
     * @param rows of one night
     * @param listLength k of the metrics that are shown
     */
    QualityFigures(List<Row> rows, int listLength) {
        this.rows = rows;
        this.listLength = listLength;
    }

    boolean isMeasured() {
        return ofSegment(ALL).findAny().isPresent();
    }

    /** All models by one metric, the served model first, then the best first; nothing if it was not measured. */
    Optional<DotChart> compared(String prefix) {
        String metric = prefix + listLength;
        List<Row> models = ofSegment(ALL)
                .filter(row -> text(row, ModelQuality.METRIC).equals(metric))
                .sorted(Comparator.comparing(
                                (Row row) -> !text(row, ModelQuality.MODEL).equals(ModelQuality.SERVED))
                        .thenComparing(row -> -number(row, ModelQuality.VALUE))
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
                        new IntervalChart.KeyEntry("beyond", "served, %s".formatted(ModelQuality.SERVED)),
                        new IntervalChart.KeyEntry("dot", "other rankings"),
                        new IntervalChart.KeyEntry("range", "95% interval"))));
    }

    /** How what is served stands beside the best rival by a metric, as a sentence; nothing without a rival. */
    Optional<String> verdict(String prefix) {
        return bestRival(prefix).map(rival -> {
            double served = value(ModelQuality.SERVED, prefix);
            double other = number(rival, ModelQuality.VALUE);
            String name = text(rival, ModelQuality.MODEL);
            String figures = "%s%d of %s against %s of the best rival, %s"
                    .formatted(prefix, listLength, EnglishText.figure(served), EnglishText.figure(other), name);
            return switch (standing(prefix)) {
                case WELL -> "What is served is better than every rival: %s.".formatted(figures);
                case ILL -> "What is served is worse than a rival: %s.".formatted(figures);
                case LOOK -> "What is served and the best rival cannot be told apart: %s.".formatted(figures);
            };
        });
    }

    /** Whether what is served is clearly better than the best rival, clearly worse, or neither. */
    Wellness standing(String prefix) {
        return bestRival(prefix)
                .map(rival -> {
                    // The columns hold the rival's value less that of what is served.
                    if (number(rival, ModelQuality.DIFFERENCE_HIGH) < 0) {
                        return Wellness.WELL;
                    }
                    return number(rival, ModelQuality.DIFFERENCE_LOW) > 0 ? Wellness.ILL : Wellness.LOOK;
                })
                .orElse(Wellness.LOOK);
    }

    private Optional<Row> bestRival(String prefix) {
        return Double.isFinite(value(ModelQuality.SERVED, prefix))
                ? ofSegment(ALL)
                        .filter(row -> text(row, ModelQuality.METRIC).equals(prefix + listLength))
                        .filter(row -> OURS.stream().noneMatch(text(row, ModelQuality.MODEL)::startsWith))
                        .filter(row -> row.getAs(ModelQuality.DIFFERENCE) != null)
                        .max(Comparator.comparingDouble(row -> number(row, ModelQuality.VALUE)))
                : Optional.empty();
    }

    private static List<String> comparedCells(Row row) {
        Double difference = row.getAs(ModelQuality.DIFFERENCE);
        return List.of(
                text(row, ModelQuality.MODEL),
                EnglishText.figure(number(row, ModelQuality.VALUE)),
                interval(row),
                difference == null ? EnglishText.NONE : EnglishText.signed(difference),
                row.getAs(ModelQuality.P) == null
                        ? EnglishText.NONE
                        : EnglishText.probability(number(row, ModelQuality.P)));
    }

    /** What the lists that users get are like, beside another night. */
    PageTable lists(Optional<QualityFigures> before) {
        List<PageTable.PageLine> lines = new ArrayList<>();
        for (ListProperty property : PROPERTIES) {
            of(listed(), property.prefix)
                    .ifPresent(row -> lines.add(PageTable.PageLine.of(
                            "%s, %s%d".formatted(property.name, property.prefix, listLength),
                            EnglishText.figure(number(row, ModelQuality.VALUE)),
                            interval(row),
                            before.flatMap(night -> night.of(night.listed(), property.prefix))
                                    .map(night -> EnglishText.figure(number(night, ModelQuality.VALUE)))
                                    .orElse(EnglishText.NONE),
                            property.words)));
        }
        return new PageTable(
                "What the lists are like",
                List.of(
                        PageTable.PageColumn.words("property"),
                        PageTable.PageColumn.figure("tonight"),
                        PageTable.PageColumn.figure("95% interval"),
                        PageTable.PageColumn.figure("last night"),
                        PageTable.PageColumn.words("what it is")),
                lines);
    }

    // A night without re-ranking has no lists of their own.
    private String listed() {
        return of(ModelQuality.LISTS, PROPERTIES.get(0).prefix).isPresent() ? ModelQuality.LISTS : ModelQuality.SERVED;
    }

    /** What the lists of every model are like. */
    PageTable listsByModel() {
        Map<String, List<String>> models = new TreeMap<>();
        ofSegment(ALL)
                .map(row -> text(row, ModelQuality.MODEL))
                .distinct()
                .forEach(model -> models.put(
                        model,
                        PROPERTIES.stream()
                                .map(property -> of(model, property.prefix)
                                        .map(row -> EnglishText.figure(number(row, ModelQuality.VALUE)))
                                        .orElse(EnglishText.NONE))
                                .toList()));
        List<PageTable.PageColumn> columns = new ArrayList<>(List.of(PageTable.PageColumn.words("model")));
        PROPERTIES.forEach(property -> columns.add(PageTable.PageColumn.figure(property.name)));
        return new PageTable(
                "Properties of the lists of every model",
                columns,
                models.entrySet().stream()
                        .map(model -> PageTable.PageLine.of(
                                Stream.concat(Stream.of(model.getKey()), model.getValue().stream())
                                        .toArray(String[]::new)))
                        .toList());
    }

    /** The words for the columns of {@link #listsByModel}. */
    List<ListProperty> properties() {
        return PROPERTIES;
    }

    /** What is served, by group of users, and by group of videos. */
    List<DotChart> groups() {
        return Stream.of(groups("users", true), groups("videos", false))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<DotChart> groups(String of, boolean isOfUsers) {
        String metric = COMPARED.get(0) + listLength;
        List<Row> groups = rows.stream()
                .filter(row -> text(row, ModelQuality.MODEL).equals(ModelQuality.SERVED)
                        && text(row, ModelQuality.METRIC).equals(metric)
                        && !text(row, ModelQuality.SEGMENT).equals(ALL)
                        && GROUPS_OF_VIDEOS.stream().noneMatch(text(row, ModelQuality.SEGMENT)::startsWith)
                                == isOfUsers)
                .sorted(Comparator.comparing(row -> text(row, ModelQuality.SEGMENT)))
                .toList();
        Optional<Row> all = of(ModelQuality.SERVED, COMPARED.get(0));
        if (groups.isEmpty() || all.isEmpty()) {
            return Optional.empty();
        }
        Row worst = groups.stream()
                .min(Comparator.comparingDouble(row -> number(row, ModelQuality.VALUE)))
                .orElseThrow();
        List<Row> shown = Stream.concat(all.stream(), groups.stream()).toList();
        Caption caption = new Caption(
                "Lowest of all groups of %s: %s, %s where all have %s."
                        .formatted(
                                of,
                                PlainText.isolated(text(worst, ModelQuality.SEGMENT)),
                                EnglishText.figure(number(worst, ModelQuality.VALUE)),
                                EnglishText.figure(number(all.get(), ModelQuality.VALUE))),
                "%s of what is served, by group of %s, with 95%% intervals.%s"
                        .formatted(
                                metric,
                                of,
                                isOfUsers ? "" : " A group counts only what users wanted among its videos."),
                List.of("group", "users", metric, "95% interval", "recall@" + listLength),
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
                                text(row, ModelQuality.SEGMENT).equals(ALL) ? "square" : "dot"))
                        .toList(),
                List.of(
                        new IntervalChart.KeyEntry("beyond", "all"),
                        new IntervalChart.KeyEntry("dot", "group"),
                        new IntervalChart.KeyEntry("range", "95% interval"))));
    }

    private List<String> groupCells(Row row) {
        String recall = rows.stream()
                .filter(other -> text(other, ModelQuality.MODEL).equals(ModelQuality.SERVED)
                        && text(other, ModelQuality.SEGMENT).equals(text(row, ModelQuality.SEGMENT))
                        && text(other, ModelQuality.METRIC).equals("recall@" + listLength))
                .findFirst()
                .map(other -> EnglishText.figure(number(other, ModelQuality.VALUE)))
                .orElse(EnglishText.NONE);
        return List.of(
                PlainText.of(text(row, ModelQuality.SEGMENT)),
                EnglishText.whole(row.<Long>getAs(ModelQuality.USERS)),
                EnglishText.figure(number(row, ModelQuality.VALUE)),
                interval(row),
                recall);
    }

    /** What re-ranking costs in the first metric and gains otherwise, a chart for each gain that was measured. */
    List<ScatterChart> rerankings() {
        List<ScatterChart> charts = new ArrayList<>();
        String cost = COMPARED.get(0);
        for (ListProperty property : PROPERTIES) {
            List<ScatterChart.ScatterPoint> points = ofSegment(ALL)
                    .map(row -> text(row, ModelQuality.MODEL))
                    .distinct()
                    .filter(model -> model.equals(ModelQuality.SERVED) || model.startsWith(ModelQuality.LISTS))
                    // Videos without tags have no diversity: lists without a value have no point.
                    .filter(model ->
                            Double.isFinite(value(model, cost)) && Double.isFinite(value(model, property.prefix)))
                    .sorted(Comparator.comparing((String model) -> !model.equals(ModelQuality.SERVED))
                            .thenComparing(Comparator.naturalOrder()))
                    .map(model ->
                            new ScatterChart.ScatterPoint(model, value(model, cost), value(model, property.prefix)))
                    .toList();
            if (GAINS.contains(property.prefix) && points.size() > 1) {
                charts.add(ScatterChart.of(
                        rerankingCaption(property, points),
                        points,
                        new ScatterChart.Names(
                                cost + listLength, EnglishText::tick, property.name, EnglishText::tick)));
            }
        }
        return charts;
    }

    private Caption rerankingCaption(ListProperty property, List<ScatterChart.ScatterPoint> points) {
        return new Caption(
                "Re-ranking moves %s from %s to %s."
                        .formatted(
                                property.name,
                                EnglishText.figure(value(ModelQuality.SERVED, property.prefix)),
                                EnglishText.figure(value(points.get(1).name(), property.prefix))),
                "The square is the model without re-ranking. %s: %s.".formatted(property.name, property.words),
                List.of("lists", COMPARED.get(0) + listLength, property.name),
                points.stream()
                        .map(point ->
                                List.of(point.name(), EnglishText.figure(point.x()), EnglishText.figure(point.y())))
                        .toList());
    }

    /** How many users were measured; 0 if none was. */
    long users() {
        return of(ModelQuality.SERVED, COMPARED.get(0))
                .map(row -> row.<Long>getAs(ModelQuality.USERS))
                .orElse(0L);
    }

    private DotChart.RankedDot dot(Row row, String name, String style) {
        return new DotChart.RankedDot(
                PlainText.of(text(row, name)),
                EnglishText.figure(number(row, ModelQuality.VALUE)),
                number(row, ModelQuality.VALUE),
                new IntervalChart.Ends(number(row, ModelQuality.LOW), number(row, ModelQuality.HIGH)),
                IntervalChart.Ends.UNKNOWN,
                style);
    }

    private double value(String model, String prefix) {
        return of(model, prefix).map(row -> number(row, ModelQuality.VALUE)).orElse(Double.NaN);
    }

    private Optional<Row> of(String model, String prefix) {
        return ofSegment(ALL)
                .filter(row -> text(row, ModelQuality.MODEL).equals(model)
                        && text(row, ModelQuality.METRIC).equals(prefix + listLength))
                .findFirst();
    }

    private Stream<Row> ofSegment(String segment) {
        return rows.stream().filter(row -> text(row, ModelQuality.SEGMENT).equals(segment));
    }

    private static String interval(Row row) {
        return EnglishText.figure(number(row, ModelQuality.LOW)) + " to "
                + EnglishText.figure(number(row, ModelQuality.HIGH));
    }

    static String text(Row row, String column) {
        return row.getAs(column);
    }

    /** A number of a row; not a number for null. */
    static double number(Row row, String column) {
        Double value = row.getAs(column);
        return value == null ? Double.NaN : value;
    }
}
