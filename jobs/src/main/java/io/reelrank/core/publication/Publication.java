package io.reelrank.core.publication;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The manifest of a publication, {@code _MANIFEST.json} in its folder. All datasets and pages of a night are one
 * publication.
 *
 * @param date the night's date: everything is as of the end of this day
 * @param run the run that wrote it
 * @param lease the fencing number of that run: later runs have greater ones, also where the clock was set back
 * @param path its folder, relative to the storage root
 * @param datasets the datasets, in the order of their names
 * @param indexes the indexes for approximate search; none unless {@code serve.factors} is {@code index}
 * @param pages the pages, by their paths in {@link #pagesPath}
 * @param gates the gate's outcome and finding, by check
 * @param settings the digest of the run's settings
 * @param created when the run began, UTC
 * @param validUntil when the publication becomes stale, UTC
 * @param previous the folder of the publication before it; empty for the first
 * @param seal the digest of this manifest without its seal
 */
public record Publication(
        String date,
        String run,
        long lease,
        String path,
        List<PublishedDataset> datasets,
        // Left out where there is none, as in manifests that were written without it: their seals do not have it.
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PublishedIndex> indexes,
        List<PublishedFile> pages,
        Map<String, String> gates,
        String settings,
        String created,
        String validUntil,
        String previous,
        String seal) {
    /** The name of the manifest's file. */
    public static final String MANIFEST = "_MANIFEST.json";

    private static final String PAGES = "pages";

    /** Takes a manifest without indexes for one that has none. */
    public Publication {
        indexes = indexes == null ? List.of() : List.copyOf(indexes);
    }

    /**
     * An index of Lucene for approximate search.
     *
     * @param name its name
     * @param path its folder, relative to the storage root
     * @param similarity Lucene's similarity of its vectors
     * @param dimension the vectors' length
     * @param vectors how many there are
     * @param recall how much of the exact lists it finds
     * @param files its files
     */
    public record PublishedIndex(
            String name,
            String path,
            String similarity,
            int dimension,
            long vectors,
            IndexRecall recall,
            List<PublishedFile> files) {}

    /**
     * How much of exact lists an index finds.
     *
     * @param k how many best videos of a user were looked for, nothing excluded
     * @param users for how many users, drawn by their ids
     * @param share the share of these videos that was found, in [0, 1]
     */
    public record IndexRecall(int k, int users, double share) {}

    /**
     * A dataset of a publication.
     *
     * @param name the table's name
     * @param path its folder, relative to the storage root
     * @param schema the columns as Spark DDL, with their docs
     * @param key the columns that identify a row; rows are distributed to files by the key's hash, and sorted by the key
     * @param rows the number of rows in all files
     * @param bytes the size of all files
     * @param files the files
     * @param inputs the digest of the table's rows, and the determinants of these rows, by name
     */
    public record PublishedDataset(
            String name,
            String path,
            String schema,
            List<String> key,
            long rows,
            long bytes,
            List<PublishedFile> files,
            Map<String, String> inputs) {}

    /**
     * A file of a publication.
     *
     * @param name its name in its folder
     * @param bytes its size
     * @param rows its number of rows; 0 for a page
     * @param sha256 the SHA-256 of its bytes, in hexadecimal
     */
    public record PublishedFile(String name, long bytes, long rows, String sha256) {}

    /**
     * The pointer to the current publication, {@code published/LATEST.json}.
     *
     * @param date the publication's date
     * @param run the run that wrote it
     * @param path its folder, relative to the storage root
     * @param manifest its manifest, relative to the storage root
     * @param seal the seal of the manifest
     * @param previous the folder that the pointer led to before
     * @param moved why the pointer was moved here: {@code night} or {@code rollback}
     * @param fence the fencing number of the run that moved it; the number never falls
     */
    public record Pointer(
            String date,
            String run,
            String path,
            String manifest,
            String seal,
            String previous,
            String moved,
            long fence) {}

    /** The folder of a run's publication, relative to the storage root. */
    public static String path(String date, String run) {
        return "published/runs/date=%s/run=%s".formatted(date, run);
    }

    /** The folder of the pages, relative to the storage root. */
    public String pagesPath() {
        return path + "/" + PAGES;
    }

    /** The manifest's file, relative to the storage root. */
    public String manifestPath() {
        return path + "/" + MANIFEST;
    }

    /** The rows of all datasets. */
    public long rows() {
        return datasets.stream().mapToLong(PublishedDataset::rows).sum();
    }

    /** The size of all datasets' files. */
    public long bytes() {
        return datasets.stream().mapToLong(PublishedDataset::bytes).sum();
    }

    /**
     * A dataset by its name.
     *
     * @throws NoSuchElementException naming the datasets that there are, if there is none of that name
     */
    public PublishedDataset dataset(String name) {
        return datasets.stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("%s has no dataset %s; it has %s"
                        .formatted(
                                path,
                                name,
                                datasets.stream().map(PublishedDataset::name).toList())));
    }

    /** The same manifest with pages. */
    public Publication withPages(List<PublishedFile> added) {
        return new Publication(
                date, run, lease, path, datasets, indexes, added, gates, settings, created, validUntil, previous, seal);
    }

    /** The same manifest with its seal. */
    public Publication sealed() {
        return withSeal(digest());
    }

    /** Whether the manifest is as it was written. */
    public boolean hasItsSeal() {
        return seal.equals(digest());
    }

    /** A pointer to this publication. */
    public Pointer pointer(String before, String moved, long fence) {
        return new Pointer(date, run, path, manifestPath(), seal, before, moved, fence);
    }

    private String digest() {
        return Digest.of(new String(Json.bytes(withSeal("")), StandardCharsets.UTF_8));
    }

    private Publication withSeal(String value) {
        return new Publication(
                date,
                run,
                lease,
                path,
                datasets,
                indexes,
                pages,
                gates,
                settings,
                created,
                validUntil,
                previous,
                value);
    }
}
