package io.reelrank.core.tables;

import java.util.Locale;

/**
 * The rates that reports judge: their names, definitions and directions. Columns, pages and the manual take their words from
 * here. Each is a share: a part of a whole, both of which are columns of {@code creator_report}.
 */
public enum CreatorFigure {
    START_RATE(
            "Started when shown",
            "起播率",
            "Plays divided by the times a video was shown; above 1 where plays are logged without an impression.",
            Direction.HIGHER,
            "plays",
            "impressions"),
    VALID_PLAY_RATE(
            "Valid plays",
            "有效播放率",
            "Of the plays, the share that were valid: as long as the video where it lasts 7 s at most, else longer than 7 s.",
            Direction.HIGHER,
            "valid_plays",
            "plays"),
    LONG_VIEW_RATE(
            "Long views",
            "长播率",
            "Of the plays, the share that were long views: as long as the video, or features.long-view-seconds.",
            Direction.HIGHER,
            "long_views",
            "plays"),
    COMPLETION_RATE(
            "Completion",
            "完播率",
            "Of the plays of videos of known length, the share that reached the end.",
            Direction.HIGHER,
            "completions",
            "measured_plays"),
    LEAVE_2S_RATE(
            "Left within 2 s",
            "2 秒跳出率",
            "Of the viewers of a video on a day, the share whose longest play ended within 2 s and before the video's end.",
            Direction.LOWER,
            "left_2s",
            "viewer_days"),
    LEAVE_3S_RATE(
            "Left within 3 s",
            "3 秒跳出率",
            "Of the viewers of a video on a day, the share whose longest play ended within 3 s and before the video's end.",
            Direction.LOWER,
            "left_3s",
            "viewer_days"),
    LEAVE_5S_RATE(
            "Left within 5 s",
            "5 秒跳出率",
            "Of the viewers of a video on a day, the share whose longest play ended within 5 s and before the video's end.",
            Direction.LOWER,
            "left_5s",
            "viewer_days"),
    LIKE_RATE("Likes", "点赞率", "Likes divided by plays.", Direction.HIGHER, "likes", "plays"),
    COMMENT_RATE("Comments", "评论率", "Comments divided by plays.", Direction.HIGHER, "comments", "plays"),
    SHARE_RATE("Shares", "转发率", "Shares divided by plays.", Direction.HIGHER, "shares", "plays"),
    FAVOURITE_RATE("Favourites", "收藏率", "Favourites divided by plays.", Direction.HIGHER, "favourites", "plays"),
    FOLLOW_RATE(
            "Follows for a play",
            "播转粉率",
            "Follows from the videos, divided by plays.",
            Direction.HIGHER,
            "follows",
            "plays"),
    NEGATIVE_RATE("Complaints", "负反馈率", "Hides and reports divided by plays.", Direction.LOWER, "negatives", "plays"),
    RETURNING_VIEWERS_RATE(
            "Returning viewers",
            "回访率",
            "Of the viewers, the share that played on more than one day of the window.",
            Direction.HIGHER,
            "returning_viewers",
            "viewers");

    /** Which of two values is the better one. */
    public enum Direction {
        /** The larger. */
        HIGHER,
        /** The smaller. */
        LOWER
    }

    private final String english;
    private final String chinese;
    private final String definition;
    private final Direction better;
    private final String part;
    private final String whole;

    CreatorFigure(String english, String chinese, String definition, Direction better, String part, String whole) {
        this.english = english;
        this.chinese = chinese;
        this.definition = definition;
        this.better = better;
        this.part = part;
        this.whole = whole;
    }

    /** Its column. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in English. */
    public String english() {
        return english;
    }

    /** Its name in Chinese. */
    public String chinese() {
        return chinese;
    }

    /** What it is, in one sentence. */
    public String definition() {
        return definition;
    }

    /** Which of two values is the better one. */
    public Direction better() {
        return better;
    }

    /** The column of the count that it is a share of: the numerator. */
    public String part() {
        return part;
    }

    /** The column of the count behind it: the denominator, which is the evidence. */
    public String whole() {
        return whole;
    }
}
