package io.reelrank.workbench.tuning;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.AblationSettings;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AblationResults;
import io.reelrank.core.tables.StrengthVariants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures what each part of the strengths is worth, on the held-out days of the date. */
public final class AblateStage implements Stage {
    private static final String OWN_SETTINGS = "ablation settings";

    private final AblationSettings settings;
    private final ModelSettings model;
    private final EvaluationSettings evaluation;

    /**
     * @param settings the variants and the metrics
     * @param model the settings of training
     * @param evaluation the settings of the evaluation
     */
    public AblateStage(AblationSettings settings, ModelSettings model, EvaluationSettings evaluation) {
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
        return "measures what each part of the strengths is worth on the held-out days";
    }

    @Override
    public List<Input> reads() {
        List<Input> inputs = new ArrayList<>(HeldOutUsers.inputs());
        inputs.add(Input.today(StrengthVariants.TABLE));
        return inputs;
    }

    @Override
    public List<Table> writes() {
        return List.of(AblationResults.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of(OWN_SETTINGS, Digest.of(List.of(settings, model, evaluation)));
    }

    @Override
    public void execute(StageContext run) {
        Path folder = new Path(run.root(), "ablation/date=" + run.date());
        Dataset<Row> variants = run.read(StrengthVariants.TABLE);
        try (HeldOutUsers heldOut = HeldOutUsers.open(run, evaluation)) {
            StrengthAblation ablation = new StrengthAblation(model, settings.confidence(), heldOut);
            AblationTable table = new AblationTable(settings.metrics());
            TrialJournal<StrengthAblation.Finding> journal =
                    TrialJournal.open(run.storage(), folder, StrengthAblation.Finding[].class, digestOfInputs(run));
            Map<String, StrengthAblation.Finding> findings = new TreeMap<>();
            findings.put(AblationResults.AS_SET, journal.of(hasMass(ablation.mass()), ablation::baseline));
            run.step(table.line(AblationResults.AS_SET, findings.get(AblationResults.AS_SET)));
            for (String name : settings.variants().keySet()) {
                findings.put(
                        name,
                        finding(
                                ablation,
                                journal,
                                name,
                                variants.filter(col(AblationResults.VARIANT).equalTo(name))));
                run.step(table.line(name, findings.get(name)));
            }
            run.write(
                    AblationResults.TABLE,
                    run.spark().createDataFrame(table.rows(findings), AblationResults.TABLE.schema()));
            Path file = new Path(folder, "table.md");
            run.storage().replace(file, table.markdown(findings).getBytes(StandardCharsets.UTF_8));
            run.output(file.toString());
            table.best(findings).forEach(name -> run.note(name, table.line(name, findings.get(name))));
        }
    }

    private static StrengthAblation.Finding finding(
            StrengthAblation ablation,
            TrialJournal<StrengthAblation.Finding> journal,
            String name,
            Dataset<Row> strengths) {
        StrengthAblation.Mass mass = StrengthAblation.Mass.of(strengths);
        if (mass.pairs() == 0) {
            throw new SettingsException(
                    "illegal setting reelrank.ablation.variants.\"%s\": must leave some pair a strength"
                            .formatted(name));
        }
        return journal.of(hasMass(mass), () -> ablation.variant(strengths, mass));
    }

    /** Variants of the same strengths share a finding, whatever their names. */
    private static Predicate<StrengthAblation.Finding> hasMass(StrengthAblation.Mass mass) {
        return finding -> finding.mass().equals(mass);
    }

    /** A digest of all inputs of a finding but the strengths. */
    private String digestOfInputs(StageContext run) {
        Map<String, String> determinants = new TreeMap<>(run.determinants());
        determinants.remove(OWN_SETTINGS);
        determinants.remove("table " + Input.today(StrengthVariants.TABLE));
        return Digest.of(List.of(determinants, model, evaluation, settings.confidence()));
    }
}
