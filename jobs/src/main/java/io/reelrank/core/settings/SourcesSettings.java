package io.reelrank.core.settings;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the sources' files lie and what their columns mean: all that reelrank knows of a platform.
 *
 * @param root the folder that every source's path starts from
 * @param zone the platform's time zone: a day runs from midnight to midnight there
 * @param events the logs, by name
 * @param history what users did before the logs begin, without times, by name
 * @param videos the videos' data, by name
 * @param users the users' data, by name
 */
public record SourcesSettings(
        String root,
        ZoneId zone,
        Map<String, EventSource> events,
        Map<String, HistorySource> history,
        Map<String, VideoSource> videos,
        Map<String, UserSource> users) {

    /** How a file's rows are written. */
    public enum Format {
        /** One JSON object a line. */
        JSONL,
        /** Comma separated values, the first line names the columns; no line breaks inside quotes. */
        CSV,
        /** Parquet. */
        PARQUET
    }

    /** What a number or text of time means. */
    public enum Unit {
        /** Seconds; since 1970 where it is a moment. */
        S,
        /** Milliseconds; since 1970 where it is a moment. */
        MS,
        /** Microseconds; since 1970 where it is a moment. */
        US
    }

    /**
     * A source's files.
     *
     * @param path below the root; {@code {yyyy-MM-dd}} stands for the day in any pattern of java.time, * for any name
     * @param format how rows are written; files that end in .gz are unpacked
     */
    public record Files(String path, Format format) {
        /** Whether each day has files of its own. */
        public boolean daily() {
            return path.contains("{");
        }
    }

    /**
     * A moment's column.
     *
     * @param column the source's column
     * @param unit the number's unit, where it is a number
     * @param pattern the text's pattern of java.time, where it is text
     * @param zone where the text's clock hangs
     */
    public record TimeColumn(String column, Optional<Unit> unit, Optional<String> pattern, ZoneId zone) {}

    /**
     * A length of time's column.
     *
     * @param column the source's column
     * @param unit the number's unit
     */
    public record Span(String column, Unit unit) {}

    /**
     * A column of lists.
     *
     * @param column the source's column
     * @param separator what stands between two values where the column is text; a JSON array needs none
     */
    public record Texts(String column, String separator) {}

    /**
     * A column whose values have other names here.
     *
     * @param column the source's column
     * @param values the source's value → ours
     */
    public record Coded(String column, Map<String, String> values) {}

    /**
     * When a wide row holds an event of a kind.
     *
     * @param column the flag or number; none where every row holds one
     * @param above for a number: the event is there when it is larger than this; none for a flag
     */
    public record Flag(Optional<String> column, Optional<Double> above) {}

    /**
     * A log.
     *
     * @param files its files
     * @param eventId the event's or the row's id, where the platform gives one
     * @param userId who
     * @param videoId which video
     * @param eventTime when
     * @param watch how long a play lasted
     * @param duration the video's length
     * @param trafficSource the page or feed it was shown on
     * @param kind long rows: the column that says what happened
     * @param flags wide rows: which events a row holds, by kind
     */
    public record EventSource(
            Files files,
            Optional<String> eventId,
            String userId,
            String videoId,
            TimeColumn eventTime,
            Optional<Span> watch,
            Optional<Span> duration,
            Optional<String> trafficSource,
            Optional<Coded> kind,
            Map<String, Flag> flags) {}

    /**
     * Lists of videos a user dealt with before the logs begin, oldest first.
     *
     * @param files its files
     * @param userId who
     * @param until when the last of them happened; the list is not used for a day before it
     * @param lists what happened → the column with the videos; {@code play}, {@code long_view}, {@code like}
     */
    public record HistorySource(Files files, String userId, TimeColumn until, Map<String, String> lists) {}

    /**
     * Videos' data.
     *
     * @param files its files
     * @param videoId the video
     * @param creatorId who made it
     * @param title its title or description
     * @param tags its tags
     * @param category its category
     * @param duration its length
     * @param publishedAt when it appeared
     * @param status whether it may be shown: values mapped to {@code visible}, {@code hidden} or {@code deleted}
     * @param updatedAt when the row was changed: of several rows the last changed counts
     */
    public record VideoSource(
            Files files,
            String videoId,
            String creatorId,
            Optional<String> title,
            Optional<String> description,
            Optional<Texts> tags,
            Optional<String> category,
            Optional<Span> duration,
            Optional<TimeColumn> publishedAt,
            Optional<Coded> status,
            Optional<TimeColumn> updatedAt) {}

    /**
     * Users' data.
     *
     * @param files its files
     * @param userId the user
     * @param registeredAt when they joined
     * @param status whether they asked to be forgotten: values mapped to {@code active} or {@code forgotten}
     * @param updatedAt when the row was changed: of several rows the last changed counts
     * @param attributes what audience profiles are made from: our name → the source's column
     */
    public record UserSource(
            Files files,
            String userId,
            Optional<TimeColumn> registeredAt,
            Optional<Coded> status,
            Optional<TimeColumn> updatedAt,
            Map<String, String> attributes) {}

    /** The kinds of events that a source may map to. */
    public static final List<String> KINDS = List.of(
            "impression",
            "play",
            "like",
            "unlike",
            "comment",
            "share",
            "favourite",
            "follow",
            "unfollow",
            "hide",
            "report",
            "profile");

    private static final List<String> HISTORY_KINDS = List.of("play", "long_view", "like");
    private static final List<String> VIDEO_STATUSES = List.of("visible", "hidden", "deleted");
    private static final List<String> USER_STATUSES = List.of("active", "forgotten");

    static SourcesSettings of(Section section) {
        ZoneId zone = section.zone("zone");
        return new SourcesSettings(
                section.nonEmpty("root"),
                zone,
                each(section.section("events"), source -> event(source, zone)),
                each(section.section("history"), source -> history(source, zone)),
                each(section.section("videos"), source -> video(source, zone)),
                each(section.section("users"), source -> user(source, zone)));
    }

    private static EventSource event(Section source, ZoneId zone) {
        Section columns = source.section("columns");
        if (columns.has("kind") == source.has("flags")) {
            throw source.wrong(
                    "flags",
                    "given for rows that hold several events, or columns.kind for rows that hold one: exactly one of both");
        }
        return new EventSource(
                files(source),
                columns.optionalText("event_id"),
                columns.nonEmpty("user_id"),
                columns.nonEmpty("video_id"),
                moment(columns.section("event_time"), zone),
                columns.optionalSection("watch_ms").map(SourcesSettings::span),
                columns.optionalSection("duration_ms").map(SourcesSettings::span),
                columns.optionalText("traffic_source"),
                columns.optionalSection("kind").map(kind -> coded(kind, KINDS)),
                source.optionalSection("flags").map(SourcesSettings::flags).orElse(Map.of()));
    }

    private static HistorySource history(Section source, ZoneId zone) {
        Map<String, String> lists = new TreeMap<>(source.section("lists").texts());
        if (lists.isEmpty() || !HISTORY_KINDS.containsAll(lists.keySet())) {
            throw source.wrong("lists", "kinds of " + HISTORY_KINDS + " with the column of each");
        }
        Section columns = source.section("columns");
        return new HistorySource(
                files(source), columns.nonEmpty("user_id"), moment(columns.section("until"), zone), lists);
    }

    private static VideoSource video(Section source, ZoneId zone) {
        Section columns = source.section("columns");
        return new VideoSource(
                files(source),
                columns.nonEmpty("video_id"),
                columns.nonEmpty("creator_id"),
                columns.optionalText("title"),
                columns.optionalText("description"),
                columns.optionalSection("tags")
                        .map(tags -> new Texts(
                                tags.nonEmpty("column"),
                                tags.optionalText("separator").orElse(","))),
                columns.optionalText("category"),
                columns.optionalSection("duration_ms").map(SourcesSettings::span),
                columns.optionalSection("published_at").map(time -> moment(time, zone)),
                columns.optionalSection("status").map(status -> coded(status, VIDEO_STATUSES)),
                columns.optionalSection("updated_at").map(time -> moment(time, zone)));
    }

    private static UserSource user(Section source, ZoneId zone) {
        Section columns = source.section("columns");
        return new UserSource(
                files(source),
                columns.nonEmpty("user_id"),
                columns.optionalSection("registered_at").map(time -> moment(time, zone)),
                columns.optionalSection("status").map(status -> coded(status, USER_STATUSES)),
                columns.optionalSection("updated_at").map(time -> moment(time, zone)),
                source.optionalSection("attributes").map(Section::texts).orElse(Map.of()));
    }

    private static Files files(Section source) {
        return new Files(source.nonEmpty("path"), source.choice("format", Format.class));
    }

    private static TimeColumn moment(Section time, ZoneId zone) {
        if (time.has("unit") == time.has("pattern")) {
            throw time.wrong("unit", "s, ms or us for a number, or pattern = \"yyyy-MM-dd …\" for text: one of both");
        }
        return new TimeColumn(
                time.nonEmpty("column"),
                time.has("unit") ? Optional.of(time.choice("unit", Unit.class)) : Optional.empty(),
                time.optionalText("pattern"),
                time.has("zone") ? time.zone("zone") : zone);
    }

    private static Span span(Section span) {
        return new Span(span.nonEmpty("column"), span.choice("unit", Unit.class));
    }

    private static Coded coded(Section coded, List<String> known) {
        Map<String, String> values = new TreeMap<>(coded.section("values").texts());
        values.forEach((theirs, ours) -> {
            if (!known.contains(ours)) {
                throw coded.wrong("values", "made of these: " + String.join(", ", known) + "; " + ours + " is none");
            }
        });
        return new Coded(coded.nonEmpty("column"), values);
    }

    private static Map<String, Flag> flags(Section flags) {
        Map<String, Flag> byKind = new LinkedHashMap<>();
        flags.sections().forEach((kind, flag) -> {
            if (!KINDS.contains(kind)) {
                throw flags.wrong(kind, "one of the kinds " + String.join(", ", KINDS));
            }
            byKind.put(
                    kind,
                    new Flag(
                            flag.optionalText("column"),
                            flag.has("above")
                                    ? Optional.of(flag.number("above", -Double.MAX_VALUE, Double.MAX_VALUE))
                                    : Optional.empty()));
        });
        return byKind;
    }

    private static <T> Map<String, T> each(Section group, java.util.function.Function<Section, T> reader) {
        Map<String, T> sources = new LinkedHashMap<>();
        group.sections().forEach((name, source) -> sources.put(name, reader.apply(source)));
        return sources;
    }
}
