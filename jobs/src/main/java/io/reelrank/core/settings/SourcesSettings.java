package io.reelrank.core.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of the sources are, and what their columns mean. Nothing else in reelrank depends on the platform.
 *
 * @param root the folder that the path of every source starts from
 * @param zone the platform's time zone; a day runs from midnight to midnight in it
 * @param events the logs, by name
 * @param history what users did before the logs begin, without times, by name
 * @param videos data about the videos, by name
 * @param users data about the users, by name
 */
public record SourcesSettings(
        String root,
        ZoneId zone,
        Map<String, EventSource> events,
        Map<String, HistorySource> history,
        Map<String, VideoSource> videos,
        Map<String, UserSource> users) {

    /** The formats of files. */
    public enum Format {
        /** One JSON object per line. */
        JSONL,
        /** Comma-separated values. The first line names the columns; a quoted value may hold line breaks. */
        CSV,
        /** Parquet. */
        PARQUET
    }

    /** The unit of a number that is a point in time or a duration. */
    public enum Unit {
        /** Seconds; a point in time counts from 1970. */
        S,
        /** Milliseconds; a point in time counts from 1970. */
        MS,
        /** Microseconds; a point in time counts from 1970. */
        US,
        /** Nanoseconds; a point in time counts from 1970. */
        NS
    }

    /**
     * The files of a source.
     *
     * @param path the path below the root; {@code {yyyy-MM-dd}} stands for the day, in any pattern of java.time, and *
     *     for any name
     * @param format the format; files that end in .gz are unpacked
     * @param dialect how values are written, if the format is CSV
     */
    public record Files(String path, Format format, CsvDialect dialect) {
        /** Whether each day has its own files. */
        public boolean daily() {
            return path.contains("{");
        }
    }

    /**
     * A column of points in time.
     *
     * @param column the source's column
     * @param unit the unit, if the column has numbers
     * @param pattern the pattern of java.time, if the column has text
     * @param zone the time zone of the text
     */
    public record TimeColumn(String column, Optional<Unit> unit, Optional<String> pattern, ZoneId zone) {}

    /**
     * A column of durations.
     *
     * @param column the source's column
     * @param unit the unit
     */
    public record Span(String column, Unit unit) {}

    /**
     * A column of lists.
     *
     * @param column the source's column
     * @param separator the text between two values; a JSON array needs none
     */
    public record Texts(String column, String separator) {}

    /**
     * A column whose values are mapped to reelrank's names.
     *
     * @param column the source's column
     * @param values the source's value → reelrank's
     */
    public record Coded(String column, Map<String, String> values) {}

    /**
     * When a wide row has an event of a kind.
     *
     * @param column the column of the flag or number; without it every row has the event
     * @param above the row has the event if the number is larger; none for a flag
     */
    public record Flag(Optional<String> column, Optional<Double> above) {}

    /**
     * The columns that tell from which list a video was shown.
     *
     * @param version the date of the night that made the list; text that begins with it, such as 2022-05-06, will do
     * @param place the video's place in the list, from 1
     */
    public record ListColumns(String version, String place) {}

    /**
     * A log.
     *
     * @param files its files
     * @param eventId the id of the event or row, if the platform has one
     * @param userId the user
     * @param videoId the video
     * @param eventTime the time of the event
     * @param watch how long a play lasted
     * @param duration the video's length
     * @param trafficSource the page or feed that the video was shown on
     * @param list which list showed the video, and where in it
     * @param kind for rows of one event: the column of the event's kind
     * @param flags for rows of several events: when a row has an event, by kind
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
            Optional<ListColumns> list,
            Optional<Coded> kind,
            Map<String, Flag> flags) {}

    /**
     * Lists of a user's videos from before the logs begin, oldest first.
     *
     * @param files its files
     * @param userId the user
     * @param until the time of the last entry; the list is not used for a day before it
     * @param lists kind of event → the column of the videos; {@code play}, {@code long_view}, {@code like}
     */
    public record HistorySource(Files files, String userId, TimeColumn until, Map<String, String> lists) {}

    /**
     * Data about the videos.
     *
     * @param files its files
     * @param videoId the video
     * @param creatorId the creator
     * @param title the title
     * @param description the description
     * @param tags the tags
     * @param category the category
     * @param duration the length
     * @param publishedAt the time of publication
     * @param status whether it may be shown: values mapped to {@code visible}, {@code hidden} or {@code deleted}
     * @param updatedAt when the row was changed; the row that was changed last counts
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
     * Data about the users.
     *
     * @param files its files
     * @param userId the user
     * @param registeredAt when the user joined
     * @param status whether the user asked to be forgotten: values mapped to {@code active} or {@code forgotten}
     * @param updatedAt when the row was changed; the row that was changed last counts
     * @param attributes attributes for audience profiles and segments: reelrank's name → the source's column
     * @param consents flags of what a user agrees to: {@code training}, {@code lists} or {@code reports} → the column
     */
    public record UserSource(
            Files files,
            String userId,
            Optional<TimeColumn> registeredAt,
            Optional<Coded> status,
            Optional<TimeColumn> updatedAt,
            Map<String, String> attributes,
            Map<String, String> consents) {}

    /** The pattern of all times in ISO 8601, and the default: also that of times that Parquet has as such. */
    public static final String ISO = "iso";

    private static final ZonedDateTime EXAMPLE = ZonedDateTime.of(2022, 5, 6, 7, 8, 9, 0, ZoneOffset.UTC);
    // Letters of java.time that Spark's parser refuses.
    private static final Pattern SPARK_REFUSES = Pattern.compile("[YwWuecABnNp]");
    private static final Pattern DAY_PATTERN = Pattern.compile("\\{([^}]*)}");

    /** The kinds of events that a source may have. */
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
    /** What a user may agree to. */
    public static final List<String> CONSENTS = List.of("training", "lists", "reports");

    private static final List<String> USER_STATUSES = List.of("active", "forgotten");

    /** Whether any log tells from which list its videos were shown. */
    public boolean tellLists() {
        return events.values().stream().anyMatch(source -> source.list().isPresent());
    }

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
                    "given for rows of several events, or columns.kind for rows of one event: exactly one of both");
        }
        return new EventSource(
                files(source),
                columns.optionalText("event_id"),
                columns.nonEmpty("user_id"),
                columns.nonEmpty("video_id"),
                timeColumn(columns.section("event_time"), zone),
                columns.optionalSection("watch_ms").map(SourcesSettings::span),
                columns.optionalSection("duration_ms").map(SourcesSettings::span),
                columns.optionalText("traffic_source"),
                listColumns(columns),
                columns.optionalSection("kind").map(kind -> coded(kind, KINDS)),
                source.optionalSection("flags").map(SourcesSettings::flags).orElse(Map.of()));
    }

    private static Optional<ListColumns> listColumns(Section columns) {
        Optional<String> version = columns.optionalText("list_version");
        Optional<String> place = columns.optionalText("list_place");
        if (version.isPresent() != place.isPresent()) {
            throw columns.wrong(
                    version.isPresent() ? "list_place" : "list_version",
                    "given together with the other of list_version and list_place, or neither of both");
        }
        return version.map(column -> new ListColumns(column, place.orElseThrow()));
    }

    private static HistorySource history(Section source, ZoneId zone) {
        Map<String, String> lists = new TreeMap<>(source.section("lists").texts());
        if (lists.isEmpty() || !HISTORY_KINDS.containsAll(lists.keySet())) {
            throw source.wrong("lists", "kinds of " + HISTORY_KINDS + ", each with its column");
        }
        Section columns = source.section("columns");
        return new HistorySource(
                files(source), columns.nonEmpty("user_id"), timeColumn(columns.section("until"), zone), lists);
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
                columns.optionalSection("published_at").map(time -> timeColumn(time, zone)),
                columns.optionalSection("status").map(status -> coded(status, VIDEO_STATUSES)),
                columns.optionalSection("updated_at").map(time -> timeColumn(time, zone)));
    }

    private static UserSource user(Section source, ZoneId zone) {
        Section columns = source.section("columns");
        return new UserSource(
                files(source),
                columns.nonEmpty("user_id"),
                columns.optionalSection("registered_at").map(time -> timeColumn(time, zone)),
                columns.optionalSection("status").map(status -> coded(status, USER_STATUSES)),
                columns.optionalSection("updated_at").map(time -> timeColumn(time, zone)),
                source.optionalSection("attributes").map(Section::texts).orElse(Map.of()),
                source.optionalSection("consents")
                        .map(SourcesSettings::consents)
                        .orElse(Map.of()));
    }

    private static Map<String, String> consents(Section consents) {
        Map<String, String> columns = consents.texts();
        columns.keySet().stream()
                .filter(consent -> !CONSENTS.contains(consent))
                .findFirst()
                .ifPresent(consent -> {
                    throw consents.wrong(consent, "left away: the consents are " + String.join(", ", CONSENTS));
                });
        return columns;
    }

    private static Files files(Section source) {
        String path = source.nonEmpty("path");
        Matcher days = DAY_PATTERN.matcher(path);
        while (days.find()) {
            if (formatter(days.group(1)).isEmpty()) {
                throw source.wrong(
                        "path", "a path in which {" + days.group(1) + "} is a date pattern such as {yyyy-MM-dd}");
            }
        }
        return new Files(
                path,
                source.choice("format", Format.class),
                source.optionalSection("csv").map(CsvDialect::of).orElse(CsvDialect.RFC_4180));
    }

    private static TimeColumn timeColumn(Section time, ZoneId zone) {
        if (time.has("unit") && time.has("pattern")) {
            throw time.wrong(
                    "unit", "s, ms, us or ns for a number, or pattern = \"yyyy-MM-dd …\" for text: one of both");
        }
        time.optionalText("pattern").filter(pattern -> !pattern.equals(ISO)).ifPresent(pattern -> {
            String letters = pattern.replaceAll("'[^']*'", "");
            if (letters.matches(".*[hK].*") && !letters.contains("a")) {
                throw time.wrong(
                        "pattern", "a pattern with a for AM and PM beside hours of 12, or with HH for hours of 24");
            }
            if (formatter(pattern).isEmpty()) {
                throw time.wrong(
                        "pattern",
                        "iso, or a pattern of java.time such as \"yyyy-MM-dd HH:mm:ss\"; letters that stand for"
                                + " themselves are in quotes: \"yyyy-MM-dd'T'HH:mm:ss\"");
            }
        });
        return new TimeColumn(
                time.nonEmpty("column"),
                time.has("unit") ? Optional.of(time.choice("unit", Unit.class)) : Optional.empty(),
                time.has("unit")
                        ? Optional.empty()
                        : time.optionalText("pattern").or(() -> Optional.of(ISO)),
                time.has("zone") ? time.zone("zone") : zone);
    }

    /** A pattern of java.time that Spark reads, too; nothing for another text. */
    private static Optional<DateTimeFormatter> formatter(String pattern) {
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            String letters = pattern.replaceAll("'[^']*'", "");
            boolean isWritten = !formatter.format(EXAMPLE).isEmpty();
            return isWritten && !SPARK_REFUSES.matcher(letters).find() ? Optional.of(formatter) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Span span(Section span) {
        return new Span(span.nonEmpty("column"), span.choice("unit", Unit.class));
    }

    private static Coded coded(Section coded, List<String> known) {
        Map<String, String> values = new TreeMap<>(coded.section("values").texts());
        values.forEach((from, to) -> {
            if (!known.contains(to)) {
                throw coded.wrong(
                        "values", "made of these: " + String.join(", ", known) + "; " + to + " is not one of them");
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

    private static <T> Map<String, T> each(Section group, Function<Section, T> reader) {
        Map<String, T> sources = new LinkedHashMap<>();
        group.sections().forEach((name, source) -> sources.put(name, reader.apply(source)));
        return sources;
    }
}
