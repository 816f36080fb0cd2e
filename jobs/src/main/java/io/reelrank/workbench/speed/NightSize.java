package io.reelrank.workbench.speed;

import java.util.List;

/** The size of the platform whose night is measured. */
public enum NightSize {
    /** About 0.9 million rows of logs. */
    S(10),
    /** About 9.2 million rows of logs: ten times S. */
    M(1);

    private static final int USERS = 100_000;
    private static final int NEW_USERS = 500;
    private static final int CREATORS = 5_000;
    private static final int VIDEOS = 40_000;
    private static final int NEW_VIDEOS = 2_000;

    /** The last of the simulated days. */
    static final String DATE = "2022-05-03";

    private final int part;

    NightSize(int part) {
        this.part = part;
    }

    /** The settings of the simulated platform, as {@code key=value}. */
    public List<String> platform() {
        return List.of(
                "simulate.seed=7",
                "simulate.start-date=2022-05-01",
                "simulate.days=3",
                "simulate.users=" + USERS / part,
                "simulate.new-users-per-day=" + NEW_USERS / part,
                "simulate.creators=" + CREATORS / part,
                "simulate.videos=" + VIDEOS / part,
                "simulate.new-videos-per-day=" + NEW_VIDEOS / part,
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
                "evaluation.mllib.iterations=0");
    }
}
