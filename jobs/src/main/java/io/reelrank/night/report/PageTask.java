package io.reelrank.night.report;

import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.PageLanguage;
import io.reelrank.pages.creators.CreatorIndex;
import io.reelrank.pages.creators.CreatorPage;
import io.reelrank.pages.creators.CreatorRows;
import io.reelrank.pages.creators.PageFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the pages of the creators of a partition. A task that is repeated writes the same files again.
 *
 * @param hadoop Hadoop's configuration
 * @param folder the folder of the night's pages
 * @param date the night's date
 * @param videos how many videos a page lists
 * @param language of the pages that are opened first
 */
record PageTask(SerializableConfiguration hadoop, String folder, String date, int videos, PageLanguage language)
        implements MapPartitionsFunction<Row, Row> {
    /** Why pages could not be written; null where all were. */
    static final String FAULTS = "faults";

    /** A row for each creator: the line of the index, and what went wrong. */
    static final StructType WRITTEN = new StructType()
            .add("id", DataTypes.StringType, false)
            .add("niche", DataTypes.StringType, false)
            .add("plays", DataTypes.LongType, false)
            .add("viewers", DataTypes.LongType, false)
            .add("completion", DataTypes.DoubleType, false)
            .add("advice", DataTypes.IntegerType, false)
            .add(FAULTS, DataTypes.createArrayType(DataTypes.StringType));

    @Override
    public Iterator<Row> call(Iterator<Row> sorted) {
        Storage storage = new Storage(hadoop.value());
        Iterable<CreatorRows> creators = () -> CreatorRows.grouped(sorted, videos);
        return StreamSupport.stream(creators.spliterator(), false)
                .filter(CreatorRows::isReported)
                .map(rows -> written(storage, rows))
                .iterator();
    }

    private Row written(Storage storage, CreatorRows rows) {
        List<String> faults = new ArrayList<>();
        for (PageLanguage each : PageLanguage.values()) {
            Path file = new Path(
                    new Path(folder, PageFiles.CREATORS), PageFiles.ofCreator(rows.creatorId(), each, language));
            try {
                String html = new CreatorPage(date, each, language).html(rows);
                storage.replace(file, html.getBytes(StandardCharsets.UTF_8));
            } catch (StorageException e) {
                faults.add(e.getMessage());
            } catch (RuntimeException e) {
                // The tables are what a night is for: no page ends it, also one that nobody thought of.
                faults.add("a bug: the page %s cannot be made: %s".formatted(file.getName(), e));
            }
        }
        CreatorIndex.Entry entry = rows.entry();
        return RowFactory.create(
                entry.id(),
                entry.niche(),
                entry.plays(),
                entry.viewers(),
                entry.completion(),
                entry.advice(),
                faults.isEmpty() ? null : faults.toArray());
    }

    /** A row of {@link #WRITTEN} as a line of the index. */
    static CreatorIndex.Entry entry(Row row) {
        return new CreatorIndex.Entry(
                row.getAs("id"),
                row.getAs("niche"),
                row.getAs("plays"),
                row.getAs("viewers"),
                row.getAs("completion"),
                row.getAs("advice"));
    }
}
