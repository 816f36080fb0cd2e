package io.reelrank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A platform whose nights take seconds: some users with a taste each, and videos that do not change, so that every day
 * has as many events as the others. A day's file is the same whenever it is written. A few events arrive a day late.
 */
final class TinyPlatform {
    private static final int USERS = 24;
    private static final int VIDEOS = 80;
    private static final int TASTES = 4;
    private static final int PLAYS = 6;
    private static final int MINUTES_A_DAY = 24 * 60;

    private static final String CONF = """
            reelrank {
              storage.root = "%1$s/out"
              sources {
                root = "%1$s", zone = "%2$s"
                events.log {
                  path = "events/{yyyy-MM-dd}/*", format = jsonl
                  columns {
                    event_id = id, user_id = user, video_id = video, event_time { column = ts, unit = ms }
                    watch_ms { column = watch, unit = ms }, duration_ms { column = length, unit = ms }
                    kind { column = action, values { play = play, like = like } }
                  }
                }
                videos.catalogue {
                  path = "videos/*", format = jsonl
                  columns {
                    video_id = video, creator_id = creator, category = category
                    duration_ms { column = length, unit = ms }, published_at { column = published, pattern = iso }
                  }
                }
                users.profile { path = "users/*", format = jsonl, columns { user_id = user } }
              }
              collect { window-days = 7, late-days = 1 }
              clean.window-days = 7
              features { window-days = 7, test-days = 1, max-video-share = 1 }
              report.windows = [1, 3]
              evaluation { mllib.iterations = 0, replicates = 20 }
              model { rank = 4, iterations = 2, warm-iterations = 1, blocks = 1 }
              recommend.top-n = 10
            }
            """;

    private final Path root;
    private final ZoneId zone;
    private final String user;

    TinyPlatform(Path root, ZoneId zone) {
        this(root, zone, "u");
    }

    /** @param user what the ids of users begin with, before their number */
    TinyPlatform(Path root, ZoneId zone, String user) {
        this.root = root;
        this.zone = zone;
        this.user = user;
    }

    /** Writes the videos, the users and the conf file, which it returns. */
    Path open() throws IOException {
        List<Map<String, String>> videos = new ArrayList<>();
        for (int video = 0; video < VIDEOS; video++) {
            videos.add(SmallDay.row(
                    "video=v" + video,
                    "creator=c" + video % 10,
                    "category=taste" + video % TASTES,
                    "length=20000",
                    "published=2021-12-01T10:00:00Z"));
        }
        write(root.resolve("videos/all.jsonl"), videos);
        writeUsers(IntStream.range(0, USERS)
                .mapToObj(number -> SmallDay.row("user=" + user + number))
                .toList());
        return Files.writeString(root.resolve("my.conf"), CONF.formatted(root, zone));
    }

    /** Writes other rows of users. */
    void writeUsers(List<Map<String, String>> rows) throws IOException {
        write(root.resolve("users/all.jsonl"), rows);
    }

    /** Writes the file of a day. */
    void deliver(LocalDate day) throws IOException {
        deliver(day, rows(day));
    }

    /** The rows of a day's file, without ids. */
    List<Map<String, String>> rows(LocalDate day) {
        Random random = new Random(day.toEpochDay());
        Instant begin = day.atStartOfDay(zone).toInstant();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            for (int play = 0; play < PLAYS; play++) {
                int video = random.nextInt(VIDEOS / TASTES) * TASTES
                        + (random.nextInt(4) > 0 ? user % TASTES : random.nextInt(TASTES));
                boolean isLiked = video % TASTES == user % TASTES;
                // The last hour of the day before, for a few of them.
                int minute = random.nextInt(20) == 0 ? -1 - random.nextInt(60) : random.nextInt(MINUTES_A_DAY - 60);
                Instant time = begin.plusSeconds(60L * minute);
                int watch = isLiked ? 15_000 + random.nextInt(5_000) : 1_000 + random.nextInt(5_000);
                rows.add(event(time, this.user + user, "v" + video, "play", watch));
                if (isLiked && play % 2 == 0) {
                    rows.add(event(time.plusSeconds(10), this.user + user, "v" + video, "like", 0));
                }
            }
        }
        return rows;
    }

    /** Writes rows as the file of a day, and gives each an id. */
    void deliver(LocalDate day, List<Map<String, String>> rows) throws IOException {
        List<Map<String, String>> named = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> all = new LinkedHashMap<>(row);
            all.put("id", day + "-" + named.size());
            named.add(all);
        }
        write(root.resolve("events/" + day + "/part-0.jsonl"), named);
    }

    static Map<String, String> event(Instant time, String user, String video, String kind, int watchMs) {
        return SmallDay.row(
                "user=" + user,
                "video=" + video,
                "ts=" + time.toEpochMilli(),
                "action=" + kind,
                "watch=" + (kind.equals("play") ? watchMs : ""),
                "length=20000");
    }

    private static void write(Path file, List<Map<String, String>> rows) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, rows.stream().map(SmallDay::json).collect(Collectors.joining("\n", "", "\n")));
    }
}
