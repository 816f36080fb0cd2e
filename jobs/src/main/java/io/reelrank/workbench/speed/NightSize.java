package io.reelrank.workbench.speed;

import java.util.List;

/** The size of the platform whose night is measured. */
public enum NightSize {
    /** About 0.9 million rows of logs. */
    S(1, "10g"),
    /** About 9.2 million rows of logs: ten times S. */
    M(10, "10g"),
    /** About 30 million rows of logs: 33 times S, in less memory. */
    L(33, "4g");

    private static final int USERS = 10_000;
    private static final int NEW_USERS = 50;
    private static final int CREATORS = 500;
    private static final int VIDEOS = 4_000;
    private static final int NEW_VIDEOS = 200;

    /** The last of the simulated days. */
    static final String DATE = "2022-05-03";

    private final int times;
    private final String memory;

    NightSize(int times, String memory) {
        this.times = times;
        this.memory = memory;
    }

    /** The heap of the night. */
    String memory() {
        return memory;
    }

    /** The settings of the simulated platform, as {@code key=value}. */
    public List<String> platform() {
        return List.of(
                "simulate.seed=7",
                "simulate.start-date=2022-05-01",
                "simulate.days=3",
                "simulate.users=" + USERS * times,
                "simulate.new-users-per-day=" + NEW_USERS * times,
                "simulate.creators=" + CREATORS * times,
                "simulate.videos=" + VIDEOS * times,
                "simulate.new-videos-per-day=" + NEW_VIDEOS * times,
                "simulate.files-per-day=4",
                "simulate.corruption.repeated=0.002",
                "simulate.corruption.late=0.003",
                "simulate.corruption.broken=0.003");
    }

    /** The settings of the night, as {@code key=value}. */
    List<String> night() {
        return List.of(
                "features.test-days=1",
                "features.segments=[\"age_band+gender\", \"age_band\"]",
                "evaluation.mllib.iterations=0",
                // What is measured is what a night costs, whatever its model is worth.
                "gate.tolerance=1");
    }
}
