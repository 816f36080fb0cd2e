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
    private static final String INPUTS = "0123456789abcdef";
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
    void aKnownTrialIsNotRunAgain() {
        TrialOutcome outcome = outcome(MODEL, 0.1 + 0.2);
        assertThat(of(INPUTS, MODEL, () -> outcome)).isEqualTo(outcome);

        assertThat(of(INPUTS, MODEL, TrialJournalTest::unexpected)).isEqualTo(outcome);
    }

    @Test
    void otherSettingsAndOtherInputsAreRun() {
        of(INPUTS, MODEL, () -> outcome(MODEL, 1));

        ModelSettings other = MODEL.with("alpha", 11);
        TrialOutcome ofOther = outcome(other, 2);
        assertThat(of(INPUTS, other, () -> ofOther)).isEqualTo(ofOther);
        TrialOutcome ofOtherInputs = outcome(MODEL, 3);
        assertThat(of("fedcba9876543210", MODEL, () -> ofOtherInputs)).isEqualTo(ofOtherInputs);
    }

    @Test
    void aBrokenJournalIsNamed() throws IOException {
        java.nio.file.Path file = folder.resolve("journal-0123456789ab.json");
        Files.writeString(file, "[{");
        assertThatThrownBy(() -> open(INPUTS))
                .isInstanceOf(StorageException.class)
                .hasMessage(file + " is no journal of trials: remove it, and they begin anew");
    }

    private TrialOutcome of(String inputs, ModelSettings settings, Supplier<TrialOutcome> trial) {
        return open(inputs).of(known -> known.settings().equals(settings), trial);
    }

    private TrialJournal<TrialOutcome> open(String inputs) {
        return TrialJournal.open(storage, new Path(folder.toString()), TrialOutcome[].class, inputs);
    }

    private static TrialOutcome outcome(ModelSettings settings, double score) {
        TrialOutcome.TrialFigure figure = new TrialOutcome.TrialFigure("recall@50", score, score - 1, score + 1);
        return new TrialOutcome(settings, List.of(new TrialOutcome.Measured(0.4, score, List.of(figure))), 1.5);
    }

    private static TrialOutcome unexpected() {
        throw new AssertionError("tried again");
    }
}
