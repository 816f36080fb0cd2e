package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.ModelSettings.PriorSettings;
import io.reelrank.core.settings.ModelSettings.RegularizationScaling;
import io.reelrank.core.settings.ModelSettings.Solver;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.als.AlternatingSweeps;
import io.reelrank.engine.als.ColdStartItems;
import io.reelrank.engine.als.Factorization;
import io.reelrank.engine.als.FeaturePrior;
import io.reelrank.engine.als.InsufficientHeapException;
import io.reelrank.engine.als.ModelLoss;
import io.reelrank.engine.als.Sweep;
import io.reelrank.engine.als.SweepCheckpoints;
import io.reelrank.engine.als.SweepSettings;
import io.reelrank.engine.solver.InitialFactors;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.Regularization;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Implicit-feedback ALS by the settings: with our own solver, or with Spark's MLlib to compare with. */
public final class ImplicitAls {
    // The scale of the first factors, as in Rendle, Krichene, Zhang, Koren 2021.
    private static final double FIRST_SCALE = 0.1;
    private static final long MEGA = 1_000_000;

    private final ModelSettings settings;
    private final Optional<Dataset<Row>> videos;

    /**
     * Training from interactions alone, without features of videos.
     *
     * @param settings of training
     */
    public ImplicitAls(ModelSettings settings) {
        this(settings, Optional.empty());
    }

    /**
     * @param settings of training
     * @param videos rows of {@code video_features}, for the factors of videos without interactions, and for the prior
     *     if the settings have one
     */
    public ImplicitAls(ModelSettings settings, Dataset<Row> videos) {
        this(settings, Optional.of(videos));
    }

    private ImplicitAls(ModelSettings settings, Optional<Dataset<Row>> videos) {
        this.settings = settings;
        this.videos = videos;
    }

    /** The objective that these settings minimise, whichever solver does it. */
    public static Objective objective(ModelSettings settings) {
        Regularization regularization = settings.scaling() == RegularizationScaling.POSITIVES
                ? new Regularization.PositiveScaled(settings.regularization())
                : new Regularization.FrequencyScaled(settings.regularization(), settings.frequencyExponent());
        return new Objective(settings.alpha(), settings.unobservedWeight(), regularization);
    }

    /** Trains from random factors, without an observer. */
    public Factors train(Dataset<Row> interactions) {
        return train(interactions, Optional.empty(), sweep -> {}, SweepCheckpoints.none());
    }

    /** Trains, and keeps no checkpoints. */
    public Factors train(Dataset<Row> interactions, Optional<Dataset<Row>> warm, Consumer<Sweep> observer) {
        return train(interactions, warm, observer, SweepCheckpoints.none());
    }

    /**
     * Trains.
     *
     * @param interactions {@code user_idx, video_idx, strength}, each pair once; rows of strength 0 are ignored
     * @param warm {@code video_idx, factors}, each [rank], to start from; MLlib always starts from random factors
     * @param observer told about every sweep; MLlib does not report sweeps
     * @param checkpoints from which an interrupted training goes on; MLlib starts anew
     * @throws IllegalStateException if the Spark context has no checkpoint folder
     * @throws SettingsException if our own training may not fit into an executor's heap, or if MLlib's regularization is
     *     too weak for few ratings
     */
    public Factors train(
            Dataset<Row> interactions,
            Optional<Dataset<Row>> warm,
            Consumer<Sweep> observer,
            SweepCheckpoints checkpoints) {
        // Long lineages overflow the stack, and MLlib silently skips checkpoints without a folder.
        if (interactions.sparkSession().sparkContext().getCheckpointDir().isEmpty()) {
            throw new IllegalStateException("ALS needs a checkpoint folder: SparkContext.setCheckpointDir");
        }
        return settings.solver() == Solver.MLLIB
                ? withNewVideos(new MllibAls(settings).train(interactions), interactions)
                : sweep(interactions, warm, observer, checkpoints);
    }

    private Factors sweep(
            Dataset<Row> interactions,
            Optional<Dataset<Row>> warm,
            Consumer<Sweep> observer,
            SweepCheckpoints checkpoints) {
        PriorSettings priorSettings = settings.featurePrior();
        Optional<FeaturePrior> prior = videos.filter(known -> priorSettings.isOn())
                .flatMap(known -> PriorFeatures.of(
                        known, interactions, priorSettings, settings.regularization() / priorSettings.weight()));
        Factorization found = withinHeap(() -> sweeps().run(interactions, warm, prior, observer, checkpoints));
        Factors trained = new Factors(
                found.users(),
                found.items()
                        .withColumn(EngineColumns.ORIGIN, lit(Factors.BY_INTERACTIONS))
                        .unionByName(found.coldItems().withColumn(EngineColumns.ORIGIN, lit(Factors.BY_FEATURES))),
                settings.rank());
        return prior.isPresent() ? trained : withNewVideos(trained, interactions);
    }

    /** Adds the factors of videos without interactions, by regression on their features. */
    private Factors withNewVideos(Factors trained, Dataset<Row> interactions) {
        PriorSettings priorSettings = settings.featurePrior();
        return videos.filter(known -> priorSettings.ridge() > 0)
                .flatMap(known -> PriorFeatures.of(known, interactions, priorSettings, priorSettings.ridge()))
                .map(features -> ColdStartItems.of(features, trained.videos(), trained.rank(), settings.blocks()))
                .map(regressed -> new Factors(
                        trained.users(),
                        trained.videos()
                                .unionByName(regressed.withColumn(EngineColumns.ORIGIN, lit(Factors.BY_FEATURES))),
                        trained.rank()))
                .orElse(trained);
    }

    /**
     * Solves users exactly for the trained factors of the videos: {@link AlternatingSweeps#foldIn}, even where the
     * settings name MLlib.
     *
     * @param interactions {@code user_idx, video_idx, strength} of the users, each pair once
     * @param videos {@code video_idx, factors}, each [rank]
     * @param trained how many videos there were in training
     * @return {@code user_idx, factors}
     * @throws SettingsException if it may not fit into an executor's heap
     */
    public Dataset<Row> foldIn(Dataset<Row> interactions, Dataset<Row> videos, long trained) {
        return withinHeap(() -> sweeps().foldIn(interactions, videos, trained));
    }

    private AlternatingSweeps sweeps() {
        return new AlternatingSweeps(objective(settings), sweepSettings());
    }

    /** Names the settings that would let a refused factorisation fit. */
    private static <T> T withinHeap(Supplier<T> factorisation) {
        try {
            return factorisation.get();
        } catch (InsufficientHeapException refused) {
            throw new SettingsException(message(refused), refused);
        }
    }

    /** What is needed and what there is, and which settings to change. */
    static String message(InsufficientHeapException refused) {
        InsufficientHeapException.HeapRemedy remedy = refused.remedy();
        return String.format(
                Locale.ROOT,
                "%s: set reelrank.model.rank to %d, or reelrank.model.blocks to %d or more, or"
                        + " reelrank.model.broadcast-mb below %,.0f, or give an executor %,.0f MB",
                refused.getMessage(),
                remedy.rank(),
                remedy.blocks(),
                remedy.broadcastBytes() / MEGA,
                remedy.heapBytes() / MEGA);
    }

    /** The loss by these settings, for factors of any solver. */
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
                settings.splitPairs(),
                settings.checkpointInterval());
    }
}
