package io.reelrank.core.store;

import java.util.List;
import java.util.Map;

/**
 * What one day of a table consists of; the day exists once this is in place.
 *
 * @param table the table's name
 * @param day ISO date
 * @param run the run that wrote it
 * @param schema the columns as Spark's DDL
 * @param rows rows in all files
 * @param digest a digest of the rows that does not depend on their order or on the files' number
 * @param files the files with their bytes and rows, by name
 * @param from what determined the rows: each input's name → its digest, the stage's settings included
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
     * @param rows its rows
     */
    public record DataFile(String name, long bytes, long rows) {}
}
