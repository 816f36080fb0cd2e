package io.reelrank.engine.evaluation;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How lists share out attention over a catalogue: how many of its items stand how often in the lists.
 *
 * @param items exposures → how many items have so many; items without any are not among them
 * @param catalogue how many items there are, at least 1
 */
public record Exposure(NavigableMap<Long, Long> items, long catalogue) {
    /** Copies the histogram. */
    public Exposure {
        items = new TreeMap<>(items);
    }

    /** The share of the catalogue that stands in at least one list. */
    public double coverage() {
        return (double) shown() / catalogue;
    }

    /**
     * The Gini coefficient of the exposures, unshown items included: Σ (2i − n − 1) x_(i) / (n Σ x), the exposures x
     * ascending and i from 1. 0 when all are shown equally, near 1 when one takes all; 0 when nothing is shown.
     */
    public double gini() {
        double weighted = 0;
        double total = 0;
        double before = catalogue - (double) shown();
        for (var entry : items.entrySet()) {
            double count = entry.getValue();
            // The mean of i over a run of equals that starts after `before`.
            double middle = before + (count + 1) / 2;
            weighted += (2 * middle - catalogue - 1) * entry.getKey() * count;
            total += entry.getKey() * count;
            before += count;
        }
        return total == 0 ? 0 : weighted / (catalogue * total);
    }

    /** How often the most shown item is shown. */
    public long largest() {
        return items.isEmpty() ? 0 : items.lastKey();
    }

    private long shown() {
        return items.values().stream().mapToLong(Long::longValue).sum();
    }
}
