package io.reelrank.night.serve;

import java.util.List;
import java.util.Map;

/**
 * The manifest of a version, {@code _MANIFEST.json} beside its files.
 *
 * @param dataset the dataset's name
 * @param date the version's date: it is as of the end of this day
 * @param run the run that wrote it
 * @param path its folder, relative to the storage root
 * @param schema the columns as Spark DDL, with their docs
 * @param key the columns that identify a row; rows are distributed to files by the key's hash, and sorted by the key
 * @param rows the number of rows in all files
 * @param bytes the size of all files
 * @param files the files
 * @param inputs the digest of the table's rows, and the determinants of these rows, by name
 * @param gates the gate's outcome and finding, by check
 * @param created when the run began, UTC
 * @param validUntil when the version becomes stale, UTC
 * @param previous the run of the previous version; empty for the first
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
     * A file of a version.
     *
     * @param name its name in the version's folder
     * @param bytes its size
     * @param rows its number of rows
     * @param sha256 the SHA-256 of its bytes, in hexadecimal
     */
    record PublishedFile(String name, long bytes, long rows, String sha256) {}

    /**
     * The pointer to the current version, {@code LATEST.json} beside the versions.
     *
     * @param dataset the dataset's name
     * @param date the version's date
     * @param run the run that wrote the version
     * @param path the version's folder, relative to the storage root
     * @param manifest the version's manifest, relative to the storage root
     * @param rows the version's number of rows
     * @param previous the run of the previous version; empty for the first
     */
    record Pointer(String dataset, String date, String run, String path, String manifest, long rows, String previous) {}
}
