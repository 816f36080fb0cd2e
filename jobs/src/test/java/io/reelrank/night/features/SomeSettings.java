package io.reelrank.night.features;

import io.reelrank.TestSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.QualitySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings that the tests of this package share. */
final class SomeSettings {
    static final QualitySettings QUALITY = of(7, Map.of()).quality();

    private SomeSettings() {}

    /** Strengths with a half-life; the other values are below. */
    static FeaturesSettings halvingIn(double days) {
        return of(days, Map.of("long_view", 1.0, "like", 2.0, "hide", -4.0));
    }

    /** The same with other weights, and hardly any decay. */
    static FeaturesSettings weighing(Map<String, Double> weights) {
        return of(1e6, weights);
    }

    private static FeaturesSettings of(double halfLifeDays, Map<String, Double> weights) {
        List<String> values = new ArrayList<>(List.of(
                "long-view-seconds=18",
                "half-life-days=" + halfLifeDays,
                "max-strength=5",
                "history={ long_view = 0.5, like = 1, hide = -2 }",
                "watch={ groups = 20, min-plays = 1, max-loops = 5, above = 0.5, skip-below = 0.2 }",
                "max-pairs-per-user=2147483647",
                "max-video-share=1",
                "min-user-pairs=1",
                "min-video-users=1",
                "popularity-half-life-days=2",
                "relevant=[long_view, like]",
                "segment-min-users=1",
                "test-days=3",
                "quality.regularization=20",
                "quality.tolerance=1e-6",
                "quality.sweeps=50",
                "quality.low-pull=-0.05",
                "quality.start-seconds=3",
                "quality.clickbait-completion=0.5",
                "quality.complaint-times=3",
                "quality.complaint-users=3",
                "strength=null",
                "strength={}"));
        weights.forEach((kind, weight) -> values.add("strength." + kind + "=" + weight));
        return TestSettings.section("features", values.toArray(String[]::new)).features();
    }
}
