package io.reelrank.workbench.mapping;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The names, in English and Chinese, by which exports call what the mapping of a source can name. */
final class FieldNames {
    /** What a column can be. The order decides between two fields that a name fits equally well. */
    enum SourceField {
        EVENT_ID,
        USER_ID,
        VIDEO_ID,
        CREATOR_ID,
        EVENT_TIME,
        WATCH,
        DURATION,
        KIND,
        TRAFFIC_SOURCE,
        TITLE,
        DESCRIPTION,
        TAGS,
        CATEGORY,
        PUBLISHED_AT,
        REGISTERED_AT,
        UPDATED_AT,
        STATUS
    }

    private static final Map<SourceField, List<String>> FIELDS = new LinkedHashMap<>();
    private static final Map<String, List<String>> KINDS = new LinkedHashMap<>();
    // Longest first, because each is looked for at the end of a name.
    private static final Map<String, String> UNITS = new LinkedHashMap<>();
    private static final List<String> FLAG_PREFIXES = List.of("is", "has", "did", "flag", "是否", "有无");
    private static final List<String> FLAG_SUFFIXES =
            List.of("flag", "ed", "d", "count", "cnt", "num", "s", "次数", "数", "量");

    static {
        for (String name : List.of("milliseconds", "millis", "msec", "毫秒", "ms")) {
            UNITS.put(name, "ms");
        }
        for (String name : List.of("microseconds", "micros", "微秒")) {
            UNITS.put(name, "us");
        }
        for (String name : List.of("seconds", "second", "secs", "sec", "秒")) {
            UNITS.put(name, "s");
        }
        put(
                SourceField.EVENT_ID,
                "id",
                "event_id",
                "log_id",
                "row_id",
                "uuid",
                "event_uuid",
                "request_id",
                "事件id",
                "日志id");
        put(
                SourceField.USER_ID,
                "user_id",
                "user",
                "uid",
                "userid",
                "viewer_id",
                "member_id",
                "account_id",
                "device_id",
                "用户id",
                "用户",
                "用户编号",
                "用户标识");
        put(
                SourceField.VIDEO_ID,
                "video_id",
                "video",
                "vid",
                "item_id",
                "item",
                "photo_id",
                "content_id",
                "feed_id",
                "aweme_id",
                "note_id",
                "movie_id",
                "视频id",
                "视频",
                "作品id",
                "视频编号",
                "内容id",
                "物品id");
        put(
                SourceField.CREATOR_ID,
                "creator_id",
                "creator",
                "author_id",
                "author",
                "uploader_id",
                "uploader",
                "owner_id",
                "owner",
                "channel_id",
                "publisher_id",
                "up_id",
                "up_mid",
                "作者id",
                "作者",
                "创作者",
                "创作者id",
                "创作者编号",
                "博主",
                "博主id",
                "up主");
        put(
                SourceField.EVENT_TIME,
                "event_time",
                "ts",
                "timestamp",
                "time",
                "time_ms",
                "event_ts",
                "datetime",
                "occurred_at",
                "created_at",
                "log_time",
                "server_time",
                "client_time",
                "action_time",
                "时间",
                "时间戳",
                "事件时间",
                "发生时间");
        put(
                SourceField.WATCH,
                "watch_ms",
                "watch_time",
                "watch_seconds",
                "watch_time_ms",
                "play_time",
                "play_time_ms",
                "play_ms",
                "play_seconds",
                "played_ms",
                "played",
                "play_duration",
                "view_time",
                "watched",
                "watch",
                "watch_duration",
                "playing_time",
                "dwell_time",
                "观看时长",
                "播放时长",
                "停留时长",
                "播放时间",
                "观看时间");
        put(
                SourceField.DURATION,
                "duration",
                "duration_ms",
                "video_duration",
                "video_length",
                "length",
                "length_ms",
                "video_duration_ms",
                "duration_seconds",
                "length_seconds",
                "时长",
                "视频时长",
                "视频长度");
        put(
                SourceField.KIND,
                "kind",
                "action",
                "action_type",
                "event",
                "event_type",
                "event_name",
                "type",
                "behavior",
                "behavior_type",
                "behaviour",
                "interaction",
                "interaction_type",
                "op",
                "行为",
                "行为类型",
                "事件",
                "事件类型",
                "操作");
        put(
                SourceField.TRAFFIC_SOURCE,
                "traffic_source",
                "page",
                "tab",
                "source",
                "scene",
                "channel",
                "surface",
                "feed",
                "from_page",
                "entry",
                "来源",
                "页面",
                "场景",
                "流量来源");
        put(SourceField.TITLE, "title", "name", "video_title", "caption", "headline", "标题", "视频标题", "作品标题");
        put(SourceField.DESCRIPTION, "description", "desc", "summary", "content", "text", "简介", "描述", "文案");
        put(
                SourceField.TAGS,
                "tags",
                "tag",
                "hashtags",
                "topics",
                "topic_tags",
                "labels",
                "keywords",
                "tag_list",
                "标签",
                "话题",
                "关键词");
        put(
                SourceField.CATEGORY,
                "category",
                "category_id",
                "cat",
                "genre",
                "genres",
                "first_category",
                "class",
                "vertical",
                "video_type",
                "type",
                "类目",
                "分类",
                "品类",
                "垂类",
                "类别");
        put(
                SourceField.PUBLISHED_AT,
                "published_at",
                "publish_time",
                "upload_time",
                "upload_dt",
                "uploaded_at",
                "pub_time",
                "created_at",
                "create_time",
                "release_date",
                "发布时间",
                "发布日期",
                "上传时间");
        put(
                SourceField.REGISTERED_AT,
                "registered_at",
                "register_time",
                "joined_at",
                "signup_time",
                "sign_up_date",
                "created_at",
                "create_time",
                "注册时间",
                "注册日期");
        put(SourceField.UPDATED_AT, "updated_at", "update_time", "modified_at", "last_modified", "更新时间", "修改时间");
        put(SourceField.STATUS, "status", "state", "visible_status", "visibility", "is_deleted", "状态", "可见状态");

        KINDS.put(
                "impression",
                List.of("impression", "impress", "show", "shown", "exposure", "expose", "display", "imp", "曝光", "展示"));
        KINDS.put(
                "play",
                List.of("play", "view", "watch", "video_view", "click", "video_play", "start", "播放", "观看", "点击"));
        KINDS.put(
                "like", List.of("like", "thumb_up", "thumbs_up", "digg", "upvote", "heart", "praise", "点赞", "赞", "喜欢"));
        KINDS.put("unlike", List.of("unlike", "cancel_like", "undo_like", "undigg", "remove_like", "取消点赞", "取消赞"));
        KINDS.put("comment", List.of("comment", "reply", "评论", "回复"));
        KINDS.put("share", List.of("share", "forward", "repost", "分享", "转发"));
        KINDS.put("favourite", List.of("favourite", "favorite", "fav", "collect", "save", "bookmark", "收藏"));
        KINDS.put("follow", List.of("follow", "subscribe", "关注", "订阅"));
        KINDS.put("unfollow", List.of("unfollow", "unsubscribe", "cancel_follow", "取消关注", "取关"));
        KINDS.put("hide", List.of("hide", "dislike", "hate", "not_interested", "block", "不感兴趣", "踩", "屏蔽"));
        KINDS.put("report", List.of("report", "complain", "举报", "投诉"));
        KINDS.put(
                "profile",
                List.of("profile", "profile_enter", "enter_profile", "profile_visit", "visit_profile", "主页", "进入主页"));
    }

