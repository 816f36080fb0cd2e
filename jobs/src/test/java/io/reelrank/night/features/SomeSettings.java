package io.reelrank.night.features;

import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.QualitySettings;
import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.settings.WordsSettings;
import java.util.List;
import java.util.Map;

/** Settings that the tests of this package share. */
final class SomeSettings {
    /** λ 20; pull below -0.05; start after 3 s; half of others' completion; 3 times the complaints by at least 3 users. */
    static final QualitySettings QUALITY = new QualitySettings(20, 1e-6, 50, -0.05, 3, 0.5, 3, 3);

    private SomeSettings() {}

    /** Long views of 18 s; long_view 1, like 2, hide -4; max 5; history half of that; popularity halves in 2 days. */
    static FeaturesSettings halvingIn(double days) {
        return of(days, Map.of("long_view", 1.0, "like", 2.0, "hide", -4.0));
    }

    /** The same with other weights and nearly no decay. */
    static FeaturesSettings weighing(Map<String, Double> weights) {
        return of(1e6, weights);
    }

    private static FeaturesSettings of(double halfLifeDays, Map<String, Double> weights) {
        return new FeaturesSettings(
                30,
                18,
                new StrengthSettings(
                        halfLifeDays,
                        weights,
                        5.0,
                        Map.of("long_view", 0.5, "like", 1.0, "hide", -2.0),
                        new StrengthSettings.Watch(20, 1, 5, 0.5, 0.2),
                        new StrengthSettings.SupportSettings(Integer.MAX_VALUE, 1, 1, 1)),
                2.0,
                List.of("long_view", "like"),
                List.of(),
                1,
                3,
                QUALITY,
                new WordsSettings(20, 3, 0.3));
    }
}
