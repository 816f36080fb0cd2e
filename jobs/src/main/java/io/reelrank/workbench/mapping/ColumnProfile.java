package io.reelrank.workbench.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the sampled values of a column look like.
 *
 * @param name the column's name
 * @param rows how many rows were sampled
 * @param values the values that are there, in the order of the rows
 */
record ColumnProfile(String name, int rows, List<String> values) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
    private static final Pattern ISO =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d([.,]\\d{1,9})?)?(Z|[+-]\\d\\d(:?\\d\\d)?)?");
    private static final List<String> PATTERNS = List.of(
            "uuuu-MM-dd HH:mm:ss",
            "uuuu-MM-dd HH:mm:ss.SSS",
            "uuuu-MM-dd HH:mm:ss.SSSSSS",
            "uuuu-MM-dd HH:mm",
            "uuuu/MM/dd HH:mm:ss",
            "uuuu/MM/dd HH:mm",
            "uuuu/M/d H:mm",
            "uuuuMMddHHmmss",
            "uuuuMMdd",
            "uuuu-MM-dd",
            "uuuu/MM/dd");

    /** Reads the profile of a column from its values, nulls included. */
    static ColumnProfile of(String name, List<String> values) {
        List<String> present = new ArrayList<>(values);
        present.removeIf(Objects::isNull);
        return new ColumnProfile(name, values.size(), List.copyOf(present));
    }

    /** The values, each once, in the order of their first row. */
    Set<String> distinct() {
        return new LinkedHashSet<>(values);
    }

    /** The share of rows that have a value. */
    double filled() {
        return rows == 0 ? 0 : (double) values.size() / rows;
    }

    boolean isNumeric() {
        return !values.isEmpty()
                && values.stream().allMatch(value -> NUMBER.matcher(value).matches());
    }

    /** Whether all values are 0 or 1, in any of the ways in which a flag is written. */
    boolean isFlag() {
        return !values.isEmpty()
                && distinct().stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .allMatch(value ->
                                List.of("0", "1", "0.0", "1.0", "true", "false").contains(value));
    }

    /** The middle value of a column of numbers. */
    double median() {
        double[] sorted = values.stream()
                .mapToDouble(value -> new BigDecimal(value).doubleValue())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** The largest value of a column of numbers. */
    double max() {
        return values.stream()
                .mapToDouble(value -> new BigDecimal(value).doubleValue())
                .max()
                .orElse(0);
    }

    /** The unit in which numbers count time since 1970, between the years 2001 and 2100; nothing where they do not. */
    Optional<String> epochUnit() {
        if (!isNumeric()) {
            return Optional.empty();
        }
        double seconds = median();
        for (String unit : List.of("s", "ms", "us")) {
            if (seconds >= 1e9 && seconds < 4.2e9) {
                return Optional.of(unit);
            }
            seconds /= 1000;
        }
        return Optional.empty();
    }

    /** The pattern in which most values write a time: iso or one of java.time; nothing where they do not. */
    Optional<String> timePattern() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (isMost(value -> ISO.matcher(value).matches())) {
            return Optional.of("iso");
        }
        return PATTERNS.stream()
                .filter(pattern -> {
                    DateTimeFormatter format =
                            DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
                    return isMost(value -> parses(format, value));
                })
                .map(pattern -> pattern.replace('u', 'y'))
                .findFirst();
    }

    /** The day, in UTC, of the newest of some times. */
    Optional<LocalDate> newestDay() {
        if (epochUnit().isPresent() && timePattern().isEmpty()) {
            double perSecond =
                    Map.of("s", 1.0, "ms", 1e3, "us", 1e6).get(epochUnit().get());
            return Optional.of(Instant.ofEpochSecond((long) (max() / perSecond))
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate());
        }
        // The other patterns begin with the year, month and day.
        return values.stream()
                .map(value -> value.replaceAll("[^0-9]", ""))
                .filter(digits -> digits.length() >= 8)
                .map(digits -> digits.substring(0, 8))
                .max(Comparator.naturalOrder())
                .map(digits -> LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE));
    }

    /** Whether the times name their own offset from UTC. */
    boolean namesOffset() {
        return isMost(value -> value.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)"));
    }

    /** Whether most values are JSON arrays. */
    boolean isJsonArray() {
        return isMost(value -> value.startsWith("[") && value.endsWith("]"));
    }

    /** The sign between the values of a list: the most frequent of the usual ones; nothing where none occurs. */
    Optional<String> separator() {
        return List.of("|", ",", ";", "#", " ", "、", "，").stream()
                .filter(sign ->
                        values.stream().filter(value -> value.contains(sign)).count() * 10 > values.size())
                .findFirst();
    }

    private boolean isMost(java.util.function.Predicate<String> test) {
        return !values.isEmpty() && values.stream().filter(test).count() * 10 >= values.size() * 9L;
    }

    private static boolean parses(DateTimeFormatter format, String value) {
        try {
            format.parse(value);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