    private static final Map<String, List<String>> STATUSES = new LinkedHashMap<>();

    static {
        STATUSES.put(
                "visible",
                List.of("visible", "online", "public", "published", "normal", "active", "上线", "上架", "公开", "正常"));
        STATUSES.put(
                "hidden",
                List.of("hidden", "offline", "private", "draft", "unpublished", "下线", "下架", "私密", "隐藏", "审核中"));
        STATUSES.put("deleted", List.of("deleted", "removed", "banned", "删除", "已删除", "封禁"));
    }

    private FieldNames() {}

    private static void put(SourceField field, String... names) {
        FIELDS.put(field, Arrays.stream(names).map(FieldNames::plain).toList());
    }

    /** How well a column's name fits a field: 0 for not at all, 1 for a usual name, less for one that only contains it. */
    static double fit(SourceField field, String column) {
        String name = plain(column);
        List<String> names = FIELDS.get(field);
        int place = names.indexOf(name);
        if (place >= 0) {
            return 1 - place * 0.01;
        }
        int bare = names.indexOf(withoutUnit(name));
        if (bare >= 0) {
            return 0.9 - bare * 0.01;
        }
        return names.stream()
                        .anyMatch(known -> isLong(known) && withoutUnit(name).endsWith(known))
                ? 0.5
                : 0;
    }

