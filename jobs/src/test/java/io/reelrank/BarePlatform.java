package io.reelrank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two days of a platform of six users whose logs and catalogue have only the columns that are required. */
final class BarePlatform {
    private static final String CONF = """
            reelrank {
              sources {
                root = "%1$s", zone = UTC
                events.log {
                  path = "log/{yyyy-MM-dd}/*", format = csv
                  columns { user_id = user, video_id = video, event_time { column = ts, unit = ms } }
                  flags { like {} }
                }
                videos.catalogue {
                  path = "catalogue/{yyyy-MM-dd}/*", format = csv, columns { video_id = video, creator_id = creator }
                }
              }
              storage.root = "%1$s/out"
              spark.spark.sql.shuffle.partitions = 2
              features.test-days = 1
              model { rank = 4, iterations = 3, blocks = 2 }
              recommend.top-n = 10
            }
            """;

    private BarePlatform() {}

    /** Writes the files. Returns the settings, with the storage root {@code out} in the folder. */
    static Path write(Path root) throws IOException {
        StringBuilder catalogue = new StringBuilder("video,creator\n");
        for (int video = 0; video < 40; video++) {
            catalogue.append("v%d,c%d%n".formatted(video, video));
        }
        write(root, "catalogue/2022-05-05/videos.csv", catalogue.toString());
        for (int day = 5; day <= 6; day++) {
            StringBuilder log = new StringBuilder("user,video,ts\n");
            // The last ten videos have no event.
            for (int i = 0; i < 60; i++) {
                long ms = 1_651_708_800_000L + (day - 5) * 86_400_000L + i * 1000L;
                log.append("u%d,v%d,%d%n".formatted(i % 6, (7 * i + i / 6 + 3 * day) % 30, ms));
            }
            write(root, "log/2022-05-0%d/log.csv".formatted(day), log.toString());
        }
        return write(root, "bare.conf", CONF.formatted(root));
    }

    private static Path write(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
