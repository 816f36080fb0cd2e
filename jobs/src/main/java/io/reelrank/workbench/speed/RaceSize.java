package io.reelrank.workbench.speed;

import java.io.Serializable;

/**
 * A size of drawn ratings.
 *
 * @param name the name in results
 * @param users the number of users
 * @param items the number of items
 * @param pairs about the number of pairs
 */
public record RaceSize(String name, int users, int items, long pairs) implements Serializable {
    /** 20 thousand users, 5 thousand items, 1 million pairs. */
    public static final RaceSize S = new RaceSize("S", 20_000, 5_000, 1_000_000);

    /** 100 thousand users, 20 thousand items, 10 million pairs. */
    public static final RaceSize M = new RaceSize("M", 100_000, 20_000, 10_000_000);

    /** 500 thousand users, 50 thousand items, 30 million pairs. */
    public static final RaceSize L = new RaceSize("L", 500_000, 50_000, 30_000_000);

    /** 30 thousand users, 41 thousand items, 820 thousand pairs: most users and items have fewer than 64 pairs. */
    public static final RaceSize SHORT = new RaceSize("short", 30_000, 41_000, 820_000);
}