    /** The unit of time that a name ends with, such as watch_ms, playSeconds or 播放时长(秒); nothing for no unit. */
    static Optional<String> unit(String column) {
        String name = plain(column);
        // A plain s is the end of too many words.
        return column.matches(".*[a-z0-9]_[sS]")
                ? Optional.of("s")
                : UNITS.entrySet().stream()
                        .filter(unit -> name.endsWith(unit.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /** Whether a column's name is written in Chinese. */
    static boolean isChinese(String column) {
        return column.codePoints().anyMatch(sign -> Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN);
    }

    private static String withoutUnit(String name) {
        return UNITS.keySet().stream()
                .filter(name::endsWith)
                .findFirst()
                .map(unit -> name.substring(0, name.length() - unit.length()))
                .orElse(name);
    }

    /** Whether a name says enough by itself to be looked for at the end of a longer one. */
    private static boolean isLong(String name) {
        return name.length() > (isChinese(name) ? 1 : 3);
    }

    /** The kind of event that a value or a flag's column names; nothing where no kind is known by it. */
    static Optional<String> kind(String text) {
        String name = plain(text);
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().stream().map(FieldNames::plain).anyMatch(name::equals))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether a video of a status may be shown: visible, hidden or deleted; nothing where it is not known. */
    static Optional<String> status(String text) {
        String name = plain(text);
        return STATUSES.entrySet().stream()
                .filter(status -> status.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** All words of a language that are known for a status. */
    static List<String> statusWords(String status, boolean isChinese) {
        return STATUSES.get(status).stream()
                .filter(word -> isChinese(word) == isChinese)
                .toList();
    }

    /** The kind of history that a column of lists has, such as watch_seq or liked_videos; nothing for none. */
    static Optional<String> list(String column) {
        String name = plain(column);
        if (name.contains("long") || name.contains("finish") || name.contains("complete")) {
            return Optional.of("long_view");
        }
        if (name.contains("like") || name.contains("赞")) {
            return Optional.of("like");
        }
        return Stream.of("play", "watch", "view", "播放", "观看").anyMatch(name::contains)
                ? Optional.of("play")
                : Optional.empty();
    }

    /** The kind of event that a column of flags tells, such as is_like or liked; nothing where none is known by it. */
    static Optional<String> flag(String column) {
        String name = plain(column);
        for (String prefix : FLAG_PREFIXES) {
            if (name.startsWith(prefix) && kind(name.substring(prefix.length())).isPresent()) {
                return kind(name.substring(prefix.length()));
            }
        }
        for (String suffix : FLAG_SUFFIXES) {
            if (name.endsWith(suffix)
                    && kind(name.substring(0, name.length() - suffix.length())).isPresent()) {
                return kind(name.substring(0, name.length() - suffix.length()));
            }
        }
        return kind(name);
    }

    /** Lower case without signs, so that userId, user_id and USER-ID are one name. */
    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
