package io.reelrank.tuning;

import static org.apache.spark.sql.functions.col;

import io.reelrank.settings.AblationSettings;
import io.reelrank.settings.EvaluationSettings;
import io.reelrank.settings.ModelSettings;
import io.reelrank.settings.SettingsException;
import io.reelrank.stage.Digest;
import io.reelrank.stage.Input;
import io.reelrank.stage.InputException;
import io.reelrank.stage.Run;
import io.reelrank.stage.Stage;
import io.reelrank.tables.AblationResults;
import io.reelrank.tables.StrengthVariants;
import io.reelrank.tables.Table;
import io.reelrank.tables.TestPositives;
import io.reelrank.tables.TrainingSplit;
import io.reelrank.tables.VideoFeatures;
import io.reelrank.tables.VideoPopularity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures what each part of the strengths is worth, on the date's held out days. */
public final class AblateStage implements Stage {
    private static final String OWN = "ablation settings";

    private final AblationSettings settings;
    private final ModelSettings model;
    private final EvaluationSettings evaluation;

    /**
     * @param settings what is compared
     * @param model what is trained on each variant's strengths
     * @param evaluation how it is measured
     * @throws SettingsException if variants are compared by what is not measured
     */
    public AblateStage(AblationSettings settings, ModelSettings model, EvaluationSettings evaluation) {
        evaluation.requireMeasured("ablation.metrics", settings.metrics());
        this.settings = settings;
        this.model = model;
        this.evaluation = evaluation;
    }

    @Override
    public String name() {
        return "ablate";
    }

    @Override
    public String purpose() {
        return "measures what each part of the strengths is worth on the held out days";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.today(TrainingSplit.TABLE),
                Input.today(StrengthVariants.TABLE),
                Input.today(TestPositives.TABLE),
                Input.today(VideoPopularity.TABLE),
                Input.today(VideoFeatures.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(AblationResults.TABLE);
    }

    @Override
    public Map<String, String> determinants(Run run) {
        return Map.of(OWN, Digest.of(List.of(settings, model, evaluation)));
    }

    @Override
    public void execute(Run run) {
        Path folder = new Path(run.root(), "ablation/date=" + run.date());
        Path checkpoints = new Path(run.root(), "checkpoints/" + run.id());
        run.spark().sparkContext().setCheckpointDir(checkpoints.toString());
        Dataset<Row> training = run.read(TrainingSplit.TABLE)
                .select("user_idx", "video_idx", "strength")
                .persist();
        Dataset<Row> wanted = run.read(TestPositives.TABLE).persist();
        Dataset<Row> videos = run.read(VideoFeatures.TABLE).persist();
        Dataset<Row> variants = run.read(StrengthVariants.TABLE);
        try {
            if (wanted.isEmpty()) {
                throw new InputException(
                        "nothing to measure by on %s: nobody wanted anything new in the held out days; set features.test-days"
                                        .formatted(run.date())
                                + " above 0, or give a date with later logs");
            }
            Dataset<Row> popularity =
                    run.read(VideoPopularity.TABLE).filter(col("as_of").equalTo("split"));
            HeldOut heldOut = new HeldOut(evaluation, training, wanted, videos, popularity);
            Ablation ablation = new Ablation(model, settings.confidence(), training, videos, heldOut);
            AblationTable table = new AblationTable(settings.metrics());
            Findings noted = Findings.open(run.storage(), folder, judged(run));
            Map<String, Ablation.Finding> findings = new TreeMap<>();
            findings.put(AblationResults.AS_SET, noted.of(ablation.mass(), ablation::found));
            run.step(table.line(AblationResults.AS_SET, findings.get(AblationResults.AS_SET)));
            for (String name : settings.variants().keySet()) {
                findings.put(
                        name,
                        finding(
                                ablation,
                                noted,
                                name,
                                variants.filter(col("variant").equalTo(name))));
                run.step(table.line(name, findings.get(name)));
            }
            run.write(
                    AblationResults.TABLE,
                    run.spark().createDataFrame(table.rows(findings), AblationResults.TABLE.schema()));
            Path file = new Path(folder, "table.md");
            run.storage().replace(file, table.markdown(findings).getBytes(StandardCharsets.UTF_8));
            run.output(file.toString());
            table.best(findings).forEach(name -> run.note(name, table.line(name, findings.get(name))));
        } finally {
            List.of(training, wanted, videos).forEach(Dataset::unpersist);
            run.storage().delete(checkpoints);
        }
    }

    private static Ablation.Finding finding(Ablation ablation, Findings noted, String name, Dataset<Row> strengths) {
        Ablation.Mass mass = Ablation.Mass.of(strengths);
        if (mass.pairs() == 0) {
            throw new SettingsException(
                    "illegal setting reelrank.ablation.variants.\"%s\": must leave some pair a strength"
                            .formatted(name));
        }
        return noted.of(mass, () -> ablation.found(strengths, mass));
    }

    /** What else than the strengths a finding follows from. */
    private String judged(Run run) {
        Map<String, String> from = new TreeMap<>(run.determinants());
        from.remove(OWN);
        from.remove("table " + Input.today(StrengthVariants.TABLE));
        return Digest.of(List.of(from, model, evaluation, settings.confidence()));
    }
}
