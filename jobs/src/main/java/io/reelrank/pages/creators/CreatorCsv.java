package io.reelrank.pages.creators;

import io.reelrank.core.store.Field;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * A creator's report as CSV: a line for each figure of the creator in each window, then of each video. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe.
 */
public final class CreatorCsv {
    private static final List<String> COMPARED = List.of(
            CreatorComparisons.BEFORE,
            CreatorComparisons.LOW,
            CreatorComparisons.HIGH,
            CreatorComparisons.OWN_LOW,
            CreatorComparisons.OWN_HIGH,
            CreatorComparisons.PEER_MEDIAN,
            CreatorComparisons.BEATS);
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r].*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.]*(E-?[0-9]+)?");
    private static final Pattern QUOTED = Pattern.compile("(?s).*[\",\\r\\n].*");

    private CreatorCsv() {}

    /**
     * The text of the file, its lines ended as RFC 4180 says.
     *
     * @param rows what the night's tables say of the creator
     */
    public static String of(CreatorRows rows) {
        List<Object> names = new ArrayList<>(List.of("about", "id", "title", "window_days", "figure", "value"));
        names.addAll(COMPARED);
        Stream<String> creator = rows.of(CreatorPart.REPORT).stream()
                .sorted(Comparator.comparingInt(row -> row.getAs(CreatorReport.WINDOW_DAYS)))
                .flatMap(row -> CreatorReport.TABLE.fields().stream()
                        .filter(field -> !field.name().equals(CreatorReport.CREATOR_ID)
                                && !field.name().equals(CreatorReport.WINDOW_DAYS))
                        .map(field -> line(creator(rows, row, field))));
        Stream<String> videos = rows.of(CreatorPart.VIDEOS).stream()
                .flatMap(row -> CreatorVideoReport.TABLE.fields().stream()
                        .filter(field -> row.getAs(field.name()) instanceof Number)
                        .map(field -> line(video(row, field))));
        return Stream.of(Stream.of(line(names)), creator, videos)
                .flatMap(lines -> lines)
                .collect(Collectors.joining());
    }

    private static List<Object> creator(CreatorRows rows, Row row, Field field) {
        Integer window = row.getAs(CreatorReport.WINDOW_DAYS);
        List<Object> cells = new ArrayList<>();
        cells.addAll(List.of("creator", rows.creatorId(), "", window, field.name()));
        cells.add(row.getAs(field.name()));
        Row compared = rows.of(CreatorPart.COMPARISONS).stream()
                .filter(other -> Objects.equals(other.getAs(CreatorComparisons.WINDOW_DAYS), window)
                        && other.getAs(CreatorComparisons.FIGURE).equals(field.name()))
                .findFirst()
                .orElse(null);
        COMPARED.forEach(column -> cells.add(compared == null ? null : compared.getAs(column)));
        return cells;
    }

    private static List<Object> video(Row row, Field field) {
        List<Object> cells = new ArrayList<>();
        cells.add("video");
        cells.add(row.getAs(CreatorVideoReport.VIDEO_ID));
        cells.add(row.getAs(CreatorVideoReport.TITLE));
        cells.add(null);
        cells.add(field.name());
        cells.add(row.getAs(field.name()));
        COMPARED.forEach(unused -> cells.add(null));
        return cells;
    }

    private static String line(List<Object> cells) {
        return cells.stream().map(CreatorCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A cell; null is an empty one. Numbers of the tables stay numbers, whatever their sign. */
    static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean isNumber = value instanceof Number && NUMBER.matcher(text).matches();
        String harmless = !isNumber && FORMULA.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(harmless).matches() ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
