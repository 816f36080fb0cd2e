package io.reelrank.scoring;

import java.util.Arrays;

/** The best n of items that are offered in ascending order, NaN never: a heap with the worst of the best on top. */
final class Best {
    private final int[] items;
    private final float[] scores;
    private int size;

    Best(int capacity) {
        items = new int[capacity];
        scores = new float[capacity];
    }

    /** Items come in ascending order, so one that only equals the worst is behind it. */
    boolean admits(float score) {
        return size < scores.length ? !Float.isNaN(score) : size > 0 && score > scores[0];
    }

    void offer(int item, float score) {
        if (size < scores.length) {
            items[size] = item;
            scores[size] = score;
            up(size++);
        } else {
            items[0] = item;
            scores[0] = score;
            down();
        }
    }

    RankedItems ranked() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> a.equals(b) ? 0 : isWorse(a, b) ? 1 : -1);
        int[] rankedItems = new int[size];
        float[] rankedScores = new float[size];
        for (int i = 0; i < size; i++) {
            rankedItems[i] = items[order[i]];
            rankedScores[i] = scores[order[i]];
        }
        return new RankedItems(rankedItems, rankedScores);
    }

    private void up(int from) {
        int child = from;
        while (child > 0 && isWorse(child, (child - 1) / 2)) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    private void down() {
        int parent = 0;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && isWorse(child + 1, child)) {
                child++;
            }
            if (!isWorse(child, parent)) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private boolean isWorse(int a, int b) {
        return scores[a] < scores[b] || (scores[a] == scores[b] && items[a] > items[b]);
    }

    private void swap(int a, int b) {
        int item = items[a];
        items[a] = items[b];
        items[b] = item;
        float score = scores[a];
        scores[a] = scores[b];
        scores[b] = score;
    }
}
