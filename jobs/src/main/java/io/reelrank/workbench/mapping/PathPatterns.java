package io.reelrank.workbench.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths of files as patterns of a source: a date in a path becomes the day's place, and what differs between the
 * files of a day becomes *.
 *
 * @param root the folder that all files lie below
 * @param patterns each path's pattern below the root
 */
record PathPatterns(String root, Map<String, String> patterns) {
    // A year of this century, so that other numbers are no dates. An hour may follow a packed date: 2022050608.
    private static final List<Pattern> DATES = List.of(
            Pattern.compile("(?<!\\d)(?<y>20\\d\\d)(?<a>[-_])(?<m>[01]?\\d)(?<b>[-_])(?<d>[0-3]?\\d)(?!\\d)"),
            Pattern.compile(
                    "(?<=[/=])(?<y>20\\d\\d)(?<a>/(?:month=|m=)?)(?<m>[01]?\\d)(?<b>/(?:day=|d=)?)(?<d>[0-3]?\\d)(?=/)"),
            Pattern.compile(
                    "(?<!\\d)(?<y>20\\d\\d)(?<a>)(?<m>[01]\\d)(?<b>)(?<d>[0-3]\\d)(?=\\D|$|[0-2]\\d(?:[0-5]\\d){0,2}(?!\\d))"));
    private static final Pattern DAY_PLACE = Pattern.compile("\\{[^}]*}");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    // Behind the day: an hour or the number of a file, but not the digits of a word such as v2 or bz2.
    private static final Pattern NUMBERS_OF_A_DAY = Pattern.compile("(?<![\\p{L}\\d])\\d+|(?<=^[Th]|[-_/][Th])\\d+");
    private static final Pattern PART = Pattern.compile("part-[^/]*?((?:\\.[a-zA-Z]\\w{0,6})*)");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}]*");
    private static final Set<String> NO_NAMES = Set.of(
            "dt", "date", "day", "year", "month", "hour", "part", "y", "m", "d", "h", "hh", "json", "jsonl", "csv",
            "tsv", "txt", "gz", "parquet");

    static PathPatterns of(List<String> paths) {
        Map<String, String> dated = new LinkedHashMap<>();
        paths.forEach(path -> dated.put(path, dated(path)));
        String root = commonFolder(new ArrayList<>(dated.values()));
        Map<String, String> below = new LinkedHashMap<>();
        int begin = root.equals(".") ? 0 : root.endsWith("/") ? 1 : root.length() + 1;
        // These signs of a name mean something in a pattern, but not in the root.
        dated.forEach(
                (path, pattern) -> below.put(path, pattern.substring(begin).replaceAll("[\\[\\]*]", "?")));
        Map<String, Set<String>> byShape = new LinkedHashMap<>();
        below.values().forEach(pattern -> byShape.computeIfAbsent(shape(pattern), shape -> new LinkedHashSet<>())
                .add(pattern));
        Map<String, String> patterns = new LinkedHashMap<>();
        below.forEach((path, pattern) ->
                patterns.put(path, ofDay(byShape.get(shape(pattern)).size() == 1 ? pattern : shape(pattern))));
        return new PathPatterns(root, patterns);
    }

    /** The day that a path names, if it names one: of several the last. */
    static Optional<LocalDate> day(String path) {
        Optional<LocalDate> last = Optional.empty();
        int place = -1;
        for (Pattern pattern : DATES) {
            Matcher dates = pattern.matcher(path);
            while (dates.find()) {
                Optional<LocalDate> day = day(dates);
                if (day.isPresent() && dates.start() > place) {
                    last = day;
                    place = dates.start();
                }
            }
        }
        return last;
    }

    String pattern(String path) {
        return patterns.get(path);
    }

    /** A name for the source: the first word of the pattern. */
    String name(String path) {
        Matcher word = WORD.matcher(DAY_PLACE.matcher(pattern(path)).replaceAll(""));
        while (word.find()) {
            String found = word.group().toLowerCase(Locale.ROOT);
            if (!NO_NAMES.contains(found)) {
                return found;
            }
        }
        return "log";
    }

    private static Optional<LocalDate> day(Matcher date) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(date.group("y")),
                    Integer.parseInt(date.group("m")),
                    Integer.parseInt(date.group("d"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The path with the day's place instead of its day, wherever and however it names that day. */
    private static String dated(String written) {
        // Braces are the place of a day.
        String path = written.replaceAll("[{}]", "?");
        Optional<LocalDate> day = day(path);
        String dated = path;
        for (Pattern pattern : DATES) {
            Matcher dates = pattern.matcher(dated);
            StringBuilder text = new StringBuilder();
            while (dates.find()) {
                dates.appendReplacement(
                        text, Matcher.quoteReplacement(day(dates).equals(day) ? place(dates) : dates.group()));
            }
            dated = dates.appendTail(text).toString();
        }
        return dated;
    }

    private static String place(Matcher date) {
        boolean isPadded = date.group("m").length() == 2 && date.group("d").length() == 2;
        String month = isPadded ? "MM" : "M";
        String day = isPadded ? "dd" : "d";
        String separator = date.group("a");
        return separator.startsWith("/")
                ? "{yyyy}" + separator + "{" + month + "}" + date.group("b") + "{" + day + "}"
                : "{yyyy" + separator + month + date.group("b") + day + "}";
    }

    /** All numbers as *: two files of one source differ in numbers alone. */
    private static String shape(String pattern) {
        StringBuilder shape = new StringBuilder();
        Matcher days = DAY_PLACE.matcher(pattern);
        int end = 0;
        while (days.find()) {
            shape.append(DIGITS.matcher(pattern.substring(end, days.start())).replaceAll("*"))
                    .append(days.group());
            end = days.end();
        }
        return parts(shape.append(DIGITS.matcher(pattern.substring(end)).replaceAll("*"))
                .toString());
    }

    /** The pattern of all files of a day. */
    private static String ofDay(String pattern) {
        int end = pattern.lastIndexOf('}') + 1;
        return parts(
                end == 0
                        ? pattern
                        : pattern.substring(0, end)
                                + NUMBERS_OF_A_DAY
                                        .matcher(pattern.substring(end))
                                        .replaceAll("*"));
    }

    /** The name that Spark and Hadoop give to one of several files, part-00000-…, as *. */
    private static String parts(String pattern) {
        int name = pattern.lastIndexOf('/') + 1;
        Matcher part = PART.matcher(pattern.substring(name));
        if (!part.matches()) {
            return pattern;
        }
        String extension = part.group(1).replaceFirst("^\\.c\\d+", "");
        return pattern.substring(0, name) + (extension.isEmpty() ? "part-*" : "*" + extension);
    }

    private static String commonFolder(List<String> paths) {
        List<String> common = null;
        for (String path : paths) {
            List<String> folders = new ArrayList<>(List.of(path.split("/", -1)));
            folders.remove(folders.size() - 1);
            int end = 0;
            while (end < folders.size()
                    && !folders.get(end).contains("{")
                    && !folders.get(end).contains("?")
                    && (common == null
                            || (end < common.size() && common.get(end).equals(folders.get(end))))) {
                end++;
            }
            common = List.copyOf(folders.subList(0, end));
        }
        String root = String.join("/", common);
        if (!root.isEmpty()) {
            return root;
        }
        return paths.get(0).startsWith("/") ? "/" : ".";
    }
}
