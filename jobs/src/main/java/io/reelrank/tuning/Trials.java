package io.reelrank.tuning;

import static org.apache.spark.sql.functions.col;

import io.reelrank.evaluation.Catalogue;
import io.reelrank.evaluation.Evaluation;
import io.reelrank.evaluation.Metrics;
import io.reelrank.evaluation.Ranking;
import io.reelrank.scoring.CollectedItems;
import io.reelrank.scoring.TopItems;
import io.reelrank.settings.EvaluationSettings;
import io.reelrank.settings.ModelSettings;
import io.reelrank.settings.TuneSettings;
import io.reelrank.training.BlendedRanking;
import io.reelrank.training.FactorRanking;
import io.reelrank.training.Factors;
import io.reelrank.training.ImplicitAls;
import io.reelrank.training.Popularity;
import io.reelrank.training.SameForAll;
import io.reelrank.training.VideoVectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trains on the days before the held out ones and measures on these, with whatever settings it is given. */
final class Trials {
    private static final double NANOS = 1e9;

    private final TuneSettings settings;
    private final EvaluationSettings evaluation;
    private final Dataset<Row> training;
    private final Dataset<Row> wanted;
    private final Dataset<Row> videos;
    private final Dataset<Row> eligible;
    private final Dataset<Row> recent;
    private final Catalogue catalogue;
    private final TopItems cold;

    /**
     * @param settings what trials are judged by
     * @param evaluation how they are measured
     * @param training rows of {@code training_split}
     * @param wanted rows of {@code test_positives}
     * @param videos rows of {@code video_features}
     * @param popularity rows of {@code video_popularity} as of the split
     */
    Trials(
            TuneSettings settings,
            EvaluationSettings evaluation,
            Dataset<Row> training,
            Dataset<Row> wanted,
            Dataset<Row> videos,
            Dataset<Row> popularity) {
        this.settings = settings;
        this.evaluation = evaluation;
        this.training = training;
        this.wanted = wanted;
        this.videos = videos;
        this.eligible = videos.filter(col("eligible")).select("video_idx");
        this.recent = Popularity.scaled(popularity, col("recent_positives"));
        this.catalogue = Catalogue.ofIds(eligible);
        this.cold = CollectedItems.of(VideoVectors.of(eligible, recent), 0);
    }

    /** Trains and measures with every weight of recent popularity. */
    Outcome of(ModelSettings model) {
        long start = System.nanoTime();
        Factors factors = new ImplicitAls(model, videos).train(training);
        Ranking plain = ranking(0, factors);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        for (double weight : settings.popularityWeights()) {
            rankings.put(Double.toString(weight), new BlendedRanking(plain, cold, (float) weight));
        }
        List<Row> figures = measured(rankings, List.of(factors));
        List<Outcome.Measured> measured = new ArrayList<>();
        for (double weight : settings.popularityWeights()) {
            measured.add(measured(weight, figures));
        }
        return new Outcome(model, measured, (System.nanoTime() - start) / NANOS);
    }

    /**
     * Two models measured on the same users.
     *
     * @return for each metric that trials are judged by, the row of the second model with its difference to the first
     */
    List<Row> compared(ModelSettings first, ModelSettings second) {
        List<Factors> factors = List.of(
                new ImplicitAls(first, videos).train(training), new ImplicitAls(second, videos).train(training));
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put("first", new BlendedRanking(ranking(0, factors.get(0)), cold, (float) first.popularityWeight()));
        rankings.put("second", new BlendedRanking(ranking(1, factors.get(1)), cold, (float) second.popularityWeight()));
        List<Row> rows = measured(rankings, factors);
        return settings.metrics().stream()
                .map(metric -> row(rows, "second", metric))
                .toList();
    }

    private Ranking ranking(int slot, Factors factors) {
        TopItems known = CollectedItems.of(
                VideoVectors.of(eligible, factors.videos(), factors.rank(), recent, 0), factors.rank());
        return new FactorRanking(slot, known, new SameForAll(cold));
    }

    private List<Row> measured(Map<String, Ranking> rankings, List<Factors> factors) {
        Metrics metrics = Metrics.ofAccuracy(evaluation.cutoffs(), evaluation.listLength());
        return new Evaluation(catalogue, rankings, metrics, evaluation)
                .of(
                        wanted,
                        training,
                        Evaluation.noGroups(wanted.sparkSession()),
                        factors.stream().map(Factors::users).toList())
                .filter(col("segment").equalTo(Evaluation.ALL))
                .collectAsList();
    }

    private Outcome.Measured measured(double weight, List<Row> rows) {
        List<Outcome.Figure> figures = settings.metrics().stream()
                .map(metric -> {
                    Row row = row(rows, Double.toString(weight), metric);
                    return new Outcome.Figure(metric, row.getAs("value"), row.getAs("low"), row.getAs("high"));
                })
                .toList();
        double logs =
                figures.stream().mapToDouble(figure -> Math.log(figure.value())).sum();
        return new Outcome.Measured(weight, Math.exp(logs / figures.size()), figures);
    }

    private static Row row(List<Row> rows, String model, String metric) {
        return rows.stream()
                .filter(row ->
                        row.getAs("model").equals(model) && row.getAs("metric").equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("%s of %s was not measured".formatted(metric, model)));
    }
}
