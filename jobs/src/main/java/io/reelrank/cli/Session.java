package io.reelrank.cli;

import io.reelrank.core.files.InProcessLocalFileSystem;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.stage.CombineAdjacentAggregation;
import io.reelrank.core.stage.QueryCompilation;
import io.reelrank.core.stage.ShuffleSize;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a command. Closing it stops Spark, unless Spark was running before. */
final class Session implements AutoCloseable {
    /** The beginning of those of Spark's settings that it hands to Hadoop. */
    static final String HADOOP = "spark.hadoop.";

    private static final String EXECUTOR_OPTIONS = "spark.executor.defaultJavaOptions";

    // Spark's own 200 suit a cluster. On one machine each is a task of some rows.
    private static final String LOCAL_PARTITIONS = "32";
    // A night of 0.1 million rows takes a sixteenth less time interpreted, one of 0.9 million a twelfth less compiled.
    private static final String COMPILED_ROWS = "200000";

    private static final String NO_LANGUAGE = "-Duser.language=en -Duser.country=US";

    // The first release with Dataset.repartitionById, without which a night would fail in the stage model.
    private static final int MAJOR = 4;
    private static final int MINOR = 1;
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");

    private final SparkSession spark;
    private final Runnable close;

    private Session(SparkSession spark, Runnable close) {
        this.spark = spark;
        this.close = close;
    }

    /**
     * Opens a session. Without a master from {@code spark-submit} it runs on the cores of this machine.
     *
     * @param defaults Spark's settings by name, which apply where {@code spark-submit} set nothing
     * @throws SettingsException if this Spark is too old
     */
    static Session open(Map<String, String> defaults) {
        if (SparkSession.getDefaultSession().isDefined()) {
            return new Session(SparkSession.active(), () -> {});
        }
        requireRelease(org.apache.spark.package$.MODULE$.SPARK_VERSION());
        SparkSession spark =
                SparkSession.builder().config(conf(new SparkConf(), defaults)).getOrCreate();
        return new Session(spark, spark::stop);
    }

    /** Refuses a release of Spark that lacks what a night needs. */
    static void requireRelease(String version) {
        Matcher release = RELEASE.matcher(version);
        if (release.matches()) {
            int major = Integer.parseInt(release.group(1));
            int minor = Integer.parseInt(release.group(2));
            if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
                throw new SettingsException(
                        "Spark %s is too old: reelrank needs Spark %d.%d or newer; let SPARK_HOME name one, or unset it"
                                .formatted(version, MAJOR, MINOR));
            }
        }
    }

    /** Adds what a session needs to what {@code spark-submit} set. */
    static SparkConf conf(SparkConf conf, Map<String, String> defaults) {
        defaults.forEach(conf::setIfMissing);
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.app.name", "reelrank");
        // The web page needs a port that may be taken, and is of little use to a run of minutes on one machine.
        if (conf.get("spark.master").startsWith("local")) {
            conf.setIfMissing("spark.ui.enabled", "false");
            // A task whose file lies on another host waits for a free core there. On one machine there is none, and
            // local mode looks at waiting tasks only when another task ends: the last ones would wait forever.
            conf.setIfMissing("spark.locality.wait", "0");
            conf.setIfMissing(HADOOP + InProcessLocalFileSystem.SETTING, InProcessLocalFileSystem.class.getName());
            if (!conf.contains(ShuffleSize.PARTITIONS)) {
                conf.set(ShuffleSize.PARTITIONS, LOCAL_PARTITIONS);
                conf.set(ShuffleSize.MOST, LOCAL_PARTITIONS);
            }
            if (!conf.contains(QueryCompilation.WHOLE_STAGE)) {
                conf.set(QueryCompilation.FROM, COMPILED_ROWS);
            }
        }
        // Executors on other machines must not use those machines' languages either, as CommandLines does for the
        // driver.
        conf.set(EXECUTOR_OPTIONS, (conf.get(EXECUTOR_OPTIONS, "") + " " + NO_LANGUAGE).strip());
        String extensions = conf.get(CombineAdjacentAggregation.SETTING, "");
        conf.set(
                CombineAdjacentAggregation.SETTING,
                (extensions.isEmpty() ? "" : extensions + ",") + CombineAdjacentAggregation.Extension.class.getName());
        // Java's compilers leave a longer method alone, so that it would be interpreted for every row.
        conf.setIfMissing("spark.sql.codegen.hugeMethodLimit", "8000");
        // Days and hours are computed in the platform's zone explicitly. The zone of the session must not shift them
        // again.
        conf.set("spark.sql.session.timeZone", "UTC");
        // Every page has a checksum; comparing it costs nothing beside decompressing the page.
        conf.setIfMissing(HADOOP + "parquet.page.verify-checksum.enabled", "true");
        // The names of other people's columns may differ in case alone, and their times may have nanoseconds.
        conf.set("spark.sql.caseSensitive", "true");
        conf.set("spark.sql.legacy.parquet.nanosAsLong", "true");
        // Spark's own pattern misses hmacKey and salt in its pages and event logs.
        conf.setIfMissing("spark.redaction.regex", Settings.SECRET_NAMES);
        return conf;
    }

    SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        close.run();
    }
}
