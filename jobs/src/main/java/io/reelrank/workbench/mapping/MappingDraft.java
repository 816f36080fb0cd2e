package io.reelrank.workbench.mapping;

import com.typesafe.config.ConfigUtil;
import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.settings.SourcesSettings.Format;
import io.reelrank.workbench.mapping.FieldNames.SourceField;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The draft of a conf file that maps some files: each line with the reason for it.
 *
 * @param conf the text of the conf file
 * @param decisions what a person must decide or check, a line each; empty where all was clear
 * @param day the newest day that the events' files or their times name
 * @param isWhole whether a night can run by it: it maps a log of events and a catalogue of videos, with all that they
 *     must have
 */
public record MappingDraft(String conf, List<String> decisions, Optional<LocalDate> day, boolean isWhole) {
    private static final String INDENT = "  ";
    private static final int MOST_VALUES = 8;
    private static final int LONGEST_VALUE = 40;

    /** What a file is a source of. */
    private enum SourceKind {
        EVENTS,
        VIDEOS,
        USERS,
        HISTORY
    }

    /**
     * Drafts the mapping of some files. Files with the same columns, format and place are one source.
     *
     * @param files at least one
     * @throws InputException if no file can be mapped
     */
    public static MappingDraft of(List<SampledFile> files) {
        PathPatterns paths =
                PathPatterns.of(files.stream().map(SampledFile::path).toList());
        // Rows of JSON need not have all keys, so that two files of one source may name different columns.
        Map<String, List<SampledFile>> sources = files.stream()
                .collect(Collectors.groupingBy(
                        file -> paths.pattern(file.path()) + " " + file.format() + " "
                                + (file.format() == Format.JSONL ? "" : file.columns()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<String> decisions = new ArrayList<>();
        List<Columns> mapped = new ArrayList<>();
        for (List<SampledFile> group : sources.values()) {
            Columns columns = new Columns(group, paths.pattern(group.get(0).path()));
            if (columns.kind().isPresent()) {
                mapped.add(columns);
            } else {
                decisions.add("%s: no column of it looks like the id of a user or a video; it has %s: map it by hand"
                        .formatted(columns.file.path(), String.join(", ", columns.file.columns())));
            }
        }
        if (mapped.isEmpty()) {
            throw new InputException(decisions.get(0));
        }
        leaveOutVideosWithoutCreator(mapped, decisions);
        PlatformZone zone = PlatformZone.of(
                mapped.stream()
                        .filter(columns -> columns.kind().get() == SourceKind.EVENTS)
                        .flatMap(Columns::datedTimes)
                        .toList(),
                mapped.stream()
                        .flatMap(columns -> columns.file.columns().stream())
                        .anyMatch(FieldNames::isChinese));
        zone.decision().ifPresent(decisions::add);
        Map<SourceKind, Map<String, String>> blocks = new EnumMap<>(SourceKind.class);
        Optional<LocalDate> day = Optional.empty();
        for (Columns columns : mapped) {
            SourceKind kind = columns.kind().get();
            Map<String, String> named = blocks.computeIfAbsent(kind, key -> new LinkedHashMap<>());
            named.put(unique(paths.name(columns.file.path()), named.keySet()), columns.block(kind, decisions));
            if (kind == SourceKind.EVENTS) {
                day = Stream.concat(day.stream(), columns.day(zone.zone()).stream())
                        .max(Comparator.naturalOrder());
            }
        }
        if (!blocks.containsKey(SourceKind.EVENTS)) {
            decisions.add("no file is a log of events, with a user, a video and a time: a night needs one");
        }
        if (!blocks.containsKey(SourceKind.VIDEOS)) {
            decisions.add("no file is a catalogue of videos, with a video and its creator: a night needs one");
        }
        return new MappingDraft(
                conf(paths.root(), zone, blocks, decisions),
                List.copyOf(decisions),
                day,
                blocks.containsKey(SourceKind.EVENTS)
                        && blocks.containsKey(SourceKind.VIDEOS)
                        && mapped.stream().allMatch(Columns::isComplete));
    }

    /** A table of figures about the videos is no catalogue where another file is one. */
    private static void leaveOutVideosWithoutCreator(List<Columns> mapped, List<String> decisions) {
        List<Columns> videos = mapped.stream()
                .filter(columns -> columns.kind().get() == SourceKind.VIDEOS)
                .toList();
        if (videos.stream().anyMatch(Columns::isComplete)) {
            videos.stream().filter(columns -> !columns.isComplete()).forEach(columns -> {
                mapped.remove(columns);
                decisions.add("%s is left out: it has videos, but no column that looks like their creators"
                        .formatted(columns.file.path()));
            });
        }
    }

    private static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int number = 2; taken.contains(unique); number++) {
            unique = name + number;
        }
        return unique;
    }

    private static String conf(
            String root, PlatformZone zone, Map<SourceKind, Map<String, String>> blocks, List<String> decisions) {
        StringBuilder conf = new StringBuilder(
                "# Drafted by 'reelrank map' from the names and values of some rows. Check every line.\n");
        for (String decision : decisions) {
            conf.append("# DECIDE: ").append(decision).append('\n');
        }
        conf.append("\nreelrank.sources {\n");
        conf.append(INDENT).append("root = ").append(quoted(root)).append('\n');
        conf.append(INDENT)
                .append("# The platform's time zone: a day of files runs from midnight to midnight there. ")
                .append(zone.reason())
                .append('\n');
        conf.append(INDENT)
                .append("zone = ")
                .append(quoted(zone.zone().getId()))
                .append('\n');
        for (SourceKind kind : SourceKind.values()) {
            conf.append('\n').append(INDENT).append(kind.name().toLowerCase(Locale.ROOT));
            Map<String, String> sources = blocks.getOrDefault(kind, Map.of());
            if (sources.isEmpty()) {
                conf.append(" {}\n");
                continue;
            }
            conf.append(" {\n");
            sources.forEach((name, block) -> conf.append(INDENT.repeat(2))
                    .append(name)
                    .append(" {\n")
                    .append(block)
                    .append(INDENT.repeat(2))
                    .append("}\n"));
            conf.append(INDENT).append("}\n");
        }
        return conf.append("}\n\n")
                .append(
                        "# A night over small data is faster in few parts; delete this when a day has millions of events.\n")
                .append("reelrank.spark.\"spark.sql.shuffle.partitions\" = 2\n")
                .toString();
    }

    static String quoted(String text) {
        return ConfigUtil.quoteString(text);
    }

    /** Some values for a line of a comment. */
    private static String shown(Collection<String> values) {
        return values.stream()
                        .limit(MOST_VALUES)
                        .map(value -> value.replaceAll("\\s+", " "))
                        .map(value -> value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value)
                        .collect(Collectors.joining(", "))
                + (values.size() > MOST_VALUES ? " and %d more".formatted(values.size() - MOST_VALUES) : "");
    }

    /** The columns of one source, and what each is taken for. */
    private static final class Columns {
        // Fields that are only given to a column of exactly such a name.
        private static final double NAMED = 0.6;
        private static final double UNKNOWN_KINDS = 0.6;
        private static final Set<SourceField> OTHER_TIMES =
                Set.of(SourceField.PUBLISHED_AT, SourceField.REGISTERED_AT, SourceField.UPDATED_AT);
        private static final int MOST_KINDS = 30;
        private static final double LONGEST_USUAL_S = 1000;
        private static final double LONGEST_PLAY_S = 3600;
        private static final double MOST = 0.9;

        private final List<SampledFile> group;
        private final SampledFile file;
        private final String path;
        private final Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
        private final Map<SourceField, String> byField = new EnumMap<>(SourceField.class);
        private final Map<String, String> lists = new TreeMap<>();
        private final Optional<SourceKind> kind;

        /** @param path the pattern of the files */
        Columns(List<SampledFile> group, String path) {
            this.group = group;
            this.file = SampledFile.joined(group);
            this.path = path;
            file.columns().forEach(column -> profiles.put(column, file.profile(column)));
            assign();
            kind = classified();
        }

        Optional<SourceKind> kind() {
            return kind;
        }

        /** Whether it has all columns that its kind of source must have. */
        boolean isComplete() {
            return switch (kind.orElseThrow()) {
                case EVENTS -> byField.containsKey(SourceField.EVENT_TIME);
                case VIDEOS -> byField.containsKey(SourceField.CREATOR_ID);
                case USERS, HISTORY -> true;
            };
        }

        /** The times of its rows beside the days of their files, as far as both are known. */
        Stream<PlatformZone.DatedTimes> datedTimes() {
            String time = byField.get(SourceField.EVENT_TIME);
            if (time == null || !profiles.get(time).isAbsolute()) {
                return Stream.empty();
            }
            return group.stream()
                    .filter(part -> part.columns().contains(time))
                    .map(part -> new PlatformZone.DatedTimes(
                            PathPatterns.day(part.path()),
                            part.profile(time).offset(),
                            part.profile(time).instants().stream()
                                    .flatMap(Optional::stream)
                                    .toList()));
        }

        /** Gives each field the column that fits best; a column is taken for one field only. */
        private void assign() {
            record Candidate(SourceField field, String column, double fit) {}
            List<Candidate> candidates = new ArrayList<>();
            for (SourceField field : SourceField.values()) {
                profiles.forEach((column, profile) -> {
                    double fit = FieldNames.fit(field, column) * plausible(field, profile);
                    if (fit > 0) {
                        candidates.add(new Candidate(field, column, fit));
                    }
                });
            }
            candidates.sort(
                    Comparator.comparingDouble(Candidate::fit).reversed().thenComparing(Candidate::field));
            for (Candidate candidate : candidates) {
                if (!byField.containsKey(candidate.field()) && !byField.containsValue(candidate.column())) {
                    byField.put(candidate.field(), candidate.column());
                }
            }
        }

        /** Between 0 and 1: whether the values can be what the name promises. */
        private static double plausible(SourceField field, ColumnProfile profile) {
            boolean isTime =
                    profile.epochUnit().isPresent() || profile.timePattern().isPresent();
            return switch (field) {
                case EVENT_TIME, PUBLISHED_AT, REGISTERED_AT, UPDATED_AT -> isTime ? 1 : 0;
                case WATCH, DURATION -> profile.isNumeric() && !profile.isFlag() ? 1 : 0;
                case EVENT_ID -> profile.filled() == 1 && profile.distinct().size() > 0.9 * profile.rows() ? 1 : 0;
                case KIND -> isTime || profile.values().isEmpty() ? 0 : isAnyKindKnown(profile) ? 1 : UNKNOWN_KINDS;
                case TAGS, CATEGORY, STATUS, TITLE, DESCRIPTION, TRAFFIC_SOURCE -> isTime ? 0 : 1;
                case USER_ID, VIDEO_ID, CREATOR_ID -> profile.values().isEmpty() ? 0 : 1;
            };
        }

        private static boolean isAnyKindKnown(ColumnProfile profile) {
            return profile.distinct().stream()
                    .anyMatch(value -> FieldNames.kind(value).isPresent());
        }

        /** The newest day of the files' paths, else of the events' times. */
        Optional<LocalDate> day(ZoneId zone) {
            Optional<LocalDate> ofPaths = group.stream()
                    .flatMap(part -> PathPatterns.day(part.path()).stream())
                    .max(Comparator.naturalOrder());
            return ofPaths.isPresent()
                    ? ofPaths
                    : Optional.ofNullable(byField.get(SourceField.EVENT_TIME))
                            .flatMap(time -> profiles.get(time).newestDay(zone));
        }

        /** What the columns make of the file; it also gives a column that a kind of source names otherwise its field. */
        private Optional<SourceKind> classified() {
            boolean isAboutVideos = Stream.of(SourceField.TITLE, SourceField.TAGS, SourceField.PUBLISHED_AT)
                    .anyMatch(byField::containsKey);
            boolean isAboutDeeds = byField.containsKey(SourceField.WATCH)
                    || (byField.containsKey(SourceField.KIND)
                            && isAnyKindKnown(profiles.get(byField.get(SourceField.KIND))))
                    || !flagColumns().isEmpty();
            if (!byField.containsKey(SourceField.VIDEO_ID)
                    && byField.containsKey(SourceField.EVENT_ID)
                    && (isAboutVideos || byField.containsKey(SourceField.CREATOR_ID))
                    && !isAboutDeeds) {
                // A catalogue often calls its own key plainly id.
                byField.put(SourceField.VIDEO_ID, byField.remove(SourceField.EVENT_ID));
            }
            boolean hasUser = byField.containsKey(SourceField.USER_ID);
            if (byField.containsKey(SourceField.VIDEO_ID)) {
                ColumnProfile videos = profiles.get(byField.get(SourceField.VIDEO_ID));
                boolean isCatalogue =
                        isAboutVideos && !isAboutDeeds && videos.distinct().size() == videos.rows();
                if (hasUser && !isCatalogue) {
                    fallBackOnAnyTime();
                    takeCategoryForKind();
                    return Optional.of(SourceKind.EVENTS);
                }
                if (hasUser && !byField.containsKey(SourceField.CREATOR_ID)) {
                    // The user of a catalogue is who made the video.
                    byField.put(SourceField.CREATOR_ID, byField.remove(SourceField.USER_ID));
                }
                return Optional.of(SourceKind.VIDEOS);
            }
            if (!hasUser && byField.containsKey(SourceField.EVENT_ID)) {
                byField.put(SourceField.USER_ID, byField.remove(SourceField.EVENT_ID));
            } else if (!hasUser) {
                return Optional.empty();
            }
            profiles.values().stream().filter(ColumnProfile::isJsonArray).forEach(profile -> FieldNames.list(
                            profile.name())
                    .ifPresent(kind -> lists.putIfAbsent(kind, profile.name())));
            return Optional.of(
                    lists.isEmpty() || !byField.containsKey(SourceField.EVENT_TIME)
                            ? SourceKind.USERS
                            : SourceKind.HISTORY);
        }

        /** Takes the first column of times, whatever its name, where none is named like the time of an event. */
        private void fallBackOnAnyTime() {
            if (!byField.containsKey(SourceField.EVENT_TIME)) {
                profiles.values().stream()
                        .filter(profile -> byField.entrySet().stream()
                                .allMatch(entry -> OTHER_TIMES.contains(entry.getKey())
                                        || !entry.getValue().equals(profile.name())))
                        .filter(profile -> profile.epochUnit().isPresent()
                                || profile.timePattern().isPresent())
                        .min(Comparator.comparing(ColumnProfile::isDate))
                        .ifPresent(profile -> byField.put(SourceField.EVENT_TIME, profile.name()));
            }
        }

        /** Events have no category of their own: a column such as type is their kind. */
        private void takeCategoryForKind() {
            String category = byField.get(SourceField.CATEGORY);
            if (!byField.containsKey(SourceField.KIND)
                    && category != null
                    && FieldNames.fit(SourceField.KIND, category) > NAMED) {
                byField.put(SourceField.KIND, category);
            }
        }

        /** The columns that are named like a flag or a number of a kind of event. */
        private List<ColumnProfile> flagColumns() {
            return profiles.values().stream()
                    .filter(profile -> !byField.containsValue(profile.name())
                            || profile.name().equals(byField.get(SourceField.KIND)))
                    .filter(profile -> FieldNames.flag(profile.name()).isPresent())
                    .filter(profile -> profile.isFlag() || profile.isNumeric())
                    .toList();
        }

        String block(SourceKind kind, List<String> decisions) {
            Lines lines = new Lines(3);
            lines.add("path = " + quoted(path));
            lines.add("format = " + file.format().name().toLowerCase(Locale.ROOT));
            file.csv().forEach((key, value) -> lines.add("csv.%s = %s".formatted(key, quoted(value))));
            lines.open("columns");
            switch (kind) {
                case EVENTS -> events(lines, decisions);
                case VIDEOS -> videos(lines, decisions);
                case USERS -> users(lines);
                case HISTORY -> history(lines);
            }
            return lines.text();
        }

        private void events(Lines lines, List<String> decisions) {
            plain(lines, SourceField.EVENT_ID, "event_id");
            plain(lines, SourceField.USER_ID, "user_id");
            plain(lines, SourceField.VIDEO_ID, "video_id");
            if (!time(lines, SourceField.EVENT_TIME, "event_time")) {
                decisions.add(
                        "%s: no column looks like the time of an event: name it as columns.event_time".formatted(path));
            } else if (profiles.get(byField.get(SourceField.EVENT_TIME)).isDate()) {
                decisions.add("%s: columns.event_time = %s has days without a time of day: is there a better column?"
                        .formatted(path, byField.get(SourceField.EVENT_TIME)));
            }
            if (!path.contains("{")) {
                decisions.add(
                        "%s: the path of a log must name the day, such as %s: every night reads all files of this one, and rejects the rows of other days"
                                .formatted(path, "events/{yyyy-MM-dd}/*"));
            }
            span(lines, SourceField.WATCH, "watch_ms");
            span(lines, SourceField.DURATION, "duration_ms");
            plain(lines, SourceField.TRAFFIC_SOURCE, "traffic_source");
            if (isLongForm()) {
                kinds(lines, decisions);
                lines.close();
            } else {
                lines.close();
                flags(lines, decisions);
            }
        }

        /** Whether a row is one event, which one column names. */
        private boolean isLongForm() {
            if (!byField.containsKey(SourceField.KIND)) {
                return false;
            }
            ColumnProfile kinds = profiles.get(byField.get(SourceField.KIND));
            return isAnyKindKnown(kinds)
                    || (FieldNames.fit(SourceField.KIND, kinds.name()) > NAMED
                            && kinds.distinct().size() <= MOST_KINDS
                            && flagColumns().isEmpty());
        }

        private void kinds(Lines lines, List<String> decisions) {
            ColumnProfile kind = profiles.get(byField.get(SourceField.KIND));
            lines.open("kind");
            lines.add("column = " + quoted(kind.name()));
            lines.open("values");
            Set<String> unknown = new LinkedHashSet<>();
            for (String value : kind.distinct()) {
                FieldNames.kind(value)
                        .ifPresentOrElse(known -> lines.add(quoted(value) + " = " + known), () -> unknown.add(value));
            }
            // Rare kinds may be in none of the sampled rows.
            if (SourcesSettings.KINDS.stream().anyMatch(kind.distinct()::contains)) {
                SourcesSettings.KINDS.stream()
                        .filter(known -> !kind.distinct().contains(known))
                        .forEach(
                                known -> lines.add("%s = %s  # in none of these rows".formatted(quoted(known), known)));
            }
            unknown.forEach(value -> lines.add("# DECIDE: %s = ?".formatted(quoted(value))));
            lines.close();
            lines.close();
            if (!unknown.isEmpty()) {
                decisions.add(
                        "%s: what does %s = %s mean? Write it into columns.kind.values (%s); until then its rows are rejected"
                                .formatted(
                                        path, kind.name(), shown(unknown), String.join(", ", SourcesSettings.KINDS)));
            }
        }

        private void flags(Lines lines, List<String> decisions) {
            Map<String, String> flags = new TreeMap<>();
            flagColumns().forEach(profile -> FieldNames.flag(profile.name())
                    .ifPresent(kind -> flags.putIfAbsent(
                            kind,
                            profile.isFlag()
                                    ? "{ column = %s }".formatted(quoted(profile.name()))
                                    : "{ column = %s, above = 0 }".formatted(quoted(profile.name())))));
            profiles.values().stream()
                    .filter(profile -> !byField.containsValue(profile.name()) && !profile.isNumeric())
                    .filter(profile -> !profile.isFlag() && !profile.values().isEmpty())
                    .filter(profile -> FieldNames.flag(profile.name())
                                    .filter(kind -> !flags.containsKey(kind))
                                    .isPresent()
                            && profile.distinct().size() <= MOST_KINDS)
                    .forEach(profile -> decisions.add(
                            "%s: %s looks like a flag, but has %s: write it as 0 and 1, or true and false, to use it in flags"
                                    .formatted(path, profile.name(), shown(profile.distinct()))));
            lines.open("flags");
            if (byField.containsKey(SourceField.WATCH)) {
                // A row is written when a video is shown; what was watched says whether it was played.
                flags.put("play", "{ column = %s, above = 0 }".formatted(quoted(byField.get(SourceField.WATCH))));
            }
            flags.remove("impression");
            if (flags.containsKey("play")) {
                lines.add("impression {}  # every row is a video shown");
            } else {
                flags.put("play", "{}  # no column says whether a video was played: every row is taken for a play");
                decisions.add(
                        "%s: no column says whether a video was played, so every row is taken for a play: is it? Otherwise change flags.play"
                                .formatted(path));
            }
            flags.forEach((kind, flag) -> lines.add(kind + " " + flag));
            lines.close();
        }

        private void videos(Lines lines, List<String> decisions) {
            plain(lines, SourceField.VIDEO_ID, "video_id");
            if (byField.containsKey(SourceField.CREATOR_ID)) {
                plain(lines, SourceField.CREATOR_ID, "creator_id");
            } else {
                decisions.add(path + ": no column looks like a video's creator: name it as columns.creator_id");
            }
            plain(lines, SourceField.TITLE, "title");
            plain(lines, SourceField.DESCRIPTION, "description");
            if (byField.containsKey(SourceField.TAGS)) {
                ColumnProfile tags = profiles.get(byField.get(SourceField.TAGS));
                lines.add(
                        tags.isJsonArray() || tags.separator().isEmpty()
                                ? "tags { column = %s }".formatted(quoted(tags.name()))
                                : "tags { column = %s, separator = %s }"
                                        .formatted(
                                                quoted(tags.name()),
                                                quoted(tags.separator().get())));
            }
            plain(lines, SourceField.CATEGORY, "category");
            span(lines, SourceField.DURATION, "duration_ms");
            timeOr(lines, SourceField.PUBLISHED_AT, SourceField.EVENT_TIME, "published_at");
            time(lines, SourceField.UPDATED_AT, "updated_at");
            status(lines, decisions);
            lines.close();
        }

        /** The status of videos, if its values are words that are known: others would reject their rows. */
        private void status(Lines lines, List<String> decisions) {
            String column = byField.get(SourceField.STATUS);
            if (column == null) {
                return;
            }
            ColumnProfile profile = profiles.get(column);
            Map<String, List<String>> values = new LinkedHashMap<>();
            Set<String> unknown = new LinkedHashSet<>();
            for (String value : profile.distinct()) {
                FieldNames.status(value)
                        .ifPresentOrElse(
                                status -> values.computeIfAbsent(status, key -> new ArrayList<>())
                                        .add(value),
                                () -> unknown.add(value));
            }
            if (values.isEmpty() || profile.filled() < 1) {
                decisions.add(
                        "%s: which values of %s (%s) mean visible, hidden or deleted? Write columns.status; until then all videos may be shown"
                                .formatted(path, column, shown(profile.distinct())));
                return;
            }
            boolean isChinese = profile.distinct().stream().anyMatch(FieldNames::isChinese);
            lines.open("status");
            lines.add("column = " + quoted(column));
            lines.open("values");
            for (String status : List.of("visible", "hidden", "deleted")) {
                Set<String> words = new LinkedHashSet<>(values.getOrDefault(status, List.of()));
                // The other words may come on another day.
                words.addAll(FieldNames.statusWords(status, isChinese));
                lines.add(words.stream()
                        .map(word -> quoted(word) + " = " + status)
                        .collect(Collectors.joining(", ")));
            }
            unknown.forEach(value -> lines.add("# DECIDE: %s = ?".formatted(quoted(value))));
            lines.close();
            lines.close();
            if (!unknown.isEmpty()) {
                decisions.add(
                        "%s: does %s = %s mean visible, hidden or deleted? Write it into columns.status.values; until then its rows are rejected"
                                .formatted(path, column, shown(unknown)));
            }
        }

        private void history(Lines lines) {
            plain(lines, SourceField.USER_ID, "user_id");
            time(lines, SourceField.EVENT_TIME, "until");
            lines.close();
            lines.open("lists");
            lists.forEach((kind, column) -> lines.add(kind + " = " + quoted(column)));
            lines.close();
        }

        /** A time of the one field, or of the other if its column can be named for the first one, too. */
        private void timeOr(Lines lines, SourceField field, SourceField other, String key) {
            if (!time(lines, field, key)
                    && byField.containsKey(other)
                    && FieldNames.fit(field, byField.get(other)) > 0) {
                time(lines, other, key);
            }
        }

        private void users(Lines lines) {
            plain(lines, SourceField.USER_ID, "user_id");
            timeOr(lines, SourceField.REGISTERED_AT, SourceField.EVENT_TIME, "registered_at");
            time(lines, SourceField.UPDATED_AT, "updated_at");
            lines.close();
            lines.open("attributes");
            Set<SourceField> used = Set.of(
                    SourceField.USER_ID, SourceField.REGISTERED_AT, SourceField.UPDATED_AT, SourceField.EVENT_TIME);
            List<String> mapped = byField.entrySet().stream()
                    .filter(entry -> used.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            profiles.values().stream()
                    .filter(profile -> !mapped.contains(profile.name())
                            && !profile.values().isEmpty()
                            && !profile.isJsonArray())
                    // A name or an address is another value for everybody, and says nothing of a group.
                    .filter(profile -> profile.distinct().size() <= Math.max(20, profile.rows() / 20))
                    .forEach(profile -> lines.add(quoted(profile.name()) + " = " + quoted(profile.name())));
            lines.close();
        }

        private void plain(Lines lines, SourceField field, String key) {
            String column = byField.get(field);
            if (column != null) {
                lines.add("%s = %s  # by its name".formatted(key, quoted(column)));
            }
        }

        private boolean time(Lines lines, SourceField field, String key) {
            String column = byField.get(field);
            if (column == null) {
                return false;
            }
            ColumnProfile profile = profiles.get(column);
            Optional<String> unit = profile.epochUnit();
            if (unit.isPresent() && !profile.timePattern().isPresent()) {
                lines.add("%s { column = %s, unit = %s }  # such as %s"
                        .formatted(
                                key,
                                quoted(column),
                                unit.get(),
                                shown(profile.values().subList(0, 1))));
            } else {
                String pattern = profile.timePattern().orElse("iso");
                lines.add("%s { column = %s, pattern = %s }  # such as %s%s"
                        .formatted(
                                key,
                                quoted(column),
                                quoted(pattern),
                                shown(profile.values().subList(0, 1)),
                                profile.namesOffset() ? "" : ", in the zone above"));
            }
            return true;
        }

        /** A length of time: by the column's name, else by its size: few plays last longer than 1,000 s. */
        private void span(Lines lines, SourceField field, String key) {
            String column = byField.get(field);
            if (column == null) {
                return;
            }
            Optional<String> named = FieldNames.unit(column);
            ColumnProfile profile = profiles.get(column);
            String unit = named.orElse(
                    profile.median() > LONGEST_USUAL_S || profile.quantile(MOST) > LONGEST_PLAY_S ? "ms" : "s");
            String reason = named.isPresent()
                    ? "by its name"
                    : "by its size: half of them are below %s".formatted(number(profile.median()));
            lines.add("%s { column = %s, unit = %s }  # %s".formatted(key, quoted(column), unit, reason));
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
        }
    }

    /** Lines of a conf file with their indentation. */
    private static final class Lines {
        private final StringBuilder text = new StringBuilder();
        private int depth;

        Lines(int depth) {
            this.depth = depth;
        }

        void add(String line) {
            text.append(INDENT.repeat(depth)).append(line).append('\n');
        }

        void open(String name) {
            add(name + " {");
            depth++;
        }

        void close() {
            depth--;
            add("}");
        }

        String text() {
            return text.toString();
        }
    }
}
