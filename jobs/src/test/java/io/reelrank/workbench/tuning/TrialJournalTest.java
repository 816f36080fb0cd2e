package io.reelrank.workbench.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.TestSettings;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialJournalTest {
    private static final String DATA = "0123456789abcdef";
    private static final ModelSettings MODEL = TestSettings.section(
                    "model",
                    "solver=mllib",
                    "scaling=positives",
                    "unobserved-weight=1",
                    "alpha=10",
                    "regularization=0.1")
            .model();

    @TempDir
    private java.nio.file.Path folder;

    private final Storage storage = new Storage(new Configuration());

    @Test
    void whatWasTriedIsNotTriedAgain() {
        TrialOutcome outcome = outcome(MODEL, 0.1 + 0.2);
        assertThat(of(DATA, MODEL, () -> outcome)).isEqualTo(outcome);

        assertThat(of(DATA, MODEL, TrialJournalTest::unexpected)).isEqualTo(outcome);
    }

    @Test
    void otherSettingsAndOtherDataAreTried() {
        of(DATA, MODEL, () -> outcome(MODEL, 1));

        ModelSettings other = MODEL.with("alpha", 11);
        TrialOutcome ofOther = outcome(other, 2);
        assertThat(of(DATA, other, () -> ofOther)).isEqualTo(ofOther);
        TrialOutcome ofOtherData = outcome(MODEL, 3);
        assertThat(of("fedcba9876543210", MODEL, () -> ofOtherData)).isEqualTo(ofOtherData);
    }

    @Test
    void aBrokenJournalIsNamed() throws IOException {
        java.nio.file.Path file = folder.resolve("journal-0123456789ab.json");
        Files.writeString(file, "[{");
        assertThatThrownBy(() -> open(DATA))
                .isInstanceOf(StorageException.class)
                .hasMessage(file + " is no journal of trials: remove it, and they begin anew");
    }

    private TrialOutcome of(String data, ModelSettings settings, Supplier<TrialOutcome> trial) {
        return open(data).of(noted -> noted.settings().equals(settings), trial);
    }

    private TrialJournal<TrialOutcome> open(String data) {
        return TrialJournal.open(storage, new Path(folder.toString()), TrialOutcome[].class, data);
    }

    private static TrialOutcome outcome(ModelSettings settings, double score) {
        TrialOutcome.TrialFigure figure = new TrialOutcome.TrialFigure("recall@50", score, score - 1, score + 1);
        return new TrialOutcome(settings, List.of(new TrialOutcome.Measured(0.4, score, List.of(figure))), 1.5);
    }

    private static TrialOutcome unexpected() {
        throw new AssertionError("tried again");
    }
}
