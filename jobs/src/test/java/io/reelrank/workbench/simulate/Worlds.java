package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SimulateSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Settings of small platforms. */
final class Worlds {
    private Worlds() {}

    /** A few hundred users.
     *
     * @param more further settings as {@code key=value}, relative to {@code simulate}
     */
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

    /** A few hundred users, bots, and every kind of corrupted rows. */
    static SimulateSettings corrupted(String... more) {
        List<String> corruption = new ArrayList<>(List.of(
                "corruption.repeated=0.01",
                "corruption.repeated-next-day=0.01",
                "corruption.late=0.02",
                "corruption.broken=0.02",
                "corruption.clock=0.01",
                "corruption.corrected=0.5",
                "bots.share=0.02",
                "bots.exposures-per-day=300"));
        corruption.addAll(Arrays.asList(more));
        return small(corruption.toArray(String[]::new));
    }
}
