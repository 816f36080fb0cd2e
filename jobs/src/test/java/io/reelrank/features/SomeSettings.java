package io.reelrank.features;

import io.reelrank.settings.FeaturesSettings;
import java.util.List;
import java.util.Map;

/** Settings that the tests of this package share. */
final class SomeSettings {
    private SomeSettings() {}

    /** Long views of 18 s; long_view 1, like 2, hide -4; at most 5; history half; popularity halves in 2 days. */
    static FeaturesSettings halvingIn(double days) {
        return new FeaturesSettings(
                30,
                days,
                18,
                Map.of("long_view", 1.0, "like", 2.0, "hide", -4.0),
                5.0,
                0.5,
                2.0,
                List.of("long_view", "like"),
                List.of(),
                1,
                3,
                20,
                3);
    }
}
