package io.reelrank;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A small platform drawn from a seed, as files and the conf file that maps them: 1 to 30 users and videos, every optional
 * column there or not, every kind of event there or not, odd ids and titles, days without files, and long or wide rows
 * in JSON Lines or CSV.
 */
final class RandomPlatform {
    static final LocalDate LAST = LocalDate.parse("2022-05-06");
    private static final int MOST_DAYS = 4;
    private static final List<String> KINDS = List.of(
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
            "impression",
            "profile");
    private static final List<String> ODD_IDS = List.of(
            "u %d",
            "用户%d",
            "user-%d@host",
            "%d",
            "-%d",
            "a,b\"%d",
            "نام\u200c%d",
            "👩\u200d💻%d",
            "'; drop table %d",
            "../%d",
            "x".repeat(200) + "%d");
    private static final List<String> ODD_TEXTS = List.of(
            "",
            "plain",
            "cat, dog",
            "a \"quoted\" word",
            "第一 搞笑 视频",
            "two\nlines",
            "<script>alert(1)</script>",
            "🎬🎉",
            "\\N",
            "tab\tand | bar",
            "\u202eright to left",
            "w".repeat(500));

    private final Random random;
    private final Path root;
    private final boolean isCsv;
    private final boolean isWide;
    private final List<String> kinds;
    private final List<String> users;
    private final List<String> videos;
    private final Map<String, Boolean> columns = new TreeMap<>();
    private final Map<String, Long> rowsByFile = new LinkedHashMap<>();

    RandomPlatform(long seed, Path root) {
        this.random = new Random(seed);
        this.root = root;
        this.isCsv = random.nextBoolean();
        this.isWide = random.nextInt(3) == 0;
        List<String> some = new ArrayList<>(KINDS);
        some.removeIf(kind -> !kind.equals("play") && random.nextInt(3) == 0);
        if (random.nextInt(10) == 0) {
            some.remove("play");
        }
        this.kinds = some.isEmpty() ? List.of("like") : some;
        this.users = ids(1 + random.nextInt(30));
        this.videos = ids(1 + random.nextInt(30));
        for (String column : List.of(
                "event_id",
                "watch_ms",
                "duration_ms",
                "traffic_source",
                "title",
                "description",
                "tags",
                "category",
                "length",
                "published_at",
                "status",
                "registered_at",
                "gender",
                "age")) {
            columns.put(column, random.nextInt(10) < 7);
        }
        if (isWide) {
            columns.put("event_id", false);
        }
    }

    /** The rows of each file of events that was written, the header left out. */
    Map<String, Long> rowsByFile() {
        return rowsByFile;
    }

    /** Writes the files and returns the conf file. */
    Path write() throws IOException {
        int days = 1 + random.nextInt(MOST_DAYS);
        for (int day = days - 1; day >= 0; day--) {
            LocalDate date = LAST.minusDays(day);
            if (day == 0 || random.nextInt(4) > 0) {
                events(date);
            }
        }
        write(root.resolve("videos/all." + extension()), videoRows());
        write(root.resolve("users/all." + extension()), userRows());
        return Files.writeString(root.resolve("my.conf"), conf());
    }

