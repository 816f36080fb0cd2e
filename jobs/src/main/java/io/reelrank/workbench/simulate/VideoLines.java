package io.reelrank.workbench.simulate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The rows of a video in the files: one when it is new, one when it goes offline. */
final class VideoLines {
    static final String HEADER = "video_id,creator_id,title,tags,category,duration_ms,published_at,status";

    /** The probability that a video that goes offline was removed. */
    private static final double REMOVED_SHARE = 0.3;

    /**
     * A row.
     *
     * @param day the day of the file
     * @param text the row
     */
    record VideoLine(int day, String text) {}

    private final Platform platform;
    private final Titles titles;

    VideoLines(Platform platform) {
        this.platform = platform;
        this.titles = new Titles(platform);
    }

    /** The rows of a video, the first one first. */
    List<VideoLine> of(long number) {
        Video video = platform.video(number);
        Titles.Text text = titles.of(video);
        VideoLine added = new VideoLine(Math.max(0, video.uploadDay()), line(video, text, "online"));
        int leaveDay = platform.leaveDay(number);
        if (leaveDay == Platform.NEVER) {
            return List.of(added);
        }
        boolean isRemoved = RandomDraws.of(platform.settings().seed(), RandomDraws.Stream.LEAVE, number, 1)
                .chance(REMOVED_SHARE);
        return List.of(added, new VideoLine(leaveDay, line(video, text, isRemoved ? "removed" : "offline")));
    }

    private String line(Video video, Titles.Text text, String status) {
        return Csv.line(
                video.id(),
                Creator.id(video.creator()),
                text.title(),
                String.join("|", text.tags()),
                Niche.ALL.get(video.niche()).english(),
                Long.toString(video.durationMs()),
                local(video.publishedAt(), platform.settings().zone()),
                status);
    }

    /** A time as the files have it, in the platform's zone. */
    static String local(long epochMillis, ZoneId zone) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .withZone(zone)
                .format(Instant.ofEpochMilli(epochMillis));
    }
}
