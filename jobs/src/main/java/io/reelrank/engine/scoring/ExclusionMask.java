package io.reelrank.engine.scoring;

import java.util.Arrays;

/** What users of a batch do not want to see again: places of items, block after block of {@link PackedItems#BLOCK}. */
final class ExclusionMask {
    /** [blocks + 1] where each block's begin. */
    private final int[] begins;
    /** [struck] */
    private final int[] users;
    /** [struck] */
    private final int[] places;

    /**
     * Deals places to blocks.
     *
     * @param ofUsers [users] each one's places, in any order
     * @param blocks how many there are
     */
    ExclusionMask(int[][] ofUsers, int blocks) {
        int[] next = new int[blocks + 2];
        for (int[] ofUser : ofUsers) {
            for (int place : ofUser) {
                next[place / PackedItems.BLOCK + 2]++;
            }
        }
        for (int block = 2; block < next.length; block++) {
            next[block] += next[block - 1];
        }
        this.users = new int[next[blocks + 1]];
        this.places = new int[users.length];
        for (int user = 0; user < ofUsers.length; user++) {
            for (int place : ofUsers[user]) {
                int at = next[place / PackedItems.BLOCK + 1]++;
                users[at] = user;
                places[at] = place;
            }
        }
        this.begins = Arrays.copyOf(next, blocks + 1);
    }

    /** Strikes a block's out of its scores. */
    void strike(int block, BlockScores scores) {
        int first = block * PackedItems.BLOCK;
        for (int i = begins[block]; i < begins[block + 1]; i++) {
            scores.strike(users[i], places[i] - first);
        }
    }
}
