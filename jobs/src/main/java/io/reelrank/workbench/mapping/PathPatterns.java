package io.reelrank.workbench.mapping;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
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
 * files of a folder becomes *.
 *
 * @param root the folder that all files lie below
 * @param patterns each path's pattern below the root
 */
record PathPatterns(String root, Map<String, String> patterns) {
    // A year of this century, so that other numbers are no dates.
    private static final Pattern DASHED = Pattern.compile("(?<!\\d)20\\d\\d-[01]\\d-[0-3]\\d(?!\\d)");
    private static final Pattern UNDERSCORED = Pattern.compile("(?<!\\d)20\\d\\d_[01]\\d_[0-3]\\d(?!\\d)");
    private static final Pattern PACKED = Pattern.compile("(?<!\\d)20\\d\\d[01]\\d[0-3]\\d(?!\\d)");
    private static final Pattern FOLDERS = Pattern.compile("(?<=/)(20\\d\\d)/([01]\\d)/([0-3]\\d)(?=/)");
    private static final Pattern DAY_PLACE = Pattern.compile("\\{[^}]*}");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final String DAY = "{yyyy-MM-dd}";

    static PathPatterns of(List<String> paths) {
        Map<String, String> dated = new LinkedHashMap<>();
        paths.forEach(path -> dated.put(path, dated(path)));
        String root = commonFolder(new ArrayList<>(dated.values()));
        Map<String, String> below = new LinkedHashMap<>();
        dated.forEach((path, pattern) -> below.put(
                path, root.equals(".") ? pattern : pattern.substring(root.endsWith("/") ? 1 : root.length() + 1)));
        Map<String, Set<String>> byShape = new LinkedHashMap<>();
        below.values().forEach(pattern -> byShape.computeIfAbsent(shape(pattern), shape -> new LinkedHashSet<>())
                .add(pattern));
        Map<String, String> patterns = new LinkedHashMap<>();
        below.forEach((path, pattern) -> patterns.put(
                path, byShape.get(shape(pattern)).size() == 1 && !isPart(pattern) ? pattern : shape(pattern)));
        return new PathPatterns(root, patterns);
    }

    /** The day that a path names, if it names one. */
    static Optional<LocalDate> day(String path) {
        for (Pattern pattern : List.of(FOLDERS, DASHED, UNDERSCORED, PACKED)) {
            Matcher found = pattern.matcher(path);
            if (found.find()) {
                try {
                    return Optional.of(
                            LocalDate.parse(found.group().replaceAll("[^0-9]", ""), DateTimeFormatter.BASIC_ISO_DATE));
                } catch (DateTimeParseException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    String pattern(String path) {
        return patterns.get(path);
    }

    /** A name for the source: the first word of the pattern. */
    String name(String path) {
        Matcher word =
                Pattern.compile("[\\p{L}][\\p{L}\\p{N}]*").matcher(pattern(path).replaceAll("\\{[^}]*}", ""));
        while (word.find()) {
            String found = word.group().toLowerCase(Locale.ROOT);
            if (!Set.of("dt", "date", "day", "part").contains(found)) {
                return found;
            }
        }
        return "log";
    }

    private static String dated(String path) {
        String folders = FOLDERS.matcher(path).replaceFirst("{yyyy}/{MM}/{dd}");
        if (!folders.equals(path)) {
            return folders;
        }
        String dashed = DASHED.matcher(path).replaceAll(Matcher.quoteReplacement(DAY));
        if (!dashed.equals(path)) {
            return dashed;
        }
        String underscored = UNDERSCORED.matcher(path).replaceAll(Matcher.quoteReplacement("{yyyy_MM_dd}"));
        return underscored.equals(path)
                ? PACKED.matcher(path).replaceAll(Matcher.quoteReplacement("{yyyyMMdd}"))
                : underscored;
    }

    /** Numbers of files and hours are another for each file of a day. */
    private static String shape(String pattern) {
        StringBuilder shape = new StringBuilder();
        Matcher days = DAY_PLACE.matcher(pattern);
        int end = 0;
        while (days.find()) {
            shape.append(DIGITS.matcher(pattern.substring(end, days.start())).replaceAll("*"))
                    .append(days.group());
            end = days.end();
        }
        shape.append(DIGITS.matcher(pattern.substring(end)).replaceAll("*"));
        return shape.toString();
    }

    /** Whether a file's name says that there are others beside it. */
    private static boolean isPart(String pattern) {
        String name = pattern.substring(pattern.lastIndexOf('/') + 1);
        return name.startsWith("part-") || (pattern.contains("hour=") || pattern.contains("hh="));
    }

    private static String commonFolder(List<String> paths) {
        List<String> common = null;
        for (String path : paths) {
            List<String> folders = new ArrayList<>(List.of(path.split("/", -1)));
            folders.remove(folders.size() - 1);
            int end = 0;
            while (end < folders.size()
                    && !folders.get(end).contains("{")
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
