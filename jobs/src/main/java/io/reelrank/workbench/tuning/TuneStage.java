package io.reelrank.workbench.tuning;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.TuneSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.TuningTrials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Searches better settings of the model on the held-out days of the date. */
public final class TuneStage implements Stage {
    private static final String OWN_SETTINGS = "tune settings";

    private final TuneSettings settings;
    private final ModelSettings model;
    private final EvaluationSettings evaluation;

    /**
     * @param settings the space and the limits of the search
     * @param model the current settings, which the first trial has
     * @param evaluation the settings of the evaluation
     */
    public TuneStage(TuneSettings settings, ModelSettings model, EvaluationSettings evaluation) {
        this.settings = settings;
        this.model = model;
        this.evaluation = evaluation;
    }

    @Override
    public String name() {
        return "tune";
    }

    @Override
    public String purpose() {
        return "searches better settings of the model on the held-out days, and writes the best as a conf file";
    }

    @Override
    public List<Input> reads() {
        return HeldOutUsers.inputs();
    }

    @Override
    public List<Table> writes() {
        return List.of(TuningTrials.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of(OWN_SETTINGS, Digest.of(List.of(settings, model, evaluation)));
    }

    @Override
    public void execute(StageContext run) {
        Path folder = new Path(run.root(), "tuning/date=" + run.date());
        try (HeldOutUsers heldOut = HeldOutUsers.open(run, evaluation)) {
            TrialRunner runner = new TrialRunner(settings, heldOut);
            TrialJournal<TrialOutcome> journal =
                    TrialJournal.open(run.storage(), folder, TrialOutcome[].class, digestOfInputs(run));
            List<SuccessiveHalving.NumberedTrial> trials = new SuccessiveHalving(settings, model)
                    .run(settingsOfTrial -> {
                        TrialOutcome outcome = journal.of(
                                known -> known.settings().equals(settingsOfTrial), () -> runner.of(settingsOfTrial));
                        run.step(line(outcome));
                        return outcome;
                    });
            SuccessiveHalving.NumberedTrial best = SuccessiveHalving.best(trials);
            run.write(TuningTrials.TABLE, run.spark().createDataFrame(rows(trials, best), TuningTrials.TABLE.schema()));
            conclude(run, folder, runner, trials, best);
        }
    }

    /** A digest of all inputs of a trial's outcome but the settings of the model. */
    private String digestOfInputs(StageContext run) {
        Map<String, String> determinants = new TreeMap<>(run.determinants());
        determinants.remove(OWN_SETTINGS);
        return Digest.of(List.of(determinants, evaluation, settings.metrics(), settings.popularityWeights()));
    }

    private void conclude(
            StageContext run,
            Path folder,
            TrialRunner runner,
            List<SuccessiveHalving.NumberedTrial> trials,
            SuccessiveHalving.NumberedTrial best) {
        ModelSettings winner = best.outcome().bestSettings();
        List<String> findings = new ArrayList<>();
        if (winner.equals(model)) {
            findings.add("no trial beat the settings as they are");
        } else {
            runner.compared(model, winner).forEach(row -> findings.add(finding(row)));
        }
        Path conf = new Path(folder, "best.conf");
        String text = new WinningConf(settings.space().keySet()).of(run.date(), trials.size(), model, winner, findings);
        run.storage().replace(conf, text.getBytes(StandardCharsets.UTF_8));
        run.output(conf.toString());
        run.note("trials", "%d, the best was number %d".formatted(trials.size(), best.number()));
        run.note("best", WinningConf.inOneLine(winner, settings.space().keySet()));
        findings.forEach(finding -> run.note("against the settings as they are, " + finding.split(" ", 2)[0], finding));
    }

    private static String finding(Row row) {
        double value = row.getAs(ModelQuality.VALUE);
        double difference = row.getAs(ModelQuality.DIFFERENCE);
        return String.format(
                Locale.ROOT,
                "%s %.4f instead of %.4f (difference %+.4f, 95%% interval %+.4f to %+.4f, p %.2g)",
                row.getAs(ModelQuality.METRIC),
                value,
                value - difference,
                difference,
                row.<Double>getAs(ModelQuality.DIFFERENCE_LOW),
                row.<Double>getAs(ModelQuality.DIFFERENCE_HIGH),
                row.<Double>getAs(ModelQuality.P));
    }

    private String line(TrialOutcome outcome) {
        StringBuilder line = new StringBuilder(
                WinningConf.inOneLine(outcome.bestSettings(), settings.space().keySet()));
        outcome.best()
                .figures()
                .forEach(figure ->
                        line.append(String.format(Locale.ROOT, ", %s %.4f", figure.metric(), figure.value())));
        return line.append(String.format(Locale.ROOT, ", %.0f s", outcome.seconds()))
                .toString();
    }

    private static List<Row> rows(List<SuccessiveHalving.NumberedTrial> trials, SuccessiveHalving.NumberedTrial best) {
        List<Row> rows = new ArrayList<>();
        for (SuccessiveHalving.NumberedTrial trial : trials) {
            ModelSettings trained = trial.outcome().settings();
            for (TrialOutcome.Measured measured : trial.outcome().measured()) {
                for (TrialOutcome.TrialFigure figure : measured.figures()) {
                    rows.add(RowFactory.create(
                            trial.number(),
                            measured.popularityWeight(),
                            figure.metric(),
                            trial.round(),
                            trained.rank(),
                            trained.iterations(),
                            trained.regularization(),
                            trained.frequencyExponent(),
                            trained.alpha(),
                            trained.unobservedWeight(),
                            figure.value(),
                            figure.low(),
                            figure.high(),
                            measured.score(),
                            trial.number() == best.number()
                                    && measured.equals(trial.outcome().best()),
                            trial.outcome().seconds()));
                }
            }
        }
        return rows;
    }
}
