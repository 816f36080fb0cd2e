package io.reelrank.engine.evaluation;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How often the items of a catalogue appear in lists, as a histogram.
 *
 * @param items number of exposures → how many items have it; items with no exposure are not in it
 * @param catalogue how many items the catalogue has, at least 1
 */
public record Exposure(NavigableMap<Long, Long> items, long catalogue) {
    /** Copies the histogram. */
    public Exposure {
        items = new TreeMap<>(items);
    }

    /** The share of the catalogue that appears in at least one list. */
    public double coverage() {
        return (double) shown() / catalogue;
    }

    /**
     * The Gini coefficient of the exposures, items with none included: Σ (2i − n − 1) x_(i) / (n Σ x), with the
     * exposures x ascending and i from 1. 0 when all items are shown equally, near 1 when one item takes all; 0 when
     * nothing is shown.
     */
    public double gini() {
        double weighted = 0;
        double total = 0;
        double before = catalogue - (double) shown();
        for (var entry : items.entrySet()) {
            double count = entry.getValue();
            // The mean of i over the items with this number of exposures.
            double middle = before + (count + 1) / 2;
            weighted += (2 * middle - catalogue - 1) * entry.getKey() * count;
            total += entry.getKey() * count;
            before += count;
        }
        return total == 0 ? 0 : weighted / (catalogue * total);
    }

    /** The exposures of the item that has most. */
    public long largest() {
        return items.isEmpty() ? 0 : items.lastKey();
    }

    private long shown() {
        return items.values().stream().mapToLong(Long::longValue).sum();
    }
}
