package io.reelrank;

import io.reelrank.collect.CollectStage;
import io.reelrank.features.FeaturesStage;
import io.reelrank.features.VariantsStage;
import io.reelrank.gate.GateStage;
import io.reelrank.model.ModelStage;
import io.reelrank.recommend.RecommendStage;
import io.reelrank.report.ReportStage;
import io.reelrank.serve.ServeStage;
import io.reelrank.settings.Settings;
import io.reelrank.stage.Pipeline;
import io.reelrank.tuning.AblateStage;
import io.reelrank.tuning.TuneStage;
import java.time.ZoneId;
import java.util.List;

/** The night: its stages in order; and the searches for better settings, which begin as a night does. */
final class NightlyPipeline {
    private NightlyPipeline() {}

    static Pipeline tuning(Settings settings) {
        return new Pipeline(List.of(
                new CollectStage(settings.sources(), settings.collect()),
                new FeaturesStage(
                        settings.features(),
                        settings.ranker(),
                        settings.recommend(),
                        settings.sources().zone()),
                new TuneStage(settings.tune(), settings.model(), settings.evaluation())));
    }

    static Pipeline ablation(Settings settings) {
        ZoneId zone = settings.sources().zone();
        return new Pipeline(List.of(
                new CollectStage(settings.sources(), settings.collect()),
                new FeaturesStage(settings.features(), settings.ranker(), settings.recommend(), zone),
                new VariantsStage(settings.features(), settings.ablation(), zone),
                new AblateStage(settings.ablation(), settings.model(), settings.evaluation())));
    }

    static Pipeline of(Settings settings) {
        ZoneId zone = settings.sources().zone();
        return new Pipeline(List.of(
                new CollectStage(settings.sources(), settings.collect()),
                new FeaturesStage(settings.features(), settings.ranker(), settings.recommend(), zone),
                new ModelStage(
                        settings.model(),
                        settings.evaluation(),
                        settings.features(),
                        settings.ranker(),
                        settings.recommend()),
                new RecommendStage(settings.recommend(), settings.model(), settings.ranker()),
                new ReportStage(settings.report(), settings.features().longViewSeconds()),
                new GateStage(settings.gate(), settings.evaluation(), settings.model()),
                new ServeStage(settings.serve(), zone)));
    }
}
