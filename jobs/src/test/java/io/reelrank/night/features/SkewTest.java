package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.reelrank.SparkTest;
import io.reelrank.workbench.speed.TaskSpread;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One user with 20% of all events and one video with another 20%, joined with what is known of users and videos. */
class SkewTest extends SparkTest {
    private static final long EVENTS = 200_000;
    private static final int USERS = 5_000;
    private static final int VIDEOS = 1_000;
    // These events are a few megabytes, too few for the default sizes to have an effect.
    private static final int SMALLER = 128;
    private static final String SKEW = "spark.sql.adaptive.skewJoin.";

    private final TaskSpread spread = new TaskSpread();

    @BeforeEach
    void listen() {
        spark().sparkContext().addSparkListener(spread);
    }

    @AfterEach
    void leave() {
        spark().sparkContext().removeSparkListener(spread);
    }

    @Test
    void noTaskReadsMoreThanFiveTimesTheMedian() throws Exception {
        assertThat(mostOverMedian(session())).isBetween(1.0, 5.0);
    }

    @Test
    void withoutCuttingOneTaskReadsWhatOneUserDid() throws Exception {
        SparkSession session = session();
        session.conf().set(SKEW + "enabled", "false");

        assertThat(mostOverMedian(session)).isGreaterThan(5);
    }

    @Test
    void everyEventKeepsItsOwnUserAndVideoAndIsThereOnce() {
        Dataset<Row> joined = joined(session()).withColumn("is_right", isRight());

        assertThat(joined.filter(col("is_right"))
                        .select("event_time")
                        .distinct()
                        .count())
                .isEqualTo(EVENTS);
        assertThat(joined.count()).isEqualTo(EVENTS);
    }

    private double mostOverMedian(SparkSession session) throws Exception {
        joined(session).write().format("noop").mode("overwrite").save();
        session.sparkContext().listenerBus().waitUntilEmpty();
        return spread.spreads().stream()
                .filter(stage -> stage.mostRecords() > EVENTS / 100)
                .mapToDouble(TaskSpread.Spread::recordRatio)
                .max()
                .orElse(0);
    }

    /** A session with the default settings, but sizes for few events, and without broadcast joins. */
    private static SparkSession session() {
        Config shipped = ConfigFactory.parseResources("reference.conf").getConfig("reelrank.spark");
        SparkSession session = spark().newSession();
        for (String size : new String[] {
            "spark.sql.adaptive.advisoryPartitionSizeInBytes", SKEW + "skewedPartitionThresholdInBytes"
        }) {
            session.conf().set(size, Long.toString(shipped.getBytes(size) / SMALLER));
        }
        session.conf().set(SKEW + "skewedPartitionFactor", shipped.getString(SKEW + "skewedPartitionFactor"));
        // Spark's default is 1 MB; smaller partitions are coalesced whatever else is set.
        session.conf()
                .set("spark.sql.adaptive.coalescePartitions.minPartitionSize", Long.toString((1 << 20) / SMALLER));
        session.conf().set("spark.sql.shuffle.partitions", "32");
        session.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        return session;
    }

    private static Dataset<Row> joined(SparkSession session) {
        Column number = xxhash64(col("id"));
        Dataset<Row> events = session.range(0, EVENTS, 1, 16)
                .select(
                        lit("2022-05-06").cast("date").as("dt"),
                        id("u", when(col("id").mod(5).equalTo(0), 0).otherwise(pmod(number, lit(USERS))))
                                .as("user_id"),
                        id("v", when(col("id").mod(5).equalTo(1), 0).otherwise(pmod(number, lit(VIDEOS))))
                                .as("video_id"),
                        timestamp_micros(number).as("event_time"),
                        pmod(number, lit(60_000L)).as("watch_ms"),
                        lit(null).cast("long").as("duration_ms"),
                        lit(null).cast("string").as("traffic_source"),
                        lit(null).cast("date").as("list_version"),
                        lit(null).cast("int").as("list_place"),
                        lit("play").as("kind"));
        Dataset<Row> videos = ids(session, "v", VIDEOS)
                .select(
                        col("id").as("video_id"),
                        concat(lit("creator of "), col("id")).as("creator_id"),
                        col("idx").cast("long").as("duration_ms"));
        Dataset<Row> known = FeaturesStage.known(ids(session, "v", VIDEOS).toDF("video_id", "video_idx"), videos);
        return FeedbackSignals.withVideos(events, known)
                .join(ids(session, "u", USERS).toDF("user_id", "user_idx"), "user_id");
    }

    private static Dataset<Row> ids(SparkSession session, String letter, int count) {
        return session.range(0, count, 1, 4)
                .select(id(letter, col("id")).as("id"), col("id").cast("int").as("idx"));
    }

    /** An id as long as those of platforms. */
    private static Column id(String letter, Column number) {
        return concat(lit(letter), md5(number.cast("string").cast("binary")));
    }

    private static Column isRight() {
        return id("u", col("user_idx"))
                .equalTo(col("user_id"))
                .and(id("v", col("video_idx")).equalTo(col("video_id")))
                .and(concat(lit("creator of "), col("video_id")).equalTo(col("creator_id")))
                .and(col("duration_ms").equalTo(col("video_idx")));
    }
}
