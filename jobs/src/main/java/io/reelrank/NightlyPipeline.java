package io.reelrank;

import io.reelrank.clean.CleanStage;
import io.reelrank.collect.CollectStage;
import io.reelrank.features.FeaturesStage;
import io.reelrank.gate.GateStage;
import io.reelrank.model.ModelStage;
import io.reelrank.recommend.RecommendStage;
import io.reelrank.report.ReportStage;
import io.reelrank.serve.ServeStage;
import io.reelrank.settings.Settings;
import io.reelrank.stage.Pipeline;
import io.reelrank.tuning.TuneStage;
import java.time.ZoneId;
import java.util.List;

/** The night: its stages in order; and the search for better settings, which begins as a night does. */
final class NightlyPipeline {
    private NightlyPipeline() {}

    static Pipeline tuning(Settings settings) {
        return new Pipeline(List.of(
                new CollectStage(settings.sources(), settings.collect()),
                cleaning(settings),
                new FeaturesStage(
                        settings.features(),
                        settings.clean(),
                        settings.ranker(),
                        settings.recommend(),
                        settings.sources().zone()),
                new TuneStage(settings.tune(), settings.model(), settings.evaluation())));
    }

    static Pipeline of(Settings settings) {
        ZoneId zone = settings.sources().zone();
        return new Pipeline(List.of(
                new CollectStage(settings.sources(), settings.collect()),
                cleaning(settings),
                new FeaturesStage(settings.features(), settings.clean(), settings.ranker(), settings.recommend(), zone),
                new ModelStage(
                        settings.model(),
                        settings.evaluation(),
                        settings.features(),
                        settings.ranker(),
                        settings.recommend()),
                new RecommendStage(settings.recommend(), settings.model(), settings.ranker()),
                new ReportStage(
                        settings.report(),
                        settings.features().longViewSeconds(),
                        settings.recommend().creatorIds()),
                new GateStage(settings.gate(), settings.evaluation(), settings.model()),
                new ServeStage(settings.serve(), zone)));
    }

    private static CleanStage cleaning(Settings settings) {
        return new CleanStage(
                settings.clean(),
                settings.recommend().creatorIds(),
                settings.sources().zone());
    }
}
