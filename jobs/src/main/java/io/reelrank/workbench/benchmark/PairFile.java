package io.reelrank.workbench.benchmark;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.TextLines;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A text file of pairs, plain or gzipped.
 *
 * @param path the path, on any file system of Hadoop
 * @param format the format of the lines
 * @param skipLines how many lines to skip at the start, such as a header
 */
record PairFile(String path, PairFormat format, int skipLines) implements Serializable {
    private static final int PROBED_LINES = 1000;
    static final String USER = "user";
    static final String ITEM = "item";
    static final String VALUE = "value";
    private static final StructType PAIR =
            new StructType().add(USER, "string").add(ITEM, "string").add(VALUE, "double");

    /**
     * A file in the format that its first lines show.
     *
     * @throws InputException naming the file, if its first lines fit both formats or neither
     */
    static PairFile of(String path, int skipLines, Configuration hadoop) {
        List<String> first = new ArrayList<>();
        try (TextLines lines = TextLines.of(path, hadoop)) {
            while (lines.hasNext() && first.size() < PROBED_LINES) {
                TextLines.Line line = lines.next();
                if (line.number() > skipLines) {
                    first.add(line.text());
                }
            }
        }
        try {
            return new PairFile(path, first.isEmpty() ? PairFormat.PAIRS : PairFormat.of(first), skipLines);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "cannot tell the format of %s: %s; say it with --format pairs or --format lists"
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    /**
     * The pairs as {@code user, item, value}, read by one task.
     *
     * @throws InputException naming file and line, when the rows are computed
     */
    Dataset<Row> rows(SparkSession spark) {
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(this), 1)
                .flatMap(file -> file.read(hadoop.value()));
        return spark.createDataFrame(rows, PAIR);
    }

    private Iterator<Row> read(Configuration hadoop) {
        TextLines lines = TextLines.of(path, hadoop);
        AtomicInteger width = new AtomicInteger();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, 0), false)
                .filter(line -> line.number() > skipLines)
                .flatMap(line -> parsed(line, width).stream())
                .map(pair -> RowFactory.create(pair.user(), pair.item(), pair.value()))
                .iterator();
    }

    private List<PairFormat.Pair> parsed(TextLines.Line line, AtomicInteger width) {
        try {
            line.flaw().ifPresent(flaw -> {
                throw new IllegalArgumentException(flaw);
            });
            List<PairFormat.Pair> pairs = format.parse(line.text());
            if (format == PairFormat.PAIRS) {
                requireWidth(PairFormat.width(line.text()), width);
            }
            return pairs;
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "%s line %d: %s; correct the line, or say what the file is with --format and --skip-lines"
                            .formatted(path, line.number(), e.getMessage()),
                    e);
        }
    }

    // Otherwise a line without its value would count as a value of 1.
    private static void requireWidth(int fields, AtomicInteger width) {
        width.compareAndSet(0, fields);
        if (fields != width.get()) {
            throw new IllegalArgumentException(
                    "%d fields, where the lines before have %d".formatted(fields, width.get()));
        }
    }
}
