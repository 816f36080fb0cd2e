package io.reelrank.workbench.mapping;

import io.reelrank.core.settings.SourcesSettings.Format;
import io.reelrank.workbench.mapping.FieldNames.SourceField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
 * @param isWhole whether a night can run by it: it maps a log of events and a catalogue of videos
 */
public record MappingDraft(String conf, List<String> decisions, Optional<LocalDate> day, boolean isWhole) {
    private static final String INDENT = "  ";

    /** What a file is a source of. */
    private enum SourceKind {
        EVENTS,
        VIDEOS,
        USERS
    }

    /**
     * Drafts the mapping of some files. Files with the same columns, format and place are one source.
     *
     * @param files at least one
     */
    public static MappingDraft of(List<SampledFile> files) {
        PathPatterns paths =
                PathPatterns.of(files.stream().map(SampledFile::path).toList());
        Map<String, List<SampledFile>> sources = files.stream()
                .collect(Collectors.groupingBy(
                        file -> paths.pattern(file.path()) + " " + file.format() + " " + file.columns(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<String> decisions = new ArrayList<>();
        Optional<LocalDate> day = Optional.empty();
        Map<SourceKind, Map<String, String>> blocks = new EnumMap<>(SourceKind.class);
        for (List<SampledFile> group : sources.values()) {
            SampledFile file = SampledFile.joined(group);
            Columns columns = new Columns(file);
            Optional<SourceKind> kind = columns.kind();
            if (kind.isEmpty()) {
                decisions.add("%s: no column of it looks like a user's or a video's id; it has %s: map it by hand"
                        .formatted(file.path(), String.join(", ", file.columns())));
                continue;
            }
            Map<String, String> named = blocks.computeIfAbsent(kind.get(), key -> new LinkedHashMap<>());
            String name = unique(paths.name(file.path()), named.keySet());
            if (kind.get() == SourceKind.EVENTS) {
                day = Stream.concat(day.stream(), columns.day(group).stream()).max(Comparator.naturalOrder());
            }
            named.put(name, columns.block(kind.get(), paths.pattern(file.path()), decisions));
        }
        if (!blocks.containsKey(SourceKind.EVENTS)) {
            decisions.add("no file is a log of events, with a user, a video and a time: a night needs one");
        }
        if (!blocks.containsKey(SourceKind.VIDEOS)) {
            decisions.add("no file is a catalogue of videos, with a video and its creator: a night needs one");
        }
        return new MappingDraft(
                conf(paths.root(), blocks, decisions),
                List.copyOf(decisions),
                day,
                blocks.containsKey(SourceKind.EVENTS) && blocks.containsKey(SourceKind.VIDEOS));
    }

    private static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int number = 2; taken.contains(unique); number++) {
            unique = name + number;
        }
        return unique;
    }

    private static String conf(String root, Map<SourceKind, Map<String, String>> blocks, List<String> decisions) {
        StringBuilder conf = new StringBuilder(
                "# Drafted by 'reelrank map' from the names and values of some rows. Check every line.\n");
        for (String decision : decisions) {
            conf.append("# DECIDE: ").append(decision).append('\n');
        }
        conf.append("\nreelrank.sources {\n");
        conf.append(INDENT).append("root = ").append(quoted(root)).append('\n');
        conf.append(INDENT)
                .append(
                        "# The platform's time zone: a day of files runs from midnight to midnight there. No file tells it.\n");
        conf.append(INDENT).append("zone = UTC\n");
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
        return conf.append(INDENT).append("history {}\n}\n").toString();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
    }

    /** The columns of one source, and what each is taken for. */
    private static final class Columns {
        private final SampledFile file;
        private final Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
        private final Map<SourceField, String> byField = new EnumMap<>(SourceField.class);

        Columns(SampledFile file) {
            this.file = file;
            file.columns().forEach(column -> profiles.put(column, file.profile(column)));
            assign();
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
            if (!byField.containsKey(SourceField.EVENT_TIME) && !byField.containsKey(SourceField.PUBLISHED_AT)) {
                profiles.values().stream()
                        .filter(profile -> !byField.containsValue(profile.name()))
                        .filter(profile -> profile.epochUnit().isPresent()
                                || profile.timePattern().isPresent())
                        .findFirst()
                        .ifPresent(profile -> byField.put(SourceField.EVENT_TIME, profile.name()));
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
                case KIND ->
                    profile.distinct().stream()
                                    .anyMatch(value -> FieldNames.kind(value).isPresent())
                            ? 1
                            : 0;
                case TAGS, CATEGORY, STATUS, TITLE, DESCRIPTION, TRAFFIC_SOURCE -> isTime ? 0 : 1;
                case USER_ID, VIDEO_ID, CREATOR_ID -> profile.values().isEmpty() ? 0 : 1;
            };
        }

        /** The newest day of the files' paths, else of the events' times. */
        Optional<LocalDate> day(List<SampledFile> group) {
            Optional<LocalDate> ofPaths = group.stream()
                    .flatMap(part -> PathPatterns.day(part.path()).stream())
                    .max(Comparator.naturalOrder());
            if (ofPaths.isPresent() || !byField.containsKey(SourceField.EVENT_TIME)) {
                return ofPaths;
            }
            return profiles.get(byField.get(SourceField.EVENT_TIME)).newestDay();
        }

        Optional<SourceKind> kind() {
            boolean hasUser = byField.containsKey(SourceField.USER_ID);
            boolean hasVideo = byField.containsKey(SourceField.VIDEO_ID);
            if (hasUser && hasVideo) {
                return Optional.of(SourceKind.EVENTS);
            }
            if (hasVideo) {
                return Optional.of(SourceKind.VIDEOS);
            }
            if (hasUser) {
                return Optional.of(SourceKind.USERS);
            }
            if (byField.containsKey(SourceField.EVENT_ID)) {
                // A catalogue often calls its own key plainly id.
                SourceField key = byField.containsKey(SourceField.CREATOR_ID) || byField.containsKey(SourceField.TITLE)
                        ? SourceField.VIDEO_ID
                        : SourceField.USER_ID;
                byField.put(key, byField.remove(SourceField.EVENT_ID));
                return kind();
            }
            return Optional.empty();
        }

        String block(SourceKind kind, String path, List<String> decisions) {
            Lines lines = new Lines(3);
            lines.add("path = " + quoted(path));
            lines.add("format = " + file.format().name().toLowerCase(Locale.ROOT));
            if (file.format() == Format.CSV && file.delimiter() != ',') {
                lines.add("csv.delimiter = " + quoted(String.valueOf(file.delimiter())));
            }
            lines.open("columns");
            switch (kind) {
                case EVENTS -> events(lines, path, decisions);
                case VIDEOS -> videos(lines, path, decisions);
                case USERS -> users(lines);
            }
            return lines.text();
        }

        private void events(Lines lines, String path, List<String> decisions) {
            plain(lines, SourceField.EVENT_ID, "event_id");
            plain(lines, SourceField.USER_ID, "user_id");
            plain(lines, SourceField.VIDEO_ID, "video_id");
            if (!time(lines, SourceField.EVENT_TIME, "event_time")) {
                decisions.add(path + ": no column looks like the time of an event: name it as columns.event_time");
            }
            span(lines, SourceField.WATCH, "watch_ms");
            span(lines, SourceField.DURATION, "duration_ms");
            plain(lines, SourceField.TRAFFIC_SOURCE, "traffic_source");
            if (byField.containsKey(SourceField.KIND)) {
                kinds(lines, path, decisions);
                lines.close();
            } else {
                lines.close();
                flags(lines, path, decisions);
            }
        }

        private void kinds(Lines lines, String path, List<String> decisions) {
            ColumnProfile kind = profiles.get(byField.get(SourceField.KIND));
            lines.open("kind");
            lines.add("column = " + quoted(kind.name()));
            lines.open("values");
            List<String> unknown = new ArrayList<>();
            for (String value : kind.distinct()) {
                FieldNames.kind(value)
                        .ifPresentOrElse(known -> lines.add(quoted(value) + " = " + known), () -> unknown.add(value));
            }
            lines.close();
            lines.close();
            if (!unknown.isEmpty()) {
                decisions.add(
                        "%s: what %s = %s means is not known by its name; rows with it are rejected until columns.kind.values maps it"
                                .formatted(
                                        path,
                                        kind.name(),
                                        String.join(", ", unknown.subList(0, Math.min(5, unknown.size())))));
            }
        }

        private void flags(Lines lines, String path, List<String> decisions) {
            Map<String, String> flags = new TreeMap<>();
            profiles.values().stream()
                    .filter(profile -> !byField.containsValue(profile.name()))
                    .filter(profile -> profile.isFlag() || profile.isNumeric())
                    .forEach(profile -> FieldNames.flag(profile.name())
                            .ifPresent(kind -> flags.putIfAbsent(
                                    kind,
                                    profile.isFlag()
                                            ? "{ column = %s }".formatted(quoted(profile.name()))
                                            : "{ column = %s, above = 0 }".formatted(quoted(profile.name())))));
            lines.open("flags");
            if (byField.containsKey(SourceField.WATCH)) {
                // A row is written when a video is shown; what was watched says whether it was played.
                flags.put("play", "{ column = %s, above = 0 }".formatted(quoted(byField.get(SourceField.WATCH))));
                lines.add("impression {}  # every row is a video shown");
                flags.remove("impression");
            } else if (flags.isEmpty()) {
                lines.add("play {}  # no column says what happened: every row is taken for a play");
                decisions.add(path + ": no column says what happened, so every row is taken for a play: see flags");
            }
            flags.forEach((kind, flag) -> lines.add(kind + " " + flag));
            lines.close();
        }

        private void videos(Lines lines, String path, List<String> decisions) {
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
            if (!time(lines, SourceField.PUBLISHED_AT, "published_at")) {
                time(lines, SourceField.EVENT_TIME, "published_at");
            }
            time(lines, SourceField.UPDATED_AT, "updated_at");
            lines.close();
            if (byField.containsKey(SourceField.STATUS)) {
                decisions.add(
                        "%s: which values of %s (%s) mean visible, hidden or deleted: write columns.status; until then all videos may be shown"
                                .formatted(
                                        path,
                                        byField.get(SourceField.STATUS),
                                        profiles.get(byField.get(SourceField.STATUS)).distinct().stream()
                                                .limit(5)
                                                .collect(Collectors.joining(", "))));
            }
        }

        private void users(Lines lines) {
            plain(lines, SourceField.USER_ID, "user_id");
            if (!time(lines, SourceField.REGISTERED_AT, "registered_at")) {
                time(lines, SourceField.EVENT_TIME, "registered_at");
            }
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
                    .filter(profile -> !mapped.contains(profile.name()))
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
                                profile.values().get(0)));
            } else {
                String pattern = profile.timePattern().orElse("iso");
                lines.add("%s { column = %s, pattern = %s }  # such as %s%s"
                        .formatted(
                                key,
                                quoted(column),
                                quoted(pattern),
                                profile.values().get(0),
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
            String name = column.toLowerCase(Locale.ROOT);
            ColumnProfile profile = profiles.get(column);
            String unit;
            String reason;
            if (name.endsWith("ms") || name.contains("milli")) {
                unit = "ms";
                reason = "by its name";
            } else if (name.endsWith("seconds")
                    || name.endsWith("_s")
                    || name.endsWith("secs")
                    || name.endsWith("_sec")) {
                unit = "s";
                reason = "by its name";
            } else {
                unit = profile.median() > 1000 || profile.max() > 20_000 ? "ms" : "s";
                reason = "by its size: half of them are below %s".formatted(number(profile.median()));
            }
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
