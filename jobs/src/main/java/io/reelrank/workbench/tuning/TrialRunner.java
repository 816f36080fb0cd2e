package io.reelrank.workbench.tuning;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.TuneSettings;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.training.FactorRanking;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Trains with given settings on the days before the held-out days, and evaluates on the held-out days. */
final class TrialRunner {
    private static final double NANOS = 1e9;
    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private final TuneSettings settings;
    private final HeldOutUsers heldOut;

    /**
     * @param settings the metrics and the popularity weights
     * @param heldOut the interactions of training, and the evaluated users
     */
    TrialRunner(TuneSettings settings, HeldOutUsers heldOut) {
        this.settings = settings;
        this.heldOut = heldOut;
    }

    /** Trains once and evaluates with every weight of recent popularity. */
    TrialOutcome of(ModelSettings model) {
        long start = System.nanoTime();
        Factors factors = trained(model);
        FactorRanking unblended = heldOut.ranking(FIRST, factors);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        for (double weight : settings.popularityWeights()) {
            rankings.put(Double.toString(weight), heldOut.blended(unblended, weight));
        }
        List<Row> figures = heldOut.measured(rankings, Map.of(FIRST, factors));
        List<TrialOutcome.Measured> measured = new ArrayList<>();
        for (double weight : settings.popularityWeights()) {
            measured.add(measured(weight, figures));
        }
        return new TrialOutcome(model, measured, (System.nanoTime() - start) / NANOS);
    }

    /**
     * Compares two models on the same users.
     *
     * @return for each metric of the settings the second model's row, with the difference to the first
     */
    List<Row> compared(ModelSettings first, ModelSettings second) {
        Map<String, Factors> factors = Map.of(FIRST, trained(first), SECOND, trained(second));
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(FIRST, heldOut.blended(heldOut.ranking(FIRST, factors.get(FIRST)), first.popularityWeight()));
        rankings.put(SECOND, heldOut.blended(heldOut.ranking(SECOND, factors.get(SECOND)), second.popularityWeight()));
        List<Row> rows = heldOut.measured(rankings, factors);
        return settings.metrics().stream()
                .map(metric -> HeldOutUsers.row(rows, SECOND, metric))
                .toList();
    }

    private Factors trained(ModelSettings model) {
        return new ImplicitAls(model, heldOut.videos()).train(heldOut.training());
    }

    private TrialOutcome.Measured measured(double weight, List<Row> rows) {
        List<TrialOutcome.TrialFigure> figures = settings.metrics().stream()
                .map(metric -> {
                    Row row = HeldOutUsers.row(rows, Double.toString(weight), metric);
                    return new TrialOutcome.TrialFigure(
                            metric,
                            row.getAs(ModelQuality.VALUE),
                            row.getAs(ModelQuality.LOW),
                            row.getAs(ModelQuality.HIGH));
                })
                .toList();
        return new TrialOutcome.Measured(
                weight,
                HeldOutUsers.score(
                        figures.stream().map(TrialOutcome.TrialFigure::value).toList()),
                figures);
    }
}
