package io.reelrank.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.reelrank.settings.CollectSettings;
import io.reelrank.stage.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of every row of the collected days' files: gathered source by source, and held against what was read. */
final class Books {
    private final CollectSettings settings;
    private final List<Dataset<Row>> judged = new ArrayList<>();
    private long rowsRead;

    Books(CollectSettings settings) {
        this.settings = settings;
    }

    /**
     * Enters a source's rows.
     *
     * @param judged {@code dt, file, line, raw, outcome, reason}, a row each row read
     * @param read how many rows the files held
     * @throws InputException if too large a share was rejected, with the most frequent reasons and an example each
     */
    void enter(String source, Dataset<Row> judged, long read) {
        Dataset<Row> entries = judged.select(
                col("dt"),
                lit(source).as("source"),
                col("file"),
                col("line"),
                col("raw"),
                col("outcome"),
                col("reason"));
        long counted = 0;
        for (Row day : entries.groupBy("dt")
                .agg(count(lit(1)), count(when(col("outcome").equalTo("rejected"), 1)))
                .orderBy("dt")
                .collectAsList()) {
            counted += day.getLong(1);
            requireFewRejected(source, day, entries);
        }
        if (counted != read) {
            throw new IllegalStateException("source %s: read %d rows, judged %d".formatted(source, read, counted));
        }
        rowsRead += read;
        this.judged.add(entries);
    }

    long rowsRead() {
        return rowsRead;
    }

    /** The rows of {@code rejected_events}. */
    Dataset<Row> rejected() {
        return all().filter(col("outcome").equalTo("rejected"));
    }

    /** The rows of {@code collected_rows}. */
    Dataset<Row> counts() {
        return all().groupBy("dt", "source", "file", "outcome", "reason")
                .agg(count(lit(1)).as("rows"));
    }

    private void requireFewRejected(String source, Row day, Dataset<Row> entries) {
        long rows = day.getLong(1);
        long rejected = day.getLong(2);
        if (rejected > settings.maxRejectedShare() * rows) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "source %s, %s: %d of %d rows are rejected (%.1f%%; collect.max-rejected-share allows %.1f%%). Most often: %s",
                    source,
                    day.get(0),
                    rejected,
                    rows,
                    100.0 * rejected / rows,
                    100 * settings.maxRejectedShare(),
                    examples(entries.filter(col("dt").equalTo(day.get(0))))));
        }
    }

    private Dataset<Row> all() {
        return judged.stream().reduce(Dataset::unionByName).orElseThrow();
    }

    private static String examples(Dataset<Row> entries) {
        StringBuilder text = new StringBuilder();
        entries.filter(col("outcome").equalTo("rejected"))
                .groupBy("reason")
                .agg(
                        count(lit(1)).as("rows"),
                        org.apache
                                .spark
                                .sql
                                .functions
                                .min_by(col("file"), col("line"))
                                .as("file"),
                        min("line").as("line"))
                .orderBy(col("rows").desc(), col("reason"))
                .limit(3)
                .collectAsList()
                .forEach(row -> text.append(text.length() == 0 ? "" : "; ")
                        .append("%s (%d rows, such as %s line %d)"
                                .formatted(row.getString(0), row.getLong(1), row.getString(2), row.getLong(3))));
        return text.toString();
    }
}
