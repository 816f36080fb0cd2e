package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CreatorMetricsTest extends SparkTest {
    private final Dataset<Row> events = Frames.of(
            spark(),
            "dt date, user_id string, video_id string, kind string, watch_ms bigint, duration_ms bigint",
            "2022-05-06 | bot | v | play | 9000 | 9000",
            "2022-05-06 | bot | v | like | null | 9000",
            "2022-05-06 | maker | v | play | 9000 | 9000",
            "2022-05-06 | u | v | play | 3000 | 9000");
    private final Dataset<Row> videos = Frames.of(
            spark(), "video_id string, creator_id string, title string, duration_ms bigint", "v | maker | t | 9000");

    @Test
    void suspectsAndCreatorsOwnViewsDoNotCount() {
        Dataset<Row> suspects =
                Frames.of(spark(), "user_id string, reason string", "bot | active_hours", "bot | watch_spread");

        assertThat(figures(CreatorMetrics.withoutSuspects(events, suspects), CreatorIds.USERS))
                .containsExactly("maker | 1 | 0 | 3000");
    }

    @Test
    void aCreatorIdThatIsNoUserIdExcludesNoUser() {
        assertThat(figures(events, CreatorIds.OWN)).containsExactly("maker | 3 | 1 | 21000");
    }

    private List<String> figures(Dataset<Row> counted, CreatorIds creatorIds) {
        return Frames.lines(CreatorMetrics.byCreator(CreatorMetrics.daily(counted, videos, 18, creatorIds))
                .select("creator_id", "plays", "likes", "watch_ms"));
    }
}
