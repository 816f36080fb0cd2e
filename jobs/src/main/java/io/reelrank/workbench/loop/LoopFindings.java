package io.reelrank.workbench.loop;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.InterleavingResults;
import io.reelrank.core.tables.PolicyEstimates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the gates said of each night of a loop, and what the experiments of the last one found.
 *
 * @param store the tables
 */
public record LoopFindings(TableStore store) {
    /**
     * A line for each.
     *
     * @param first the first night
     * @param newest the day after the last one that made lists; its experiments count
     */
    public List<String> of(LocalDate first, LocalDate newest) {
        List<String> findings = new ArrayList<>();
        for (LocalDate night = first; night.isBefore(newest); night = night.plusDays(1)) {
            List<String> outcomes = store.read(GateResults.TABLE, List.of(night)).collectAsList().stream()
                    .map(row -> row.<String>getAs(GateResults.OUTCOME))
                    .toList();
            findings.add("gate of %s: %d checks passed, %d refused, %d skipped"
                    .formatted(
                            night,
                            outcomes.stream().filter(GateResults.PASSED::equals).count(),
                            outcomes.stream()
                                    .filter(GateResults.REFUSED::equals)
                                    .count(),
                            outcomes.stream()
                                    .filter(GateResults.SKIPPED::equals)
                                    .count()));
        }
        store.read(InterleavingResults.TABLE, List.of(newest))
                .orderBy(InterleavingResults.SERVED, InterleavingResults.RIVAL)
                .collectAsList()
                .forEach(row -> findings.add(String.format(
                        Locale.ROOT,
                        "interleaving, %s against %s: %s; %,d of %,d users prefer the first and %,d the second, p = %.2g;"
                                + " difference %.3f (%.3f to %.3f)",
                        row.<String>getAs(InterleavingResults.SERVED),
                        row.<String>getAs(InterleavingResults.RIVAL),
                        row.<String>getAs(InterleavingResults.WINNER),
                        row.<Long>getAs(InterleavingResults.SERVED_WINS),
                        row.<Long>getAs(InterleavingResults.USERS),
                        row.<Long>getAs(InterleavingResults.RIVAL_WINS),
                        row.<Double>getAs(InterleavingResults.P_VALUE),
                        row.<Double>getAs(InterleavingResults.DIFFERENCE),
                        row.<Double>getAs(InterleavingResults.DIFFERENCE_LOW),
                        row.<Double>getAs(InterleavingResults.DIFFERENCE_HIGH))));
        store.read(PolicyEstimates.TABLE, List.of(newest))
                .orderBy(PolicyEstimates.POLICY)
                .collectAsList()
                .forEach(row -> findings.add("estimate, %s: %s, %s"
                                .formatted(
                                        row.<String>getAs(PolicyEstimates.POLICY),
                                        row.<String>getAs(PolicyEstimates.OUTCOME),
                                        row.<String>getAs(PolicyEstimates.FINDING))
                        + (row.isNullAt(row.fieldIndex(PolicyEstimates.SNIPS))
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ": acceptance %.1f%% (%.1f%% to %.1f%%)",
                                        100 * row.<Double>getAs(PolicyEstimates.SNIPS),
                                        100 * row.<Double>getAs(PolicyEstimates.SNIPS_LOW),
                                        100 * row.<Double>getAs(PolicyEstimates.SNIPS_HIGH)))));
        return findings;
    }
}