    private List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        boolean isOdd = random.nextBoolean();
        for (int number = 0; number < count; number++) {
            String shape = isOdd ? ODD_IDS.get(random.nextInt(ODD_IDS.size())) : "id%d";
            ids.add(shape.replace("%d", Integer.toString(number + 1)));
        }
        return ids;
    }

    private void events(LocalDate date) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        int count = 1 + random.nextInt(6 * users.size());
        for (int number = 0; number < count; number++) {
            rows.add(isWide ? wide(date) : event(date));
        }
        Path file = root.resolve("events/" + date + "/part-0." + extension());
        write(file, rows);
        rowsByFile.put(file.toString(), (long) rows.size());
    }

    private Map<String, String> event(LocalDate date) {
        Map<String, String> row = pair(date);
        String kind = kinds.get(random.nextInt(kinds.size()));
        row.put("action", kind);
        if (has("event_id")) {
            row.put("id", "e" + date + random.nextInt(1_000_000));
        }
        if (has("watch_ms")) {
            row.put("watch", kind.equals("play") ? Integer.toString(random.nextInt(60_000)) : "");
        }
        return row;
    }

    private Map<String, String> wide(LocalDate date) {
        Map<String, String> row = pair(date);
        kinds.forEach(kind -> row.put("is_" + kind, Integer.toString(random.nextInt(4) == 0 ? 1 : 0)));
        if (has("watch_ms")) {
            row.put("watch", Integer.toString(random.nextInt(60_000)));
        }
        return row;
    }

    private Map<String, String> pair(LocalDate date) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("user", users.get(random.nextInt(users.size())));
        // Some videos are in no catalogue.
        row.put("video", random.nextInt(20) == 0 ? "unlisted" : videos.get(random.nextInt(videos.size())));
        row.put("ts", Long.toString(date.toEpochDay() * 86_400_000L + random.nextInt(86_400_000)));
        if (has("duration_ms")) {
            row.put("length", Integer.toString(random.nextInt(10) == 0 ? 0 : 1000 + random.nextInt(60_000)));
        }
        if (has("traffic_source")) {
            row.put("page", random.nextBoolean() ? "feed" : "search");
        }
        return row;
    }

    private List<Map<String, String>> videoRows() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String video : videos) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("video", video);
            row.put("creator", "creator" + random.nextInt(5));
            text(row, "title");
            text(row, "description");
            if (has("tags")) {
                row.put("tags", random.nextInt(4) == 0 ? "" : "cats|dogs" + random.nextInt(3));
            }
            if (has("category")) {
                row.put("category", "fun" + random.nextInt(3));
            }
            if (has("length")) {
                row.put("length", Integer.toString(random.nextInt(90_000)));
            }
            if (has("published_at")) {
                row.put("published", LAST.minusDays(random.nextInt(40)) + " 08:00:00");
            }
            if (has("status")) {
                row.put("status", random.nextInt(6) == 0 ? "removed" : "online");
            }
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, String>> userRows() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String user : users) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("user", user);
            if (has("registered_at")) {
                row.put("joined", LAST.minusDays(random.nextInt(400)) + " 08:00:00");
            }
            if (has("gender")) {
                row.put("gender", random.nextInt(3) == 0 ? "" : "f");
            }
            if (has("age")) {
                row.put("age", random.nextInt(5) == 0 ? "unknown" : Integer.toString(10 + random.nextInt(50)));
            }
            rows.add(row);
        }
        return rows;
    }

    private void text(Map<String, String> row, String column) {
        if (has(column)) {
            row.put(column, ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size())));
        }
    }

    private boolean has(String column) {
        return columns.get(column);
    }

    private String extension() {
        return isCsv ? "csv" : "jsonl";
    }

    private void write(Path file, List<Map<String, String>> rows) throws IOException {
        Files.createDirectories(file.getParent());
        if (!isCsv) {
            Files.writeString(
                    file, rows.stream().map(SmallDay::json).collect(Collectors.joining("\n", "", "\n")), UTF_8);
            return;
        }
        List<String> header = new ArrayList<>();
        rows.forEach(row ->
                row.keySet().stream().filter(key -> !header.contains(key)).forEach(header::add));
        String text = String.join(",", header) + "\n"
                + rows.stream()
                        .map(row -> header.stream()
                                .map(column -> quoted(row.getOrDefault(column, "")))
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(file, text, UTF_8);
    }

    private static String quoted(String value) {
        return value.matches("[\\w .:-]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private String conf() {
        StringBuilder event =
                new StringBuilder("user_id = user, video_id = video, event_time { column = ts, unit = ms }\n");
        optional(event, "event_id", "event_id = id");
        optional(event, "watch_ms", "watch_ms { column = watch, unit = ms }");
        optional(event, "duration_ms", "duration_ms { column = length, unit = ms }");
        optional(event, "traffic_source", "traffic_source = page");
        String flags = "";
        if (isWide) {
            flags = kinds.stream()
                    .filter(kind -> !kind.equals("impression"))
                    .map(kind -> "%s { column = is_%s }".formatted(kind, kind))
                    .collect(Collectors.joining(", ", "flags { impression {}, ", " }"));
        } else {
            event.append(KINDS.stream()
                    .map(kind -> kind + " = " + kind)
                    .collect(Collectors.joining(", ", "kind { column = action, values { ", " } }\n")));
        }
        StringBuilder video = new StringBuilder("video_id = video, creator_id = creator\n");
        optional(video, "title", "title = title");
        optional(video, "description", "description = description");
        optional(video, "tags", "tags { column = tags, separator = \"|\" }");
        optional(video, "category", "category = category");
        optional(video, "length", "duration_ms { column = length, unit = ms }");
        optional(video, "published_at", "published_at { column = published, pattern = \"yyyy-MM-dd HH:mm:ss\" }");
        optional(video, "status", "status { column = status, values { online = visible, removed = deleted } }");
        StringBuilder user = new StringBuilder("user_id = user\n");
        optional(user, "registered_at", "registered_at { column = joined, pattern = \"yyyy-MM-dd HH:mm:ss\" }");
        StringBuilder attributes = new StringBuilder();
        optional(attributes, "gender", "gender = gender");
        optional(attributes, "age", "age = age");
        return """
                reelrank {
                  storage.root = "%1$s/out"
                  spark.spark.sql.shuffle.partitions = 2
                  sources {
                    root = "%1$s", zone = UTC
                    events.log { path = "events/{yyyy-MM-dd}/*", format = %2$s, columns { %3$s }
                      %4$s
                    }
                    history {}
                    videos.catalogue { path = "videos/*", format = %2$s, columns { %5$s } }
                    users.profile { path = "users/*", format = %2$s, columns { %6$s }, attributes { %7$s } }
                  }
                  evaluation.mllib.iterations = %9$d
                  features { test-days = %8$d }
                  model { rank = 4, iterations = 3, blocks = 2 }
                  recommend.top-n = 10
                }
                """.formatted(
                        root,
                        extension().toLowerCase(Locale.ROOT),
                        event,
                        flags,
                        video,
                        user,
                        attributes,
                        random.nextInt(2),
                        random.nextInt(2));
    }

    private void optional(StringBuilder lines, String column, String line) {
        if (has(column)) {
            lines.append(line).append('\n');
        }
    }
}
