package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.Frames;
import io.reelrank.core.tables.DayPairs;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;

/** Rows of {@code day_pairs} as reports read them, made of the columns that a test is about. */
final class SomePairs {
    static final LocalDate DATE = LocalDate.parse("2022-05-06");

    private SomePairs() {}

    /** Each line: day, user, video, impressions, views, watch time of the one view. */
    static Dataset<Row> pairs(SparkSession spark, String... lines) {
        Dataset<Row> pairs = Frames.of(
                        spark,
                        "dt date, user_idx int, video_idx int, impressions bigint, views bigint, viewed_ms bigint",
                        lines)
                .withColumn(
                        DayPairs.WATCH_MS,
                        when(col(DayPairs.VIEWS).gt(0), col(DayPairs.VIEWED_MS)).otherwise(0L))
                .withColumn(DayPairs.LAST_SEEN, col("dt").cast("timestamp"));
        for (StructField field : DayPairs.TABLE.schema().fields()) {
            if (!Arrays.asList(pairs.columns()).contains(field.name())) {
                Column empty = field.dataType() instanceof ArrayType ? array() : lit(0);
                pairs = pairs.withColumn(field.name(), (field.nullable() ? lit(null) : empty).cast(field.dataType()));
            }
        }
        return pairs;
    }

    /** The pairs with the creators of {@link #videos}. */
    static Dataset<Row> counted(Dataset<Row> pairs, Integer... suspects) {
        Dataset<Row> bots = Frames.of(
                pairs.sparkSession(),
                "user_idx int",
                Arrays.stream(suspects).map(String::valueOf).toArray(String[]::new));
        return ReportSums.counted(pairs, bots, videos(pairs.sparkSession()), tastes(pairs.sparkSession()), DATE);
    }

    /** Users 1 to 9 have taste 1, users 10 to 19 taste 2, and so on; nothing is known of user 0. */
    private static Dataset<Row> tastes(SparkSession spark) {
        return spark.range(1, 100).selectExpr("cast(id as int) user_idx", "cast(id div 10 + 1 as int) taste_idx");
    }

    /** The sums by video and day of {@link #counted}. */
    static Dataset<Row> videoDays(Dataset<Row> counted) {
        return ReportSums.videoDays(counted, videos(counted.sparkSession()));
    }

    /** Ann has number 7, bob 11. */
    static CreatorNumbers creators(SparkSession spark) {
        return CreatorNumbers.of(videos(spark));
    }

    /** Videos 7 and 9 of ann, 11 and 12 of bob, and 8 of nobody. */
    private static Dataset<Row> videos(SparkSession spark) {
        return ReportSums.videos(Frames.of(
                spark,
                "video_idx int, creator_id string, category string, age_days double, duration_ms bigint",
                "7 | ann | food | 1.5 | 10000",
                "9 | ann | food | 30.5 | 1500",
                "11 | bob | cars | null | 20000",
                "12 | bob | food | null | 10000",
                "8 |  | null | null | null"));
    }

    /** Windows of the given lengths in front of which everything is known. */
    static Windows windows(Integer... lengths) {
        int longest = lengths[lengths.length - 1];
        return new Windows(
                List.of(lengths),
                DATE,
                DATE.minusDays(2L * longest - 1).datesUntil(DATE.plusDays(1)).collect(Collectors.toSet()));
    }
}
