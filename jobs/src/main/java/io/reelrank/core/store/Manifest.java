package io.reelrank.core.store;

import java.util.List;
import java.util.Map;

/**
 * The files of one day of a table, with row count and digest. The day exists as soon as its manifest does.
 *
 * @param table the table's name
 * @param day ISO date
 * @param run the id of the run that wrote it
 * @param schema the columns as Spark DDL
 * @param rows the number of rows in all files
 * @param digest the sum of the rows' hashes; it depends neither on their order nor on the number of files
 * @param files the files, in the order of their names
 * @param from what determined the rows: the digest of each input by its name, the stage's settings included
 */
public record Manifest(
        String table,
        String day,
        String run,
        String schema,
        long rows,
        String digest,
        List<DataFile> files,
        Map<String, String> from) {
    /**
     * One file of a table's day.
     *
     * @param name the file's name inside its folder
     * @param bytes its length
     * @param rows its number of rows
     */
    public record DataFile(String name, long bytes, long rows) {}
}
