package io.reelrank.night.clean;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How often each of some numbers came, which are whole hundredths. A quantile between two numbers is interpolated. Memory: 32 bytes
 * for each different number at most, and 64 bytes at least.
 */
final class NumberCounts {
    private static final double HUNDREDTHS = 100;
    private static final long COUNT = 0xffffffffL;

    /** Hundredths in the upper half, and how often they came in the lower one; a number may have several entries. */
    private long[] entries = new long[8];

    private int size;

    /** Counts a number of hundredths once. */
    void add(int hundredths) {
        add((long) hundredths << Integer.SIZE | 1);
    }

    /** Counts all that others count, from {@link #bytes}. */
    void addAll(byte[] others) {
        ByteBuffer buffer = ByteBuffer.wrap(others);
        while (buffer.hasRemaining()) {
            add(buffer.getLong());
        }
    }

    /** What {@link #addAll} reads. */
    byte[] bytes() {
        merge();
        ByteBuffer buffer = ByteBuffer.allocate(size * Long.BYTES);
        for (int i = 0; i < size; i++) {
            buffer.putLong(entries[i]);
        }
        return buffer.array();
    }

    /** How many numbers were counted. */
    long total() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += entries[i] & COUNT;
        }
        return total;
    }

    /**
     * How far two quantiles lie apart.
     *
     * @param low the lower one, [0, 1]
     * @param high the higher one, [low, 1]
     * @return at least 0; null if nothing was counted
     */
    Double distance(double low, double high) {
        merge();
        long last = total() - 1;
        return last < 0 ? null : quantile(last * high) - quantile(last * low);
    }

    /** The number at a position between 0 and that of the last one. */
    private double quantile(double position) {
        double below = Math.floor(position);
        double above = Math.ceil(position);
        double lower = at((long) below) / HUNDREDTHS;
        double higher = at((long) above) / HUNDREDTHS;
        return lower == higher ? lower : (above - position) * lower + (position - below) * higher;
    }

    private int at(long position) {
        long before = 0;
        int i = 0;
        while (before + (entries[i] & COUNT) <= position) {
            before += entries[i++] & COUNT;
        }
        return (int) (entries[i] >> Integer.SIZE);
    }

    private void add(long entry) {
        if (size == entries.length) {
            merge();
            if (size > entries.length / 2) {
                entries = Arrays.copyOf(entries, 2 * entries.length);
            }
        }
        entries[size++] = entry;
    }

    /** Sorts the numbers and makes one entry of each. */
    private void merge() {
        Arrays.sort(entries, 0, size);
        int merged = 0;
        for (int i = 0; i < size; i++) {
            if (merged > 0 && entries[merged - 1] >> Integer.SIZE == entries[i] >> Integer.SIZE) {
                entries[merged - 1] += entries[i] & COUNT;
            } else {
                entries[merged++] = entries[i];
            }
        }
        size = merged;
    }
}
