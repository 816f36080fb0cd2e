package io.reelrank.engine.rerank;

import io.reelrank.Frames;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Traits to test with. */
final class SomeTraits {
    private static final String COLUMNS = "video_idx int, creator bigint, category string, tags array<string>,"
            + " quality double, is_new boolean, is_small boolean, factors array<float>";

    private SomeTraits() {}

    static ItemTraits of(SparkSession spark, String... rows) {
        Dataset<Row> videos = Frames.of(spark, COLUMNS, rows);
        return ItemTraits.of(videos, videos.filter("factors is not null"), 2);
    }
}
