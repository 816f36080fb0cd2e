package io.reelrank.workbench.simulate;

/** A length class of videos, as people speak of lengths. */
enum VideoLength {
    UNDER_15S("under_15s", 15_000),
    UP_TO_1M("15s_to_60s", 60_000),
    UP_TO_3M("1m_to_3m", 180_000),
    OVER_3M("over_3m", Long.MAX_VALUE);

    private final String key;
    private final long endMs;

    VideoLength(String key, long endMs) {
        this.key = key;
        this.endMs = endMs;
    }

    /** The class of a duration in milliseconds. */
    static VideoLength of(long durationMs) {
        for (VideoLength length : values()) {
            if (durationMs < length.endMs) {
                return length;
            }
        }
        return OVER_3M;
    }

    /** The name in {@code truth/creators}. */
    String key() {
        return key;
    }
}
