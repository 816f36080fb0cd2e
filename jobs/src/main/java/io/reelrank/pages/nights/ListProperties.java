package io.reelrank.pages.nights;

import static io.reelrank.pages.nights.QualityRows.interval;
import static io.reelrank.pages.nights.QualityRows.text;

import io.reelrank.core.tables.ModelQuality;
import io.reelrank.pages.CellNumber;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.ScatterChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a night's lists are like, and what re-ranking gives for it.
 *
 * @param rows the night's rows of {@code model_quality}
 */
record ListProperties(QualityRows rows) {
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

    private static final List<String> GAINS = List.of("coverage@", "diversity@", "small_creator_share@", "new_share@");

    /**
     * What a list is like.
     *
     * @param prefix its metric without the length
     * @param name in a word or two
     * @param words what it is
     */
    record ListProperty(String prefix, String name, String words) {}

    /** What the lists that users get are like, beside another night. */
    PageTable beside(Optional<ListProperties> before) {
        List<PageTable.PageLine> lines = new ArrayList<>();
        for (ListProperty property : PROPERTIES) {
            rows.of(listed(), property.prefix)
                    .ifPresent(row -> lines.add(PageTable.PageLine.of(
                            "%s, %s".formatted(property.name, rows.metric(property.prefix)),
                            EnglishText.figure(CellNumber.of(row, ModelQuality.VALUE)),
                            interval(row),
                            before.flatMap(night -> night.rows.of(night.listed(), property.prefix))
                                    .map(night -> EnglishText.figure(CellNumber.of(night, ModelQuality.VALUE)))
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
        return rows.of(ModelQuality.LISTS, PROPERTIES.get(0).prefix).isPresent()
                ? ModelQuality.LISTS
                : ModelQuality.SERVED;
    }

    /** What the lists of every model are like. */
    PageTable byModel() {
        Map<String, List<String>> models = new TreeMap<>();
        rows.ofAllUsers()
                .map(row -> text(row, ModelQuality.MODEL))
                .distinct()
                .forEach(model -> models.put(
                        model,
                        PROPERTIES.stream()
                                .map(property -> rows.of(model, property.prefix)
                                        .map(row -> EnglishText.figure(CellNumber.of(row, ModelQuality.VALUE)))
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

    /** The words for the columns of {@link #byModel}. */
    List<ListProperty> all() {
        return PROPERTIES;
    }

    /** What re-ranking costs in the first metric and gains otherwise, a chart for each gain that was measured. */
    List<ScatterChart> rerankings() {
        List<ScatterChart> charts = new ArrayList<>();
        String cost = QualityFigures.COMPARED.get(0);
        for (ListProperty property : PROPERTIES) {
            List<ScatterChart.ScatterPoint> points = rows.ofAllUsers()
                    .map(row -> text(row, ModelQuality.MODEL))
                    .distinct()
                    .filter(model -> model.equals(ModelQuality.SERVED) || model.startsWith(ModelQuality.LISTS))
                    // Videos without tags have no diversity: lists without a value have no point.
                    .filter(model -> Double.isFinite(rows.value(model, cost))
                            && Double.isFinite(rows.value(model, property.prefix)))
                    .sorted(Comparator.comparing((String model) -> !model.equals(ModelQuality.SERVED))
                            .thenComparing(Comparator.naturalOrder()))
                    .map(model -> new ScatterChart.ScatterPoint(
                            model, rows.value(model, cost), rows.value(model, property.prefix)))
                    .toList();
            if (GAINS.contains(property.prefix) && points.size() > 1) {
                charts.add(new ScatterChart(
                        rerankingCaption(property, points),
                        points,
                        new ScatterChart.ScatterSide(rows.metric(cost), EnglishText::tick),
                        new ScatterChart.ScatterSide(property.name, EnglishText::tick)));
            }
        }
        return charts;
    }

    private Caption rerankingCaption(ListProperty property, List<ScatterChart.ScatterPoint> points) {
        return new Caption(
                "Re-ranking moves %s from %s to %s."
                        .formatted(
                                property.name,
                                EnglishText.figure(rows.value(ModelQuality.SERVED, property.prefix)),
                                EnglishText.figure(rows.value(points.get(1).name(), property.prefix))),
                "The square is the model without re-ranking. %s: %s.".formatted(property.name, property.words),
                List.of("lists", rows.metric(QualityFigures.COMPARED.get(0)), property.name),
                points.stream()
                        .map(point ->
                                List.of(point.name(), EnglishText.figure(point.x()), EnglishText.figure(point.y())))
                        .toList());
    }
}
