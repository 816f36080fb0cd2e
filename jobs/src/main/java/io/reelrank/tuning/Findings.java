package io.reelrank.tuning;

import io.reelrank.tables.Json;
import io.reelrank.tables.Storage;
import io.reelrank.tables.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/**
 * What an ablation found so far, on the storage: one that was interrupted goes on where it stopped, and one with another
 * variant trains that one alone. A finding is known by the strengths that were trained on, whatever their settings' name.
 */
final class Findings {
    private static final int NAME_LENGTH = 12;

    private final Storage storage;
    private final Path file;
    private final List<Ablation.Finding> findings;

    private Findings(Storage storage, Path file, List<Ablation.Finding> findings) {
        this.storage = storage;
        this.file = file;
        this.findings = findings;
    }

    /** The file's JSON. */
    record Page(List<Ablation.Finding> findings) {}

    /**
     * The findings by the same data and settings.
     *
     * @param folder where they lie
     * @param judged a digest of what a finding follows from besides the strengths
     * @throws StorageException if the file does not hold findings
     */
    static Findings open(Storage storage, Path folder, String judged) {
        Path file = new Path(folder, "findings-%s.json".formatted(judged.substring(0, NAME_LENGTH)));
        List<Ablation.Finding> findings = new ArrayList<>();
        storage.read(file).ifPresent(bytes -> findings.addAll(read(file, bytes)));
        return new Findings(storage, file, findings);
    }

    /** What these strengths find: as noted, or else as the trial finds, which is noted. */
    Ablation.Finding of(Ablation.Mass mass, Supplier<Ablation.Finding> trial) {
        for (Ablation.Finding finding : findings) {
            if (finding.mass().equals(mass)) {
                return finding;
            }
        }
        Ablation.Finding finding = trial.get();
        findings.add(finding);
        storage.replace(file, Json.bytes(new Page(findings)));
        return finding;
    }

    private static List<Ablation.Finding> read(Path file, byte[] bytes) {
        try {
            return Json.read(bytes, Page.class).findings();
        } catch (IOException e) {
            throw new StorageException(
                    "%s holds no findings: remove it, and the ablation begins anew".formatted(file), e);
        }
    }
}
