package io.reelrank.workbench.speed;

import java.util.List;

/**
 * What nights over the same files cost: the medians of the rounds.
 *
 * @param size the size of the platform
 * @param rounds how often each commit's night ran
 * @param commit the commit of this jar
 * @param night its night
 * @param floors the floors of {@code collect} and {@code features}
 * @param against the night of the other commit; none or one
 */
public record NightRaceResult(
        NightSize size,
        int rounds,
        String commit,
        NightCosts night,
        List<StageCosts> floors,
        List<OtherNight> against) {
    /**
     * The night of another commit.
     *
     * @param commit the commit
     * @param night its night
     * @param faster its seconds over those of this commit
     */
    public record OtherNight(String commit, NightCosts night, double faster) {
        static OtherNight of(String commit, NightCosts night, NightCosts own) {
            return new OtherNight(commit, night, night.seconds() / own.seconds());
        }
    }

    /** The seconds of the night's stages over those of the floors. */
    public double ratio() {
        return night.seconds()
                / floors.stream().mapToDouble(StageCosts::seconds).sum();
    }
}
