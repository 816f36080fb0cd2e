package io.reelrank.core.serving;

import io.reelrank.core.settings.LoadPace;
import java.util.concurrent.TimeUnit;

/** Holds one connection to its share of the rows a second. Time that was lost is not caught up: that would be a burst. */
final class RateLimit {
    private static final int MOST_ROWS_AT_ONCE = 200;
    private static final int BATCHES_A_SECOND = 10;

    private final double rowsPerSecond;
    private long free;

    /**
     * @param pace the most rows a second, which all connections share
     * @param now {@link System#nanoTime}
     */
    RateLimit(LoadPace pace, long now) {
        this.rowsPerSecond = (double) pace.rowsPerSecond() / pace.connections();
        this.free = now;
    }

    /** How many rows to send at once: many, but at a slow pace not those of seconds. */
    int batch() {
        return (int) Math.max(1, Math.min(MOST_ROWS_AT_ONCE, rowsPerSecond / BATCHES_A_SECOND));
    }

    /**
     * Books rows.
     *
     * @param now {@link System#nanoTime}
     * @return how long to wait before they are sent, in nanoseconds
     */
    long book(int rows, long now) {
        long begin = Math.max(free, now);
        free = begin + Math.round(rows * TimeUnit.SECONDS.toNanos(1) / rowsPerSecond);
        return begin - now;
    }

    /** Waits until rows may be sent. */
    void await(int rows) {
        try {
            TimeUnit.NANOSECONDS.sleep(book(rows, System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows are loaded", e);
        }
    }
}
