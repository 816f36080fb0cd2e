package io.reelrank.core.publication;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.lease.Lease;
import io.reelrank.core.lease.LeaseException;
import io.reelrank.core.lease.Leases;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.settings.LeaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/**
 * The one pointer of a storage root to the current publication.
 *
 * @param storage access to the root
 * @param root the storage root
 */
public record PublicationPointer(Storage storage, Path root) {
    /** Where people open the pages of the current publication, relative to the storage root. */
    public static final String INDEX = PublicationReader.FOLDER + "/index.html";

    /** Why the pointer moves: a night ended. */
    public static final String NIGHT = "night";

    /** Why the pointer moves: somebody took an older publication back. */
    public static final String ROLLBACK = "rollback";

    private static final String FILE = PublicationReader.FOLDER + "/LATEST.json";
    private static final String REDIRECT = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=%1$s">
            <title>reelrank</title></head><body><a href="%1$s">The pages of %2$s</a></body></html>
            """;

    /** Its file. */
    public Path file() {
        return new Path(root, FILE);
    }

    /**
     * Takes the lease of the root, with a greater number than that of the run that moved the pointer last.
     *
     * @param run the run's id
     * @param told receives a line when another run's lease is watched, and when it is taken over
     * @throws LeaseException if another run has it
     */
    public Lease lease(String run, LeaseSettings settings, Clock clock, Consumer<String> told) {
        long last = ifReadable().map(Pointer::fence).orElse(0L);
        return new Leases(storage, root, settings, clock, told).take(run, last);
    }

    /** Where it leads to; nothing before the first publication. */
    public Optional<Pointer> current() {
        return storage.read(file()).map(bytes -> {
            try {
                return Json.read(bytes, Pointer.class);
            } catch (IOException e) {
                throw new StorageException(
                        "cannot read the pointer %s: %s; run reelrank rollback DATE".formatted(file(), e.getMessage()),
                        e);
            }
        });
    }

    /** When it was moved last, by the clock of the storage; nothing before the first publication. */
    public Optional<Instant> since() {
        return storage.list(file()).stream()
                .map(status -> Instant.ofEpochMilli(status.getModificationTime()))
                .findFirst();
    }

    /**
     * Moves it to a publication, in one step for all its datasets and pages.
     *
     * @param moved {@link #NIGHT} or {@link #ROLLBACK}
     * @param fence is asked in the moment before, and holds the root until both files are written
     * @throws LeaseException if another run has taken the root over, or moved the pointer under a later lease
     */
    public void move(Publication publication, String moved, Fence fence) {
        Optional<Pointer> old = ifReadable();
        String before = old.map(Pointer::path)
                .filter(path -> !path.equals(publication.path()))
                .orElse(publication.previous());
        String index = publication.pagesPath().substring(PublicationReader.FOLDER.length() + 1) + "/index.html";
        fence.step(number -> {
            if (old.isPresent() && old.get().fence() > number) {
                throw new LeaseException(
                        "run %s moved %s under lease %d, and this run has lease %d: it publishes nothing"
                                .formatted(old.get().run(), file(), old.get().fence(), number));
            }
            storage.replace(file(), Json.bytes(publication.pointer(before, moved, number)));
            storage.replace(
                    new Path(root, INDEX),
                    REDIRECT.formatted(index, publication.date()).getBytes(StandardCharsets.UTF_8));
        });
    }

    /** The same; nothing for a damaged pointer, which is mended by moving it. */
    public Optional<Pointer> ifReadable() {
        try {
            return current();
        } catch (StorageException e) {
            return Optional.empty();
        }
    }
}
