package io.reelrank.training;

import static org.apache.spark.sql.functions.lit;

import io.reelrank.als.AlternatingSweeps;
import io.reelrank.als.Factorization;
import io.reelrank.als.FeaturePrior;
import io.reelrank.als.ModelLoss;
import io.reelrank.als.Sweep;
import io.reelrank.als.SweepSettings;
import io.reelrank.settings.ModelSettings;
import io.reelrank.settings.ModelSettings.Scaling;
import io.reelrank.settings.ModelSettings.Solver;
import io.reelrank.solver.InitialFactors;
import io.reelrank.solver.Objective;
import io.reelrank.solver.Regularization;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Implicit-feedback ALS as the settings want it: by our own solver, or by Spark's MLlib to be measured against. */
public final class ImplicitAls {
    // As in Rendle, Krichene, Zhang, Koren 2021.
    private static final double FIRST_SCALE = 0.1;
    private static final long MEGA = 1_000_000;

    private final ModelSettings settings;
    private final Optional<Dataset<Row>> videos;

    /**
     * Training that knows nothing of videos but who met them.
     *
     * @param settings of training
     */
    public ImplicitAls(ModelSettings settings) {
        this(settings, Optional.empty());
    }

    /**
     * @param settings of training
     * @param videos rows of {@code video_features}, for the prior that the settings may want
     */
    public ImplicitAls(ModelSettings settings, Dataset<Row> videos) {
        this(settings, Optional.of(videos));
    }

    private ImplicitAls(ModelSettings settings, Optional<Dataset<Row>> videos) {
        this.settings = settings;
        this.videos = videos;
    }

    /** What is minimised with these settings, whoever does it. */
    public static Objective objective(ModelSettings settings) {
        Regularization regularization = settings.scaling() == Scaling.POSITIVES
                ? new Regularization.PositiveScaled(settings.regularization())
                : new Regularization.FrequencyScaled(settings.regularization(), settings.frequencyExponent());
        return new Objective(settings.alpha(), settings.unobservedWeight(), regularization);
    }

    /** Trains from random factors, and tells nobody how it goes. */
    public Factors train(Dataset<Row> interactions) {
        return train(interactions, Optional.empty(), sweep -> {});
    }

    /**
     * Trains.
     *
     * @param interactions {@code user_idx, video_idx, strength}, each pair once; rows of strength 0 say nothing and are left
     *     out
     * @param warm {@code video_idx, factors}, each [rank], to begin with; MLlib begins with random factors all the same
     * @param observer told about every sweep; MLlib tells nothing
     * @throws IllegalStateException when the Spark context has no checkpoint folder
     */
    public Factors train(Dataset<Row> interactions, Optional<Dataset<Row>> warm, Consumer<Sweep> observer) {
        // Long lineages overflow the stack, and MLlib leaves checkpoints out without a word.
        if (interactions.sparkSession().sparkContext().getCheckpointDir().isEmpty()) {
            throw new IllegalStateException("ALS needs a checkpoint folder: SparkContext.setCheckpointDir");
        }
        if (settings.solver() == Solver.MLLIB) {
            return new MllibAls(settings).train(interactions);
        }
        Optional<FeaturePrior> prior = videos.flatMap(known -> PriorFeatures.of(known, interactions, settings));
        Factorization found = sweeps().run(interactions, warm, prior, observer);
        return new Factors(
                found.users(),
                found.items()
                        .withColumn("origin", lit(Factors.BY_INTERACTIONS))
                        .unionByName(found.mapped().withColumn("origin", lit(Factors.BY_FEATURES))),
                settings.rank());
    }

    /** Our own training with these settings, whichever solver they name. */
    public AlternatingSweeps sweeps() {
        return new AlternatingSweeps(objective(settings), sweepSettings());
    }

    /** What is minimised, for the factors of whichever solver. */
    public ModelLoss loss() {
        return new ModelLoss(objective(settings), sweepSettings());
    }

    private SweepSettings sweepSettings() {
        return new SweepSettings(
                settings.rank(),
                settings.iterations(),
                settings.stall(),
                settings.blocks(),
                new InitialFactors(settings.seed(), FIRST_SCALE),
                settings.broadcastMegabytes() * MEGA,
                settings.gradientSteps(),
                settings.checkpointInterval());
    }
}
