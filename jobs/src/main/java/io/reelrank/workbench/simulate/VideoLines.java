package io.reelrank.workbench.simulate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A video's rows in the files: one when it is new, one when it leaves. */
final class VideoLines {
    static final String HEADER = "video_id,creator_id,title,tags,category,duration_ms,published_at,status";

    private static final double REMOVED = 0.3;

    /**
     * A row.
     *
     * @param day the file's day
     * @param text the row
     */
    record VideoLine(int day, String text) {}

    private final Platform platform;
    private final Titles titles;

    VideoLines(Platform platform) {
        this.platform = platform;
        this.titles = new Titles(platform.settings().seed());
    }

    List<VideoLine> of(long number) {
        Video video = platform.video(number);
        Titles.Text text = titles.of(video);
        VideoLine appears = new VideoLine(Math.max(0, video.uploadDay()), line(video, text, "online"));
        int leaves = platform.leaveDay(number);
        if (leaves == Platform.NEVER) {
            return List.of(appears);
        }
        boolean removed = RandomDraws.of(platform.settings().seed(), RandomDraws.Stream.LEAVE, number, 1)
                .chance(REMOVED);
        return List.of(appears, new VideoLine(leaves, line(video, text, removed ? "removed" : "offline")));
    }

    private String line(Video video, Titles.Text text, String status) {
        return Csv.line(
                video.id(),
                Ids.of('c', video.creator()),
                text.title(),
                String.join("|", text.tags()),
                Niche.ALL.get(video.niche()).english(),
                Long.toString(video.durationMs()),
                local(video.publishedAt(), platform.settings().zone()),
                status);
    }

    static String local(long moment, ZoneId zone) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .withZone(zone)
                .format(Instant.ofEpochMilli(moment));
    }
}
