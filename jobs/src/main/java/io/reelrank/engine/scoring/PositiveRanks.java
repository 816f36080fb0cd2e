package io.reelrank.engine.scoring;

import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts what comes before the positives of a batch of users, block by block. A block's scores must all be above
 * negative infinity and below positive infinity, except those of excluded items, which are negative infinity.
 */
final class PositiveRanks {
    /** Kernels may add in another order in fewer columns than this, at the end of a block. */
    private static final int WHOLE_COLUMNS = 2 * Matrix.LANES;

    /** [users + 1] the index of each user's first positive. */
    private final int[] firsts;
    /** [positives] */
    private final int[] positions;
    /** [positives] */
    private final int[] slots;
    /** [positives] their scores. */
    private final float[] bounds;
    /** [positives × LANES] how many items are above each, in parts. */
    private final int[] above;
    /** [positives] how many items have the same score and a lower position. */
    private final int[] tiedBefore;
    /** [positives] the positives whose score another item of a block has. */
    private final int[] tied;

    /**
     * @param queries [users] what is asked for
     * @param index the slots of the items
     */
    PositiveRanks(RankQuery[] queries, SlotIndex index) {
        this.firsts = new int[queries.length + 1];
        for (int user = 0; user < queries.length; user++) {
            firsts[user + 1] = firsts[user] + queries[user].positives().length;
        }
        this.positions = Arrays.stream(queries)
                .flatMapToInt(query -> Arrays.stream(query.positives()))
                .toArray();
        this.slots = index.at(positions);
        this.bounds = new float[positions.length];
        this.above = new int[positions.length * Matrix.LANES];
        this.tiedBefore = new int[positions.length];
        this.tied = new int[positions.length];
    }

    /**
     * Scores the positives. The kernels add in the same order as for their blocks, so the scores are the same to the
     * last bit.
     *
     * @param items all items
     * @param rank the length of their factors
     * @param scores has taken the users
     */
    void score(PackedItems items, int rank, BlockScores scores) {
        if (slots.length == 0) {
            return;
        }
        int last = items.blocks().length - 1;
        int[] sorted = Arrays.stream(slots)
                .filter(slot -> slot < items.first(last))
                .sorted()
                .distinct()
                .toArray();
        int whole = (sorted.length + WHOLE_COLUMNS - 1) / WHOLE_COLUMNS * WHOLE_COLUMNS;
        PackedItems some = items.some(
                IntStream.range(0, whole)
                        .map(i -> sorted[Math.min(i, sorted.length - 1)])
                        .toArray(),
                rank);
        int[] columns = Arrays.stream(slots)
                .map(slot -> slot < items.first(last) ? Arrays.binarySearch(sorted, slot) : -1)
                .toArray();
        for (int block = 0; block < some.blocks().length; block++) {
            scores.score(some, block);
            read(columns, some.first(block), some.width(block), scores);
        }
        scores.score(items, last);
        read(slots, items.first(last), items.width(last), scores);
    }

    /** Reads the scores of the positives in some columns. */
    private void read(int[] columns, int first, int width, BlockScores scores) {
        for (int user = 0; user + 1 < firsts.length; user++) {
            for (int i = firsts[user]; i < firsts[user + 1]; i++) {
                if (columns[i] >= first && columns[i] < first + width) {
                    // Adding zero turns a negative zero into a positive one.
                    bounds[i] = scores.score(user, columns[i] - first) + 0f;
                }
            }
        }
    }

    /** Counts the items of a block whose scores were computed and masked. */
    void count(PackedItems items, int block, BlockScores scores) {
        int first = items.first(block);
        int width = items.width(block);
        for (int user = 0; user + 1 < firsts.length; user++) {
            int found = scores.addAbove(user, width, this);
            for (int at = 0; at < found; at++) {
                int i = tied[at];
                for (int item = 0; item < width; item++) {
                    if (scores.score(user, item) == bounds[i] && items.order()[first + item] < positions[i]) {
                        tiedBefore[i]++;
                    }
                }
            }
        }
    }

    /** [positives] the ranks of a user's positives, from 0, after all blocks are counted. */
    int[] ranks(int user) {
        int[] ranks = new int[firsts[user + 1] - firsts[user]];
        for (int j = 0; j < ranks.length; j++) {
            int i = firsts[user] + j;
            ranks[j] = tiedBefore[i];
            for (int lane = 0; lane < Matrix.LANES; lane++) {
                ranks[j] += above[i * Matrix.LANES + lane];
            }
        }
        return ranks;
    }

    /** [positives] the scores of a user's positives. */
    float[] scores(int user) {
        return Arrays.copyOfRange(bounds, firsts[user], firsts[user + 1]);
    }

    /** The index of a user's first positive. */
    int first(int user) {
        return firsts[user];
    }

    float[] bounds() {
        return bounds;
    }

    int[] above() {
        return above;
    }

    int[] tied() {
        return tied;
    }
}
