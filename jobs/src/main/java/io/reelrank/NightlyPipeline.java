package io.reelrank;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.night.clean.CleanStage;
import io.reelrank.night.collect.CollectStage;
import io.reelrank.night.drift.DriftStage;
import io.reelrank.night.features.FeaturesStage;
import io.reelrank.night.features.VariantsStage;
import io.reelrank.night.gate.GateStage;
import io.reelrank.night.model.ModelStage;
import io.reelrank.night.outcomes.OutcomesStage;
import io.reelrank.night.recommend.RecommendStage;
import io.reelrank.night.report.ReportStage;
import io.reelrank.night.serve.ServeStage;
import io.reelrank.workbench.tuning.AblateStage;
import io.reelrank.workbench.tuning.TuneStage;
import java.util.List;

/** Puts the stages together: the nine of a night, and those of tuning and ablation, which share the first three. */
final class NightlyPipeline {
    private NightlyPipeline() {}

    /** The stages of a night, in their order. */
    static Pipeline of(Settings settings) {
        return new Pipeline(List.of(
                collect(settings),
                clean(settings),
                features(settings),
                new DriftStage(settings.drift()),
                new ModelStage(
                        settings.model(),
                        settings.evaluation(),
                        settings.features(),
                        settings.ranker(),
                        settings.recommend(),
                        settings.summaryMetrics()),
                new RecommendStage(settings.recommend(), settings.model(), settings.ranker()),
                new OutcomesStage(settings.outcomes(), settings.sources()),
                new ReportStage(settings.report(), settings.features().trafficSources()),
                new GateStage(settings.gate(), settings.evaluation(), settings.model(), settings.features()),
                new ServeStage(settings.serve(), settings.sources().zone(), Digest.of(settings))));
    }

    /** The stages of {@code reelrank tune}. */
    static Pipeline tuning(Settings settings) {
        return new Pipeline(List.of(
                collect(settings),
                clean(settings),
                features(settings),
                new TuneStage(settings.tune(), settings.model(), settings.evaluation())));
    }

    /** The stages of {@code reelrank ablate}. */
    static Pipeline ablation(Settings settings) {
        return new Pipeline(List.of(
                collect(settings),
                clean(settings),
                features(settings),
                new VariantsStage(
                        settings.features(),
                        settings.ablation(),
                        settings.clean(),
                        settings.recommend().creatorIds(),
                        settings.sources().zone()),
                new AblateStage(settings.ablation(), settings.model(), settings.evaluation())));
    }

    private static CollectStage collect(Settings settings) {
        return new CollectStage(settings.sources(), settings.collect(), settings.privacy());
    }

    private static FeaturesStage features(Settings settings) {
        return new FeaturesStage(
                settings.features(),
                settings.clean(),
                settings.ranker(),
                settings.recommend(),
                settings.pairDays(),
                settings.sources().zone());
    }

    private static CleanStage clean(Settings settings) {
        return new CleanStage(
                settings.clean(),
                settings.recommend().creatorIds(),
                settings.sources().zone());
    }
}
