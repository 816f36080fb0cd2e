package io.reelrank.core.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresTablesTest {
    private final PostgresTables tables = new PostgresTables("lists");

    @Test
    void aDatasetIsATableWithAPartitionForEachVersionBelowAView() {
        assertThat(tables.definitions())
                .hasSize(10)
                .startsWith("CREATE SCHEMA IF NOT EXISTS lists")
                .contains(
                        "CREATE TABLE lists.recommendations_versions (version text NOT NULL, user_id text NOT NULL,"
                                + " video_ids text[] NOT NULL, scores real[] NOT NULL, sources text[] NOT NULL,"
                                + " reasons text[] NOT NULL) PARTITION BY LIST (version)",
                        "CREATE VIEW lists.recommendations AS SELECT user_id, video_ids, scores, sources, reasons"
                                + " FROM lists.recommendations_versions"
                                + " WHERE version = (SELECT version FROM lists.current_version)");
    }

    @Test
    void aVersionIsATableThatBecomesAPartition() {
        assertThat(tables.createPartition(ServingDataset.VIDEO, "20220506_1f"))
                .isEqualTo("CREATE TABLE IF NOT EXISTS lists.similar_videos_20220506_1f"
                        + " (LIKE lists.similar_videos_versions, CHECK (version = '20220506_1f'));"
                        + "ALTER TABLE lists.similar_videos_20220506_1f ALTER version SET DEFAULT '20220506_1f'");
        assertThat(tables.copy(ServingDataset.VIDEO, "20220506_1f"))
                .isEqualTo("COPY lists.similar_videos_20220506_1f (video_id, video_ids, scores, source)"
                        + " FROM STDIN (FORMAT csv)");
        assertThat(tables.attachPartition(ServingDataset.VIDEO, "20220506_1f"))
                .containsExactly(
                        "ALTER TABLE lists.similar_videos_20220506_1f ADD PRIMARY KEY (video_id)",
                        "ANALYZE lists.similar_videos_20220506_1f",
                        "ALTER TABLE lists.similar_videos_versions ATTACH PARTITION lists.similar_videos_20220506_1f"
                                + " FOR VALUES IN ('20220506_1f')");
    }
}
