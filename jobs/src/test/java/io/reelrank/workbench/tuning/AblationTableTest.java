package io.reelrank.workbench.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.workbench.tuning.StrengthAblation.Finding;
import io.reelrank.workbench.tuning.StrengthAblation.Mass;
import io.reelrank.workbench.tuning.StrengthAblation.VariantFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationTableTest {
    private static final String INPUTS = "0123456789abcdef";
    private static final Finding BASELINE = new Finding(
            new Mass(10, 0.5, 7),
            1,
            List.of(new VariantFigure("recall@50", 0.25, 0.2, 0.3, 100, null, null, null, null)));
    private static final Finding OTHER = new Finding(
            new Mass(10, 0.5, 8),
            0.1 + 0.2,
            List.of(new VariantFigure("recall@50", 0.36, 0.3, 0.4, 100, 0.11, 0.05, 0.15, 0.001)));

    @TempDir
    private java.nio.file.Path folder;

    private final Storage storage = new Storage(new Configuration());

    @Test
    void aFindingOfTheSameStrengthsIsNotTrainedAgain() {
        assertThat(of(INPUTS, BASELINE, () -> BASELINE)).isEqualTo(BASELINE);
        assertThat(of(INPUTS, OTHER, () -> OTHER)).isEqualTo(OTHER);

        assertThat(of(INPUTS, BASELINE, AblationTableTest::unexpected)).isEqualTo(BASELINE);
        assertThat(of(INPUTS, OTHER, AblationTableTest::unexpected)).isEqualTo(OTHER);
        assertThat(of("fedcba9876543210", BASELINE, () -> OTHER)).isEqualTo(OTHER);
    }

    @Test
    void aFileThatIsNoJournalIsRefused() throws IOException {
        of(INPUTS, BASELINE, () -> BASELINE);
        Files.writeString(folder.resolve("journal-0123456789ab.json"), "no JSON");
        assertThatThrownBy(() -> open(INPUTS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("journal-0123456789ab.json is no journal of trials: remove it");
    }

    @Test
    void theTableHasTheBestFirst() {
        AblationTable table = new AblationTable(List.of("recall@50"));
        assertThat(table.markdown(Map.of("as set", BASELINE, "better", OTHER))).isEqualTo("""
                        | strengths | recall@50 | difference | pairs | mean strength |
                        |---|---|---|---|---|
                        | better | 0.3600 (0.3000 to 0.4000) | +0.1100 (+0.0500 to +0.1500) | 10 | 0.500 |
                        | as set | 0.2500 (0.2000 to 0.3000) | | 10 | 0.500 |
                        """);
        assertThat(table.best(Map.of("as set", BASELINE, "a twin", BASELINE))).containsExactly("as set", "a twin");
    }

    private Finding of(String inputs, Finding ofSameMass, Supplier<Finding> trial) {
        return open(inputs).of(known -> known.mass().equals(ofSameMass.mass()), trial);
    }

    private TrialJournal<Finding> open(String inputs) {
        return TrialJournal.open(storage, new Path(folder.toUri()), Finding[].class, inputs);
    }

    private static Finding unexpected() {
        throw new AssertionError("trained again");
    }
}
