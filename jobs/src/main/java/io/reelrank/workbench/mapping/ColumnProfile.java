package io.reelrank.workbench.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the sampled values of a column look like.
 *
 * @param name the column's name
 * @param rows how many rows were sampled
 * @param values the values that are there, in the order of the rows
 * @param timePattern the pattern in which most values write a time: iso or one of java.time; nothing where they do not
 * @param epochUnit the unit in which numbers count time since 1970, between the years 2001 and 2100; nothing where they
 *     do not
 */
record ColumnProfile(
        String name, int rows, List<String> values, Optional<String> timePattern, Optional<String> epochUnit) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
    private static final Pattern ISO = Pattern.compile(
            "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[Tt ]\\d\\d:\\d\\d(:\\d\\d([.,]\\d{1,9})?)? ?([Zz]|[+-]\\d\\d(:?\\d\\d)?)?");
    private static final List<String> PATTERNS = List.of(
            "uuuu-MM-dd HH:mm:ss",
            "uuuu-MM-dd HH:mm:ss.SSS",
            "uuuu-MM-dd HH:mm:ss.SSSSSS",
            "uuuu-MM-dd HH:mm",
            "uuuu/MM/dd HH:mm:ss",
            "uuuu/MM/dd HH:mm",
            "uuuu/M/d H:mm:ss",
            "uuuu/M/d H:mm",
            "uuuu年M月d日 H:mm:ss",
            "uuuu年M月d日 H:mm",
            "uuuu.MM.dd HH:mm:ss",
            "uuuuMMddHHmmss",
            "uuuuMMdd",
            "uuuu-MM-dd",
            "uuuu/MM/dd",
            "uuuu/M/d",
            "uuuu年M月d日");

    private static final Pattern BEGINS_WITH_DAY = Pattern.compile("^(\\d{4})[-/.年]?(\\d{1,2})[-/.月]?(\\d{1,2})");
    private static final Map<String, Long> PER_SECOND =
            Map.of("s", 1L, "ms", 1_000L, "us", 1_000_000L, "ns", 1_000_000_000L);
    private static final double MOST = 0.9;
    private static final List<String> FLAGS = List.of("0", "1", "0.0", "1.0", "true", "false");

    /** Reads the profile of a column from its values, nulls included. */
    static ColumnProfile of(String name, List<String> values) {
        List<String> present = new ArrayList<>(values);
        present.removeIf(Objects::isNull);
        ColumnProfile texts =
                new ColumnProfile(name, values.size(), List.copyOf(present), Optional.empty(), Optional.empty());
        return new ColumnProfile(name, values.size(), texts.values, texts.findTimePattern(), texts.findEpochUnit());
    }

    /** The values, each once, in the order of their first row. */
    Set<String> distinct() {
        return new LinkedHashSet<>(values);
    }

    /** The share of rows that have a value. */
    double filled() {
        return rows == 0 ? 0 : (double) values.size() / rows;
    }

    /** Whether most values are numbers: a broken row or two say nothing about a column. */
    boolean isNumeric() {
        return isMost(value -> NUMBER.matcher(value).matches());
    }

    /** Whether values are 0 or 1, in any of the ways in which a flag is written, and none is another number. */
    boolean isFlag() {
        return isMost(ColumnProfile::isFlag)
                && values.stream().filter(value -> !isFlag(value)).noneMatch(value -> NUMBER.matcher(value)
                        .matches());
    }

    private static boolean isFlag(String value) {
        return FLAGS.contains(value.toLowerCase(Locale.ROOT));
    }

    /** The middle value of a column of numbers. */
    double median() {
        return quantile(0.5);
    }

    /** The number that a share of the values is below. */
    double quantile(double share) {
        double[] sorted = values.stream()
                .filter(value -> NUMBER.matcher(value).matches())
                .mapToDouble(value -> new BigDecimal(value).doubleValue())
                .sorted()
                .toArray();
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }

    private Optional<String> findEpochUnit() {
        if (!isNumeric()) {
            return Optional.empty();
        }
        double seconds = median();
        for (String unit : List.of("s", "ms", "us", "ns")) {
            if (seconds >= 1e9 && seconds < 4.2e9) {
                return Optional.of(unit);
            }
            seconds /= 1000;
        }
        return Optional.empty();
    }

    private Optional<String> findTimePattern() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> exact = pattern(1);
        if (exact.isPresent()) {
            return exact;
        }
        return isMost(value -> ISO.matcher(value).matches()) ? Optional.of("iso") : pattern(MOST);
    }

    private Optional<String> pattern(double share) {
        return PATTERNS.stream()
                .filter(pattern -> {
                    DateTimeFormatter format =
                            DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
                    return isShare(share, value -> parses(format, value));
                })
                .map(pattern -> pattern.replace('u', 'y'))
                .findFirst();
    }

    /** Whether most values are times that say their distance from UTC: numbers since 1970, or with an offset. */
    boolean isAbsolute() {
        return timePattern().isPresent() ? namesOffset() : epochUnit().isPresent();
    }

    /** The times of a column of absolute times, in the order of the rows; nothing for a row without one. */
    List<Optional<Instant>> instants() {
        Optional<String> unit = timePattern().isPresent() ? Optional.empty() : epochUnit();
        return values.stream().map(value -> instant(value, unit)).toList();
    }

    private static Optional<Instant> instant(String value, Optional<String> unit) {
        try {
            return Optional.of(
                    unit.isPresent()
                            ? Instant.ofEpochSecond(new BigDecimal(value)
                                    .divideToIntegralValue(BigDecimal.valueOf(PER_SECOND.get(unit.get())))
                                    .longValue())
                            : OffsetDateTime.parse(isoWithColon(value)).toInstant());
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The offset from UTC that most times name; nothing where they name none, or UTC itself. */
    Optional<ZoneOffset> offset() {
        if (!timePattern().equals(Optional.of("iso")) || !namesOffset()) {
            return Optional.empty();
        }
        Map<ZoneOffset, Long> offsets = values.stream()
                .flatMap(value -> {
                    try {
                        return Stream.of(
                                OffsetDateTime.parse(isoWithColon(value)).getOffset());
                    } catch (DateTimeException e) {
                        return Stream.empty();
                    }
                })
                .collect(Collectors.groupingBy(offset -> offset, Collectors.counting()));
        return offsets.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .filter(offset -> !offset.equals(ZoneOffset.UTC));
    }

    /** A time in the one form of ISO 8601 that java.time reads. */
    private static String isoWithColon(String value) {
        return value.toUpperCase(Locale.ROOT)
                .replaceFirst("^(.{10}) ", "$1T")
                .replace(" ", "")
                .replace(',', '.')
                .replaceFirst("([+-]\\d\\d)$", "$1:00")
                .replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    }

    /** Whether the times have no time of day. */
    boolean isDate() {
        return timePattern()
                .filter(pattern -> !pattern.equals("iso") && !pattern.contains("H"))
                .isPresent();
    }

    /** The day of the newest of some times: of absolute ones in a zone, of others as they are written. */
    Optional<LocalDate> newestDay(ZoneId zone) {
        if (isAbsolute()) {
            return instants().stream()
                    .flatMap(Optional::stream)
                    .max(Comparator.naturalOrder())
                    .map(newest -> newest.atZone(zone).toLocalDate());
        }
        return values.stream()
                .map(BEGINS_WITH_DAY::matcher)
                .filter(Matcher::find)
                .flatMap(found -> {
                    try {
                        return Stream.of(LocalDate.of(
                                Integer.parseInt(found.group(1)),
                                Integer.parseInt(found.group(2)),
                                Integer.parseInt(found.group(3))));
                    } catch (DateTimeException e) {
                        return Stream.empty();
                    }
                })
                .max(Comparator.naturalOrder());
    }

    /** Whether the times name their own offset from UTC. */
    boolean namesOffset() {
        return isMost(value -> value.matches(".*\\d:[0-9.,]+ ?([Zz]|[+-]\\d\\d(:?\\d\\d)?)"));
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

    private boolean isMost(Predicate<String> test) {
        return isShare(MOST, test);
    }

    private boolean isShare(double share, Predicate<String> test) {
        // It stops at the failure that decides: most columns are no times, and exceptions are slow.
        long mostFailures = values.size() - (long) Math.ceil(values.size() * share);
        long failures =
                values.stream().filter(test.negate()).limit(mostFailures + 1).count();
        return !values.isEmpty() && failures <= mostFailures;
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
