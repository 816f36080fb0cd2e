package io.reelrank.workbench.tuning;

import io.reelrank.core.settings.ModelSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The best settings as a conf file that a person reads and {@code --conf} takes.
 *
 * @param space the keys of {@code reelrank.model} that were drawn
 */
record WinningConf(Set<String> space) {
    /**
     * The file's text.
     *
     * @param date the night whose held out days decided
     * @param trials how many were tried
     * @param before the settings before
     * @param winner the best
     * @param findings how the two compare, a line each
     */
    String of(LocalDate date, int trials, ModelSettings before, ModelSettings winner, List<String> findings) {
        StringBuilder text = new StringBuilder();
        text.append("# The best of %d trials on the held out days of %s, found by 'reelrank tune'.%n"
                .formatted(trials, date));
        findings.forEach(finding -> text.append("# ").append(finding).append('\n'));
        text.append("reelrank.model {\n");
        for (String key : keys(space)) {
            String value = plain(winner.value(key));
            String former = plain(before.value(key));
            text.append("  ").append(key).append(" = ").append(value);
            text.append(value.equals(former) ? "" : "  # before: " + former).append('\n');
        }
        return text.append("}\n").toString();
    }

    /** The settings that a search decides, such as {@code rank 64, iterations 8}. */
    static String inOneLine(ModelSettings settings, Set<String> space) {
        return keys(space).stream()
                .map(key -> key + " " + plain(settings.value(key)))
                .collect(Collectors.joining(", "));
    }

    private static List<String> keys(Set<String> space) {
        List<String> keys = new ArrayList<>(space);
        keys.addAll(List.of("iterations", "popularity-weight"));
        return keys;
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
