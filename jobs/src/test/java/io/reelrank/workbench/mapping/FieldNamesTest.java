package io.reelrank.workbench.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.workbench.mapping.FieldNames.SourceField;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {
    @ParameterizedTest
    @CsvSource({
        "user_id, USER_ID",
        "userId, USER_ID",
        "UID, USER_ID",
        "用户id, USER_ID",
        "用户ID, USER_ID",
        "viewer_user_id, USER_ID",
        "itemId, VIDEO_ID",
        "aweme_id, VIDEO_ID",
        "视频编号, VIDEO_ID",
        "作者ID, CREATOR_ID",
        "channelId, CREATOR_ID",
        "ts, EVENT_TIME",
        "event_time, EVENT_TIME",
        "事件时间, EVENT_TIME",
        "play_time_ms, WATCH",
        "playTimeMs, WATCH",
        "watch_sec, WATCH",
        "播放时长(秒), WATCH",
        "video_duration, DURATION",
        "duration_millis, DURATION",
        "视频时长, DURATION",
        "action, KIND",
        "行为类型, KIND",
        "tab, TRAFFIC_SOURCE",
        "标题, TITLE",
        "topic_tags, TAGS",
        "类目, CATEGORY",
        "upload_dt, PUBLISHED_AT",
        "发布时间, PUBLISHED_AT",
        "注册时间, REGISTERED_AT",
        "visible_status, STATUS",
    })
    void aColumnIsTakenForWhatItsNameSays(String column, SourceField field) {
        SourceField best = Arrays.stream(SourceField.values())
                .max(Comparator.comparingDouble(candidate -> FieldNames.fit(candidate, column)))
                .orElseThrow();
        assertThat(FieldNames.fit(field, column)).isPositive();
        assertThat(best).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"flavour", "server_width", "is_rand", "颜色", "s", "ms", "hourmin"})
    void otherNamesAreNothing(String column) {
        assertThat(SourceField.values())
                .allSatisfy(field -> assertThat(FieldNames.fit(field, column)).isZero());
        assertThat(FieldNames.flag(column)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "play_time_ms, ms",
        "watchSeconds, s",
        "watch_s, s",
        "duration_sec, s",
        "时长_毫秒, ms",
        "播放时长(秒), s",
        "lengthMicros, us",
        "duration,",
        "views,",
    })
    void aNameMayTellTheUnit(String column, String unit) {
        assertThat(FieldNames.unit(column).orElse(null)).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource({
        "show, impression",
        "曝光, impression",
        "VIEW, play",
        "video_view, play",
        "播放, play",
        "digg, like",
        "点赞, like",
        "cancel-like, unlike",
        "取消点赞, unlike",
        "收藏, favourite",
        "bookmark, favourite",
        "转发, share",
        "取关, unfollow",
        "not_interested, hide",
        "举报, report",
        "superlike,",
        "1,",
    })
    void aValueNamesAKind(String value, String kind) {
        assertThat(FieldNames.kind(value).orElse(null)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "is_like, like",
        "isFollow, follow",
        "liked, like",
        "shares, share",
        "comment_cnt, comment",
        "是否点赞, like",
        "评论数, comment",
        "分享次数, share",
        "is_click, play",
        "is_profile_enter, profile",
        "is_hate, hide",
        "long_view,",
        "likelihood,",
    })
    void aColumnOfFlagsNamesAKind(String column, String kind) {
        assertThat(FieldNames.flag(column).orElse(null)).isEqualTo(kind);
    }

    @Test
    void listsOfTheTimeBeforeAreOfThreeKinds() {
        assertThat(FieldNames.list("watch_seq")).contains("play");
        assertThat(FieldNames.list("long_watch_seq")).contains("long_view");
        assertThat(FieldNames.list("liked_videos")).contains("like");
        assertThat(FieldNames.list("friends")).isEmpty();
    }
}
