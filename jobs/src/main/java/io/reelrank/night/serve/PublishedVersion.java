package io.reelrank.night.serve;

import java.util.List;
import java.util.Map;

/**
 * A version's manifest, {@code _MANIFEST.json} beside its files.
 *
 * @param dataset the dataset
 * @param date the day whose logs it is as of the end of
 * @param run the run that wrote it
 * @param path its folder below the storage root
 * @param schema the columns as Spark's DDL, with their docs
 * @param key the columns that together occur once; a key's rows are in the file that its hash says, sorted by it
 * @param rows rows in all files
 * @param bytes bytes of all files
 * @param files the files
 * @param inputs what it was made from: the table, the digest of its rows, and what determined them
 * @param gates what was checked, and what was found
 * @param created when the run began, UTC
 * @param validUntil when it becomes stale, UTC
 * @param previous the run of the version before it; empty for the first
 */
record PublishedVersion(
        String dataset,
        String date,
        String run,
        String path,
        String schema,
        List<String> key,
        long rows,
        long bytes,
        List<PublishedFile> files,
        Map<String, String> inputs,
        Map<String, String> gates,
        String created,
        String validUntil,
        String previous) {
    /**
     * One file.
     *
     * @param name its name in the version's folder
     * @param bytes its length
     * @param rows its rows
     * @param sha256 of its bytes, hexadecimal
     */
    record PublishedFile(String name, long bytes, long rows, String sha256) {}

    /**
     * The pointer, {@code LATEST.json} beside the versions.
     *
     * @param dataset the dataset
     * @param date the version's day
     * @param run the version's run
     * @param path the version's folder below the storage root
     * @param manifest its manifest below the storage root
     * @param rows the version's rows
     * @param previous the run of the version before it
     */
    record Pointer(String dataset, String date, String run, String path, String manifest, long rows, String previous) {}
}
