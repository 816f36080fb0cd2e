package io.reelrank.night.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of all checks of a night.
 *
 * @param checks in the order in which they were made
 */
record GateVerdict(List<GateCheck> checks) {
    GateVerdict {
        checks = List.copyOf(checks);
    }

    /** The checks that do not hold; if there is any, the night must not be published. */
    List<GateCheck> refused() {
        return checks.stream()
                .filter(check -> check.outcome() == GateCheck.Outcome.REFUSED)
                .toList();
    }

    /** The checks that do not hold and were not applied, because the numbers are small. */
    List<GateCheck> notApplied() {
        return checks.stream()
                .filter(check -> check.outcome() == GateCheck.Outcome.TOO_SMALL)
                .toList();
    }

    /** How many checks passed, were refused, and had nothing to compare with, the latter with the reasons. */
    String summary() {
        long passed = checks.stream()
                .filter(check -> check.outcome() == GateCheck.Outcome.PASSED)
                .count();
        Map<String, Integer> skipped = new LinkedHashMap<>();
        checks.stream()
                .map(check -> check.outcome().reason())
                .filter(reason -> !reason.isEmpty())
                .forEach(reason -> skipped.merge(reason, 1, Integer::sum));
        return "%d passed, %d refused, %d not compared%s"
                .formatted(
                        passed,
                        refused().size(),
                        checks.size() - passed - refused().size(),
                        reasons(skipped));
    }

    private static String reasons(Map<String, Integer> skipped) {
        return switch (skipped.size()) {
            case 0 -> "";
            case 1 -> " (%s)".formatted(skipped.keySet().iterator().next());
            default ->
                skipped.entrySet().stream()
                        .map(reason -> "%s: %d".formatted(reason.getKey(), reason.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
        };
    }
}
