package io.reelrank.pages.nights;

import io.reelrank.core.files.Json;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.GateSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.PageLanguage;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.pages.CellNumber;
import io.reelrank.pages.PageFrame;
import io.reelrank.pages.PageTemplates;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.DotChart;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.TrendChart;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The card of a night's model: whether it may be published, what it is and was trained on, how good it is and for whom, and
 * where its limits are.
 *
 * @param date the night's date
 * @param quality tonight's rows of {@code model_quality}
 * @param trend rows of {@code model_quality} of the served model and all users, by day, tonight last
 * @param checks tonight's rows of {@code gate_results}
 * @param pairs the rows of {@code interactions} that the model was trained on
 * @param settings how the model is trained, measured and judged
 */
public record ModelCard(
        LocalDate date, List<Row> quality, List<Row> trend, List<Row> checks, long pairs, ModelCardSettings settings) {
    private static final List<String> TRENDS =
            List.of("ndcg@", "recall@", "coverage@", "gini@", "diversity@", "novelty@");

    /**
     * The settings that the card puts in words.
     *
     * @param model how the model is trained
     * @param evaluation how it is measured
     * @param features on which days and events
     * @param gate how it is judged
     */
    public record ModelCardSettings(
            ModelSettings model, EvaluationSettings evaluation, FeaturesSettings features, GateSettings gate) {}

    /** The page as HTML, in English. */
    public String html() {
        return PageTemplates.render(
                "nights/model.jte",
                Map.of(
                        "frame",
                        PageFrame.of(PageLanguage.EN, "The model of " + date),
                        "card",
                        this,
                        "figures",
                        figures(),
                        "lists",
                        new ListProperties(rows()),
                        "gate",
                        new ChecksTable(checks),
                        "words",
                        new ModelWords(settings)));
    }

    QualityFigures figures() {
        return new QualityFigures(rows());
    }

    private QualityRows rows() {
        return new QualityRows(quality, listLength());
    }

    int listLength() {
        return settings.evaluation.listLength();
    }

    boolean isRefused() {
        return new ChecksTable(checks).count(GateResults.REFUSED) > 0;
    }

    /** All models by each metric by which they are compared. */
    List<DotChart> compared() {
        return QualityFigures.COMPARED.stream()
                .map(figures()::compared)
                .flatMap(Optional::stream)
                .toList();
    }

    /** A chart for each figure that was measured on several nights. */
    List<TrendChart> trends() {
        return TRENDS.stream()
                .map(prefix -> prefix + listLength())
                .map(this::trend)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<TrendChart> trend(String metric) {
        List<TrendChart.TrendPoint> nights = trend.stream()
                .filter(row -> QualityRows.text(row, ModelQuality.METRIC).equals(metric))
                .map(row -> new TrendChart.TrendPoint(
                        row.getAs(Table.DAY).toString(),
                        CellNumber.of(row, ModelQuality.VALUE),
                        new Ends(CellNumber.of(row, ModelQuality.LOW), CellNumber.of(row, ModelQuality.HIGH))))
                .filter(night -> Double.isFinite(night.value()))
                .toList();
        if (nights.size() < 2) {
            return Optional.empty();
        }
        TrendChart.TrendPoint last = nights.get(nights.size() - 1);
        double least =
                nights.stream().mapToDouble(TrendChart.TrendPoint::value).min().orElseThrow();
        double most =
                nights.stream().mapToDouble(TrendChart.TrendPoint::value).max().orElseThrow();
        return Optional.of(new TrendChart(
                new Caption(
                        "%s is %s tonight; over %d nights it lay between %s and %s."
                                .formatted(
                                        metric,
                                        EnglishText.figure(last.value()),
                                        nights.size(),
                                        EnglishText.figure(least),
                                        EnglishText.figure(most)),
                        "%s of what is served, each night on its own held-out days, with 95%% intervals."
                                .formatted(metric),
                        List.of("night", metric, "95% interval"),
                        nights.stream()
                                .map(night -> List.of(
                                        night.date(),
                                        EnglishText.figure(night.value()),
                                        EnglishText.range(
                                                night.range().low(),
                                                night.range().high())))
                                .toList()),
                metric,
                EnglishText::tick,
                nights));
    }

    /** The first day whose events count. */
    LocalDate from() {
        return date.minusDays(settings.features.windowDays() - 1L);
    }

    /** The first of the days that are held out to measure the model. */
    LocalDate heldOutFrom() {
        return date.minusDays(settings.features.testDays() - 1L);
    }

    /** The settings as they are. */
    List<String> raw() {
        return Stream.of(settings.model, settings.evaluation, settings.features, settings.gate)
                .map(record -> new String(Json.bytes(record), StandardCharsets.UTF_8))
                .toList();
    }
}
