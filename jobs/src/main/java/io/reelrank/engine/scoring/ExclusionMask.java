package io.reelrank.engine.scoring;

import java.util.Arrays;

/** The excluded slots of a batch of users, grouped by the blocks of {@link PackedItems}. */
final class ExclusionMask {
    /** [blocks + 1] where the entries of each block begin. */
    private final int[] begins;
    /** [entries] */
    private final int[] users;
    /** [entries] */
    private final int[] slots;

    /**
     * Groups the slots by block: a counting sort.
     *
     * @param excluded [users] the excluded slots of each, in any order
     * @param blocks the number of blocks
     */
    ExclusionMask(int[][] excluded, int blocks) {
        int[] next = new int[blocks + 2];
        for (int[] ofUser : excluded) {
            for (int slot : ofUser) {
                next[slot / PackedItems.BLOCK + 2]++;
            }
        }
        for (int block = 2; block < next.length; block++) {
            next[block] += next[block - 1];
        }
        this.users = new int[next[blocks + 1]];
        this.slots = new int[users.length];
        for (int user = 0; user < excluded.length; user++) {
            for (int slot : excluded[user]) {
                int at = next[slot / PackedItems.BLOCK + 1]++;
                users[at] = user;
                slots[at] = slot;
            }
        }
        this.begins = Arrays.copyOf(next, blocks + 1);
    }

    /** Masks the excluded items in the scores of a block. */
    void apply(int block, BlockScores scores) {
        int first = block * PackedItems.BLOCK;
        for (int i = begins[block]; i < begins[block + 1]; i++) {
            scores.exclude(users[i], slots[i] - first);
        }
    }
}
