package io.reelrank.night.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.reelrank.core.files.Digest;
import io.reelrank.core.store.Field;
import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.AdviceRule.Basis;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Makes the report's pages: self-contained HTML without scripts. All text from the logs is escaped. */
final class CreatorPages {
    private static final double BAR_WIDTH = 100.0;
    private static final Pattern PLAIN_ID = Pattern.compile("[a-z0-9_-]{1,60}");
    private static final String NONE = "–";
    private static final List<String> ABOUT = List.of(CreatorReport.CREATOR_ID, CreatorReport.WINDOW_DAYS);

    private static final Set<String> NUMBERS = Set.of(CreatorReport.EFFECTIVE_VIDEOS, CreatorReport.EFFECTIVE_NICHES);

    private static final Map<String, CreatorFigure> RATES =
            Arrays.stream(CreatorFigure.values()).collect(Collectors.toMap(CreatorFigure::column, Function.identity()));
    private static final Map<String, AdviceRule> RULES =
            Arrays.stream(AdviceRule.values()).collect(Collectors.toMap(AdviceRule::key, Function.identity()));

    private final String date;
    private final int windowDays;
    private final Template index = template("index.html");
    private final Template creator = template("creator.html");

    /**
     * @param date the night's date
     * @param windowDays how many days the figures are of, up to the date
     */
    CreatorPages(String date, int windowDays) {
        this.date = date;
        this.windowDays = windowDays;
    }

    /**
     * The file name of a creator's page, the same every night: the id where every file system and URL takes it, else a
     * digest of it. The digest has a prefix with a dot, which no plain id has. An id with capital letters is not plain:
     * some disks take {@code Ann.html} and {@code ann.html} for one file.
     */
    static String fileName(String creatorId) {
        return (PLAIN_ID.matcher(creatorId).matches() ? creatorId : "id." + Digest.of(creatorId)) + ".html";
    }

