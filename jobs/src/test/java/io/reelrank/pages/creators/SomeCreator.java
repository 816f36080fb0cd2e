package io.reelrank.pages.creators;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorPlaces;
import java.sql.Date;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of a creator of whom everything is known, and of one of whom nothing is. */
public final class SomeCreator {
    static final Date DATE = Date.valueOf("2022-05-06");

    private SomeCreator() {}

    /** Little data: some plays, and nothing that can be judged. */
    public static CreatorRows thin() {
        Map<CreatorPart, List<Row>> parts = new EnumMap<>(CreatorPart.class);
        parts.put(CreatorPart.REPORT, List.of(row(CreatorPart.REPORT, report(3))));
        return new CreatorRows("new", parts);
    }

    /** A creator with videos of these titles; null is none. */
    public static CreatorRows withTitles(String... titles) {
        Map<CreatorPart, List<Row>> parts = new EnumMap<>(CreatorPart.class);
        parts.put(CreatorPart.REPORT, List.of(row(CreatorPart.REPORT, report(1234))));
        parts.put(
                CreatorPart.NIGHTS,
                IntStream.range(0, 5)
                        .mapToObj(i -> row(
                                CreatorPart.NIGHTS,
                                Map.of("window_days", 1, "plays", 40L + i, Table.DAY, new Date(DATE.getTime() + i))))
                        .toList());
        parts.put(CreatorPart.COMPARISONS, List.of(rate("completion_rate", 0.25), rate("follow_rate", 0.011)));
        parts.put(
                CreatorPart.CHANGES,
                List.of(
                        change("plays", "cause", "traffic", 34.0),
                        change("plays", "cause", "offered_and_accepted", 200.0),
                        change("watch_ms", "cause", "traffic", -3_600_000.0),
                        change("plays", "age", "new_videos", 234.0)));
        parts.put(
                CreatorPart.AUDIENCE,
                List.of(
                        part("tie", "follower", 100),
                        part("tie", "stranger", 300),
                        part("source", "(others)", 10),
                        part("source", "1", 60),
                        part("source", "search", 70),
                        part("source", "feed", 250),
                        part("source", "follow", 10),
                        part("hour", "20", 120),
                        part("hour", "(others)", 280),
                        part("taste", "food", 120),
                        part("segment", "age_band=18-24+gender=female", 120)));
        parts.put(
                CreatorPart.OFFERS,
                List.of(
                        offer("", "food", 400, 0.6, 0.4),
                        offer("", "cars", 300, 0.31, 0.3),
                        offer("v0", "food", 200, 0.6, 0.4),
                        offer("v0", "cars", 150, 0.3, null)));
        parts.put(CreatorPart.ADVICE, advice());
        parts.put(
                CreatorPart.OUTLOOK,
                List.of(option("usual", "", 0.01), option("tag", "面食", 0.04), option("length", "15s_to_60s", 0.02)));
        parts.put(CreatorPart.PLACES, List.of(row(CreatorPart.PLACES, place())));
        List<Row> videos = new ArrayList<>();
        for (int i = 0; i < titles.length; i++) {
            videos.add(video("v" + i, titles[i], 700L - i));
        }
        parts.put(CreatorPart.VIDEOS, videos);
        return new CreatorRows("ann", parts);
    }

    /** The creator with other rows of a part. */
    static CreatorRows with(CreatorPart part, List<Row> rows) {
        return with(Map.of(part, rows));
    }

    /** The creator with other rows of some parts. */
    static CreatorRows with(Map<CreatorPart, List<Row>> others) {
        CreatorRows all = withTitles("a");
        Map<CreatorPart, List<Row>> parts = new EnumMap<>(CreatorPart.class);
        for (CreatorPart each : CreatorPart.values()) {
            parts.put(each, others.getOrDefault(each, all.of(each)));
        }
        return new CreatorRows("ann", parts);
    }

    /** A video with that many plays, whose usual range at its age is 300 to 500. */
    static Row video(String id, long plays) {
        return video(id, id, plays);
    }

    private static List<Row> advice() {
        List<Row> advice = new ArrayList<>();
        int place = 1;
        for (AdviceRule rule : AdviceRule.values()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("rule", rule.key());
            values.put("subject", "<b>面食</b>");
            values.put("evidence", 812L);
            values.put("value", 0.4);
            values.put("usual", 0.2);
            values.put("effect", 0.15);
            values.put("effect_low", 0.1);
            values.put("effect_high", 0.2);
            values.put("place", place++);
            advice.add(row(CreatorPart.ADVICE, values));
        }
        return advice;
    }

