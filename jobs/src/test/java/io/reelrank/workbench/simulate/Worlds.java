package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SimulateSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small platforms to test with. */
final class Worlds {
    private Worlds() {}

    /** A few hundred users; more settings as {@code key=value} below {@code simulate.}. */
    static SimulateSettings small(String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "simulate.users=300",
                "simulate.new-users-per-day=10",
                "simulate.creators=60",
                "simulate.videos=600",
                "simulate.new-videos-per-day=25",
                "simulate.catalogue-days=40",
                "simulate.days=3",
                "simulate.files-per-day=2"));
        Arrays.stream(more).map(setting -> "simulate." + setting).forEach(overrides::add);
        return Settings.load(Optional.empty(), overrides).simulate();
    }

    /** The same with every kind of dirt and with bots. */
    static SimulateSettings dirty(String... more) {
        List<String> dirt = new ArrayList<>(List.of(
                "corruption.repeated=0.01",
                "corruption.repeated-next-day=0.01",
                "corruption.late=0.02",
                "corruption.broken=0.02",
                "corruption.clock=0.01",
                "corruption.corrected=0.5",
                "bots.share=0.02",
                "bots.exposures-per-day=300"));
        dirt.addAll(Arrays.asList(more));
        return small(dirt.toArray(String[]::new));
    }
}
