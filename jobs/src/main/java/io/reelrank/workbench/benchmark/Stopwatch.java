package io.reelrank.workbench.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** Measures how long each step takes. */
final class Stopwatch {
    private static final double NANOS = 1e9;

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long last = System.nanoTime();

    /** Ends a step, which began when the last one ended. */
    void lap(String step) {
        long now = System.nanoTime();
        seconds.put(step, (now - last) / NANOS);
        last = now;
    }

    /** Seconds by step, in the order of the steps. */
    Map<String, Double> seconds() {
        return seconds;
    }
}