    private static Map<String, Object> report(long plays) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("window_days", 28);
        values.put("days", 27);
        values.put("videos", 12L);
        values.put("plays", plays);
        values.put("viewers", 400L);
        values.put("watch_ms", 90_000_000L);
        values.put("new_viewers", 150L);
        values.put("returning_viewers", 100L);
        values.put("completion_rate", 0.25);
        return values;
    }

    private static Map<String, Object> place() {
        StructType tag = CreatorPlaces.OPEN_TAG;
        StructType other =
                new StructType().add("creator_id", DataTypes.StringType).add("similarity", DataTypes.FloatType);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("niche", "food");
        values.put("niche_creators", 9L);
        values.put("niche_videos", 90L);
        values.put("wanted_by", 300L);
        values.put("crowding", 1.5);
        values.put("open_tags", list(new GenericRowWithSchema(new Object[] {"汤", 0.05, 0.01, 80L, 0.5}, tag)));
        values.put("similar", list(new GenericRowWithSchema(new Object[] {"<i>bob</i>", 0.9f}, other)));
        return values;
    }

    /** The completion rate, with other values in some columns. */
    static Row rate(Map<String, Object> changed) {
        Map<String, Object> values = rateValues("completion_rate", 0.25);
        values.putAll(changed);
        return row(CreatorPart.COMPARISONS, values);
    }

    private static Row rate(String figure, double value) {
        return row(CreatorPart.COMPARISONS, rateValues(figure, value));
    }

    private static Map<String, Object> rateValues(String figure, double value) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("window_days", 28);
        values.put("figure", figure);
        values.put("evidence", 1234L);
        values.put("value", value);
        values.put("before", 0.2);
        values.put("before_evidence", 1000L);
        values.put("dispersion", 1.5);
        values.put("estimate", value);
        values.put("low", 0.22);
        values.put("high", 0.28);
        values.put("own_windows", 6L);
        values.put("own_low", 0.18);
        values.put("own_high", 0.3);
        values.put("size", 5);
        values.put("peers", 40L);
        values.put("peers_of", "niche");
        values.put("peer_median", 0.21);
        values.put("beats", 0.9);
        return values;
    }

    private static Row change(String figure, String breakdown, String cause, double change) {
        return figure.equals("plays")
                ? changed(figure, breakdown, cause, 1000, 1234, change)
                : changed(figure, breakdown, cause, 93_600_000, 90_000_000, change);
    }

    /** A part of a change, by cause. */
    static Row change(String figure, String cause, long before, long after, double change) {
        return changed(figure, "cause", cause, before, after, change);
    }

    private static Row changed(String figure, String breakdown, String cause, long before, long after, double change) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("window_days", 28);
        values.put("figure", figure);
        values.put("breakdown", breakdown);
        values.put("cause", cause);
        values.put("before", before);
        values.put("after", after);
        values.put("change", change);
        return row(CreatorPart.CHANGES, values);
    }

    private static Row part(String breakdown, String part, long viewers) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("breakdown", breakdown);
        values.put("part", part);
        values.put("viewers", viewers);
        values.put("share", viewers / 400.0);
        if (!part.startsWith("(")) {
            values.put("usual_share", 0.2);
            values.put("tgi", viewers / 400.0 / 0.2 * 100);
        }
        return row(CreatorPart.AUDIENCE, values);
    }

    static Row offer(String video, String taste, long offered, double share, Double usual) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("video_id", video);
        values.put("taste", taste);
        values.put("offered", offered);
        values.put("took", Math.round(offered * share));
        values.put("took_share", share);
        values.put("took_low", share - 0.05);
        values.put("took_high", share + 0.05);
        values.put("usual_took_share", usual);
        values.put("offered_share", 0.1);
        values.put("usual_offered_share", usual == null ? null : 0.2);
        return row(CreatorPart.OFFERS, values);
    }

    private static Row option(String kind, String option, double expected) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", kind);
        values.put("option", option);
        values.put("videos", 5L);
        values.put("expected", expected);
        values.put("low", expected - 0.1);
        values.put("high", expected + 0.1);
        values.put("held", 0.81);
        values.put("tested", 97L);
        return row(CreatorPart.OUTLOOK, values);
    }

    private static Row video(String id, String title, long plays) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("video_id", id);
        values.put("title", title);
        values.put("plays", plays);
        values.put("viewer_days", 650L);
        values.put("completion_rate", 0.31);
        values.put("leave_3s_rate", 0.2);
        values.put("pull", 0.02);
        values.put("age_days", 7);
        values.put("plays_at_age", plays);
        values.put("typical_videos", 9L);
        values.put("typical_low", 300.0);
        values.put("typical_plays", 400.0);
        values.put("typical_high", 500.0);
        values.put("retention", list(0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.36, 0.33, 0.3));
        values.put("retention_low", list(0.88, 0.78, 0.68, 0.58, 0.48, 0.43, 0.38, 0.34, 0.31, 0.28));
        values.put("retention_high", list(0.92, 0.82, 0.72, 0.62, 0.52, 0.47, 0.42, 0.38, 0.35, 0.32));
        values.put("peer_retention", list(0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.26, 0.23, 0.2));
        return row(CreatorPart.VIDEOS, values);
    }

    /** A row with other values in some columns. */
    static Row other(Row row, Map<String, Object> changed) {
        Object[] cells = new Object[row.size()];
        for (String column : row.schema().fieldNames()) {
            cells[row.fieldIndex(column)] = changed.getOrDefault(column, row.getAs(column));
        }
        return new GenericRowWithSchema(cells, row.schema());
    }

    private static Object list(Object... values) {
        return CollectionConverters.asScala(List.of(values)).toSeq();
    }

    private static Row row(CreatorPart part, Map<String, Object> values) {
        StructType type = part.type();
        Object[] cells = new Object[type.size()];
        for (StructField field : type.fields()) {
            cells[type.fieldIndex(field.name())] = values.get(field.name());
        }
        return new GenericRowWithSchema(cells, type);
    }
}
