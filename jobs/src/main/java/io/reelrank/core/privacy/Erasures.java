package io.reelrank.core.privacy;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.settings.PseudonymKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The erasures that were asked for under a storage root: {@code erasures/run=<run>/}, each with the file {@code hashes} and its
 * audit record. The salt of the hashes, {@code erasures/salt}, is random, so that nobody without the root can try ids.
 */
public final class Erasures {
    /** The folder of all erasures, relative to the storage root. */
    public static final String FOLDER = "erasures";

    private static final String RUN = "run=";
    private static final String HASHES = "hashes";
    private static final String RECORD = "erasure.json";
    private static final int SALT_BYTES = 32;

    private final Storage storage;
    private final Path folder;

    /**
     * @param storage access to the root
     * @param root the storage root
     */
    public Erasures(Storage storage, Path root) {
        this.storage = storage;
        this.folder = new Path(root, FOLDER);
    }

    /**
     * Notes that users are to be erased: the next night does it, and from then on nothing of them is collected.
     *
     * @param run the id of the request
     * @param requested when it was asked for
     * @param ids the ids as the tables have them
     * @param key the id of the key of the pseudonyms; empty where ids are as delivered
     */
    public ErasureRecord request(String run, Instant requested, Collection<String> ids, String key) {
        byte[] hashes = IdHashes.bytes(salt(), ids);
        ErasureRecord record = new ErasureRecord(
                run, requested.toString(), hashes.length / Pseudonyms.BYTES, sha256(hashes), key, "", "", Map.of());
        storage.replace(new Path(ofRun(run), HASHES), hashes);
        write(record);
        return record;
    }

    /** The audit records, the oldest request first. */
    public List<ErasureRecord> records() {
        List<ErasureRecord> records = new ArrayList<>();
        for (FileStatus run : storage.list(folder)) {
            Path file = new Path(run.getPath(), RECORD);
            if (run.isDirectory()) {
                storage.read(file).ifPresent(bytes -> records.add(record(file, bytes)));
            }
        }
        records.sort(Comparator.comparing(ErasureRecord::run));
        return records;
    }

    /** The requests that no night has fulfilled, the oldest first. */
    public List<ErasureRecord> pending() {
        return records().stream().filter(ErasureRecord::isPending).toList();
    }

    /** The id of the newest run that erased; empty without any. What an earlier run has published may hold erased users. */
    public Optional<String> lastRun() {
        return records().stream()
                .map(ErasureRecord::erasedBy)
                .filter(run -> !run.isEmpty())
                .max(Comparator.naturalOrder());
    }

    /** All users of all requests whose hashes are kept. */
    public ErasedIds ids(SparkSession spark) {
        byte[] all = hashes();
        return all.length == 0 ? ErasedIds.none() : ErasedIds.of(spark, salt(), all);
    }

    /** What tells these users from others, as a determinant of tables; empty without any. */
    public Map<String, String> determinants() {
        byte[] all = hashes();
        return all.length == 0
                ? Map.of()
                : Map.of("erased users", Digest.of(HexFormat.of().formatHex(all)));
    }

    private byte[] hashes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ErasureRecord record : records()) {
            storage.read(new Path(ofRun(record.run()), HASHES)).ifPresent(all::writeBytes);
        }
        return all.toByteArray();
    }

    /** Some users, to look for them. */
    public ErasedIds ids(SparkSession spark, Collection<String> ids) {
        PseudonymKey salt = salt();
        return ErasedIds.of(spark, salt, IdHashes.bytes(salt, ids));
    }

    /**
     * Notes who erased the users of requests, and how many rows went.
     *
     * @param requests of {@link #pending}, before their users were erased: one that came meanwhile stays pending
     */
    public void complete(List<ErasureRecord> requests, String night, Instant started, Map<String, Long> rows) {
        requests.forEach(record -> write(record.by(night, started.toString(), rows)));
    }

    /** The files of hashes that were asked for by a day; their records stay. */
    public List<Path> hashes(LocalDate last) {
        return records().stream()
                .filter(record -> !record.isPending()
                        && !LocalDate.ofInstant(Instant.parse(record.requested()), ZoneOffset.UTC)
                                .isAfter(last))
                .map(record -> new Path(ofRun(record.run()), HASHES))
                .filter(file -> storage.read(file).isPresent())
                .toList();
    }

    private PseudonymKey salt() {
        Path file = new Path(folder, "salt");
        if (storage.read(file).isEmpty()) {
            byte[] random = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(random);
            // Of two at once, one creates it, and both read it.
            storage.create(file, Base64.getEncoder().encode(random));
        }
        return new PseudonymKey(new String(storage.read(file).orElseThrow(), StandardCharsets.UTF_8));
    }

    private void write(ErasureRecord record) {
        storage.replace(new Path(ofRun(record.run()), RECORD), Json.bytes(record));
    }

    private Path ofRun(String run) {
        return new Path(folder, RUN + run);
    }

    private static ErasureRecord record(Path file, byte[] bytes) {
        try {
            return Json.read(bytes, ErasureRecord.class);
        } catch (IOException e) {
            throw Storage.unreadable(file, e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return Digest.sha256(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException("an array is always read", e);
        }
    }
}
