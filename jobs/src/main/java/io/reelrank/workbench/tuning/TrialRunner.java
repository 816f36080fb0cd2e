package io.reelrank.workbench.tuning;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.TuneSettings;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Trains on the days before the held out ones and measures on these, with whatever settings it is given. */
final class TrialRunner {
    private static final double NANOS = 1e9;

    private final TuneSettings settings;
    private final HeldOutUsers heldOut;

    /**
     * @param settings what trials are judged by
     * @param heldOut what is trained on, and measures
     */
    TrialRunner(TuneSettings settings, HeldOutUsers heldOut) {
        this.settings = settings;
        this.heldOut = heldOut;
    }

    /** Trains and measures with every weight of recent popularity. */
    TrialOutcome of(ModelSettings model) {
        long start = System.nanoTime();
        Factors factors = trained(model);
        Ranking plain = heldOut.ranking(0, factors);
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        for (double weight : settings.popularityWeights()) {
            rankings.put(Double.toString(weight), heldOut.blended(plain, weight));
        }
        List<Row> figures = heldOut.measured(rankings, List.of(factors));
        List<TrialOutcome.Measured> measured = new ArrayList<>();
        for (double weight : settings.popularityWeights()) {
            measured.add(measured(weight, figures));
        }
        return new TrialOutcome(model, measured, (System.nanoTime() - start) / NANOS);
    }

    /**
     * Two models measured on the same users.
     *
     * @return for each metric that trials are judged by, the row of the second model with its difference to the first
     */
    List<Row> compared(ModelSettings first, ModelSettings second) {
        List<Factors> factors = List.of(trained(first), trained(second));
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put("first", heldOut.blended(heldOut.ranking(0, factors.get(0)), first.popularityWeight()));
        rankings.put("second", heldOut.blended(heldOut.ranking(1, factors.get(1)), second.popularityWeight()));
        List<Row> rows = heldOut.measured(rankings, factors);
        return settings.metrics().stream()
                .map(metric -> HeldOutUsers.row(rows, "second", metric))
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
                            metric, row.getAs("value"), row.getAs("low"), row.getAs("high"));
                })
                .toList();
        return new TrialOutcome.Measured(
                weight,
                HeldOutUsers.score(
                        figures.stream().map(TrialOutcome.TrialFigure::value).toList()),
                figures);
    }
}
