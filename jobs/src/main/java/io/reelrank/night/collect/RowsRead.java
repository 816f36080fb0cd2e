package io.reelrank.night.collect;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Counts the rows of each file while tasks read them. A file that is read again, by a task that is retried, replaces its
 * count, where Spark's own counters would add it.
 */
final class RowsRead extends AccumulatorV2<RowsRead.OfFile, Map<String, Long>> {
    private static final long serialVersionUID = 1;

    private final TreeMap<String, Long> byFile = new TreeMap<>();

    /** The rows of a file that was read to its end. */
    record OfFile(String path, long rows) implements Serializable {}

    @Override
    public boolean isZero() {
        return byFile.isEmpty();
    }

    @Override
    public AccumulatorV2<OfFile, Map<String, Long>> copy() {
        RowsRead copy = new RowsRead();
        copy.byFile.putAll(byFile);
        return copy;
    }

    @Override
    public void reset() {
        byFile.clear();
    }

    @Override
    public void add(OfFile read) {
        byFile.put(read.path(), read.rows());
    }

    @Override
    public void merge(AccumulatorV2<OfFile, Map<String, Long>> other) {
        byFile.putAll(other.value());
    }

    @Override
    public Map<String, Long> value() {
        return Map.copyOf(byFile);
    }

    /** The rows of all files. */
    long total() {
        return byFile.values().stream().mapToLong(Long::longValue).sum();
    }
}