    /**
     * The page that lists the creators.
     *
     * @param creators rows of {@code creator_report}, in the order of the page
     * @param withoutPage ids of creators whose page could not be written; they are listed without a link
     */
    String index(List<Row> creators, Set<String> withoutPage) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("date", date);
        page.put("days", windowDays);
        page.put(
                "creators",
                creators.stream()
                        .map(row -> {
                            Map<String, Object> line = new LinkedHashMap<>();
                            line.put("id", text(row, CreatorReport.CREATOR_ID));
                            String id = row.getAs(CreatorReport.CREATOR_ID);
                            line.put("href", withoutPage.contains(id) ? "" : "creators/" + fileName(id));
                            line.put("plays", text(row, CreatorReport.PLAYS));
                            line.put("viewers", text(row, CreatorReport.VIEWERS));
                            line.put("completion", text(row, CreatorFigure.COMPLETION_RATE.column()));
                            line.put("engagement", text(row, CreatorReport.ENGAGEMENT_RATE));
                            return line;
                        })
                        .toList());
        return index.execute(page);
    }

    /**
     * A creator's page.
     *
     * @param figures the creator's row of {@code creator_report}
     * @param comparisons the creator's rows of {@code creator_comparisons}, of the same window
     * @param advice the creator's rows of {@code creator_advice} that have a place, in their order
     * @param videos rows of {@code creator_video_report}, the most played first
     */
    String creator(Row figures, List<Row> comparisons, List<Row> advice, List<Row> videos) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("date", date);
        page.put("days", windowDays);
        page.put("id", text(figures, CreatorReport.CREATOR_ID));
        page.put("hasAdvice", !advice.isEmpty());
        page.put("advice", advice.stream().map(CreatorPages::advice).toList());
        Map<String, Row> compared = comparisons.stream()
                .collect(Collectors.toMap(row -> row.getAs(CreatorComparisons.FIGURE), Function.identity()));
        List<Map<String, String>> lines = new ArrayList<>();
        for (Field field : CreatorReport.TABLE.fields()) {
            if (!ABOUT.contains(field.name())) {
                Row row = compared.get(field.name());
                lines.add(Map.of(
                        "name",
                        name(field.name()),
                        "value",
                        text(figures, field.name()),
                        "before",
                        row == null ? NONE : text(row, CreatorComparisons.BEFORE),
                        "peers",
                        row == null ? NONE : text(row, CreatorComparisons.PEER_MEDIAN),
                        "beats",
                        row == null ? NONE : text(row, CreatorComparisons.BEATS),
                        "doc",
                        // The column's doc also says when it is null, which is no matter of people.
                        RATES.containsKey(field.name())
                                ? RATES.get(field.name()).definition()
                                : field.doc()));
            }
        }
        page.put("figures", lines);
        long most = videos.stream()
                .mapToLong(row -> row.<Long>getAs(CreatorVideoReport.PLAYS))
                .max()
                .orElse(0);
        page.put(
                "videos",
                videos.stream()
                        .map(row -> {
                            Map<String, Object> line = new LinkedHashMap<>();
                            line.put("id", text(row, CreatorVideoReport.VIDEO_ID));
                            line.put(
                                    "title",
                                    row.getAs(CreatorVideoReport.TITLE) == null
                                            ? ""
                                            : text(row, CreatorVideoReport.TITLE));
                            line.put("plays", text(row, CreatorVideoReport.PLAYS));
                            line.put(
                                    "bar",
                                    String.format(
                                            Locale.ROOT,
                                            "%.1f",
                                            most == 0
                                                    ? 0
                                                    : BAR_WIDTH * row.<Long>getAs(CreatorVideoReport.PLAYS) / most));
                            line.put("completion", text(row, CreatorFigure.COMPLETION_RATE.column()));
                            line.put("longViews", text(row, CreatorFigure.LONG_VIEW_RATE.column()));
                            line.put("engagement", text(row, CreatorVideoReport.ENGAGEMENT_RATE));
                            line.put(
                                    "pull",
                                    row.getAs(CreatorVideoReport.PULL) == null
                                            ? NONE
                                            : signed(row.getAs(CreatorVideoReport.PULL)));
                            return line;
                        })
                        .toList());
        return creator.execute(page);
    }

    private static String name(String column) {
        CreatorFigure rate = RATES.get(column);
        return rate == null ? column.replace('_', ' ') : "%s %s".formatted(rate.english(), rate.chinese());
    }

    private static Map<String, String> advice(Row row) {
        String subject = row.getAs(CreatorAdvice.SUBJECT);
        AdviceRule rule = RULES.get(row.<String>getAs(CreatorAdvice.RULE));
        boolean isOfRate = rule.basis() == Basis.RATE;
        boolean isOfPull = rule.basis() == Basis.VIDEOS || rule.basis() == Basis.NICHE;
        return Map.of(
                "finding",
                subject.isEmpty() ? rule.finding() : "%s: %s".formatted(rule.finding(), subject),
                "value",
                isOfPull ? signed(row.getAs(CreatorAdvice.VALUE)) : text(row, CreatorAdvice.VALUE),
                "usual",
                isOfPull ? signed(row.getAs(CreatorAdvice.USUAL)) : text(row, CreatorAdvice.USUAL),
                "effect",
                "%s (%s to %s)"
                        .formatted(
                                signed(row.getAs(CreatorAdvice.EFFECT)),
                                signed(row.getAs(CreatorAdvice.EFFECT_LOW)),
                                signed(row.getAs(CreatorAdvice.EFFECT_HIGH))),
                "evidence",
                "%s %s"
                        .formatted(
                                text(row, CreatorAdvice.EVIDENCE),
                                isOfRate
                                        ? rule.figure().whole().replace('_', ' ')
                                        : rule.basis().evidence()));
    }

    /** A value as text: counts with separators, rates in percent, watch time in hours. */
    private static String text(Row row, String column) {
        Object value = row.getAs(column);
        if (value == null) {
            return NONE;
        }
        if (column.equals(CreatorReport.WATCH_MS)) {
            return String.format(Locale.ROOT, "%,.1f h", (Long) value / 3_600_000.0);
        }
        if (NUMBERS.contains(column)) {
            return String.format(Locale.ROOT, "%.1f", (Double) value);
        }
        if (value instanceof Long count) {
            return String.format(Locale.ROOT, "%,d", count);
        }
        if (value instanceof Double rate) {
            return String.format(Locale.ROOT, "%.1f%%", 100 * rate);
        }
        return value.toString();
    }

    private static String signed(double points) {
        return String.format(Locale.ROOT, "%+.1f", 100 * points);
    }

    private static Template template(String name) {
        try (InputStream bytes = CreatorPages.class.getResourceAsStream(name);
                Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            return Mustache.compiler().emptyStringIsFalse(true).compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the template " + name, e);
        }
    }
}
