package io.reelrank.night.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Makes the report's pages: self-contained HTML without scripts, everything from the logs escaped. */
final class CreatorPages {
    private static final double BAR = 100.0;

    private final Template index = template("index.html");
    private final Template creator = template("creator.html");

    /** The file name of a creator's page. */
    static String fileName(String creatorId) {
        return URLEncoder.encode(creatorId, StandardCharsets.UTF_8) + ".html";
    }

    /** The page that lists the creators. */
    String index(String date, int windowDays, List<Row> creators) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("date", date);
        page.put("days", windowDays);
        page.put(
                "creators",
                creators.stream()
                        .map(row -> {
                            Map<String, Object> line = new LinkedHashMap<>();
                            line.put("id", text(row, "creator_id"));
                            line.put(
                                    "href",
                                    "creators/"
                                            + fileName(row.getAs("creator_id")).replace("%", "%25"));
                            line.put("plays", text(row, "plays"));
                            line.put("viewers", text(row, "viewers"));
                            line.put("completion", text(row, "completion_rate"));
                            line.put("engagement", text(row, "engagement_rate"));
                            return line;
                        })
                        .toList());
        return index.execute(page);
    }

    /**
     * A creator's page.
     *
     * @param figures the creator's row of {@code creator_report}
     * @param videos rows of {@code creator_video_report}, the most played first
     */
    String creator(String date, int windowDays, Table table, Row figures, List<Row> videos) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("date", date);
        page.put("days", windowDays);
        page.put("id", text(figures, "creator_id"));
        List<Map<String, String>> lines = new ArrayList<>();
        for (Field field : table.fields()) {
            if (!field.name().equals("creator_id")) {
                lines.add(Map.of(
                        "name", field.name().replace('_', ' '),
                        "value", text(figures, field.name()),
                        "doc", field.doc()));
            }
        }
        page.put("figures", lines);
        long most =
                videos.stream().mapToLong(row -> row.<Long>getAs("plays")).max().orElse(0);
        page.put(
                "videos",
                videos.stream()
                        .map(row -> {
                            Map<String, Object> line = new LinkedHashMap<>();
                            line.put("id", text(row, "video_id"));
                            line.put("title", row.getAs("title") == null ? "" : text(row, "title"));
                            line.put("plays", text(row, "plays"));
                            line.put(
                                    "bar",
                                    String.format(
                                            Locale.ROOT,
                                            "%.1f",
                                            most == 0 ? 0 : BAR * row.<Long>getAs("plays") / most));
                            line.put("completion", text(row, "completion_rate"));
                            line.put("longViews", text(row, "long_view_rate"));
                            line.put("engagement", text(row, "engagement_rate"));
                            line.put("pull", row.getAs("pull") == null ? "–" : signed(row.getAs("pull")));
                            return line;
                        })
                        .toList());
        return creator.execute(page);
    }

    /** A figure as a person reads it: counts with separators, rates in percent, watch time in hours. */
    private static String text(Row row, String column) {
        Object value = row.getAs(column);
        if (value == null) {
            return "–";
        }
        if (column.equals("watch_ms")) {
            return String.format(Locale.ROOT, "%,.1f h", (Long) value / 3_600_000.0);
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
            return Mustache.compiler().compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the template " + name, e);
        }
    }
}
