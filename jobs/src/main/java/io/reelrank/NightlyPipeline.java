package io.reelrank;

import io.reelrank.collect.CollectStage;
import io.reelrank.features.FeaturesStage;
import io.reelrank.model.ModelStage;
import io.reelrank.recommend.RecommendStage;
import io.reelrank.settings.Settings;
import io.reelrank.stage.Pipeline;
import java.util.List;

/** The night: its stages in order. */
final class NightlyPipeline {
    private NightlyPipeline() {}

    static Pipeline of(Settings settings) {
        return new Pipeline(List.of(
                new CollectStage(settings.sources(), settings.collect()),
                new FeaturesStage(settings.features(), settings.sources().zone()),
                new ModelStage(settings.model()),
                new RecommendStage(settings.recommend())));
    }
}
