package io.reelrank.workbench.tuning;

import io.reelrank.core.settings.ModelSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The best settings as a conf file, for people to read and for {@code --conf}.
 *
 * @param space the keys of {@code reelrank.model} that were searched
 */
record WinningConf(Set<String> space) {
    /**
     * The text of the file.
     *
     * @param date the date whose held-out days the trials were evaluated on
     * @param trials the number of trials
     * @param before the current settings
     * @param winner the best settings
     * @param findings lines that compare the two
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

    /** The values of the searched settings, such as {@code rank 64, iterations 8}. */
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
