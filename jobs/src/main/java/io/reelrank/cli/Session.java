package io.reelrank.cli;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a run; closing it stops Spark, unless it was running before. */
final class Session implements AutoCloseable {
    private final SparkSession spark;
    private final Runnable close;

    private Session(SparkSession spark, Runnable close) {
        this.spark = spark;
        this.close = close;
    }

    /**
     * A session with the settings that {@code spark-submit} left open; on this machine's cores where it named no master.
     *
     * @param defaults Spark's settings by name
     */
    static Session open(Map<String, String> defaults) {
        if (SparkSession.getDefaultSession().isDefined()) {
            return new Session(SparkSession.active(), () -> {});
        }
        SparkConf conf = new SparkConf();
        defaults.forEach(conf::setIfMissing);
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.app.name", "reelrank");
        // A page on a port that may be taken is of no use to a run that lasts minutes and is alone.
        if (conf.get("spark.master").startsWith("local")) {
            conf.setIfMissing("spark.ui.enabled", "false");
        }
        // Days and hours are cut in the platform's zone by us; another zone of the session would cut them twice.
        conf.set("spark.sql.session.timeZone", "UTC");
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        return new Session(spark, spark::stop);
    }

    SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        close.run();
    }
}
