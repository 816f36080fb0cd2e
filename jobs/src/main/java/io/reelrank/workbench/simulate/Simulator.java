package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the files of a synthetic platform.
 *
 * <pre>
 *     OUT/events/dt=2022-04-30/part-00000.jsonl.gz   events delivered that day, sorted by time
 *     OUT/videos/dt=2022-04-30/part-00000.csv.gz     videos new or changed that day; on day one all videos
 *     OUT/users/dt=2022-04-30/part-00000.csv.gz      users new that day; on day one all users
 *     OUT/truth/users, videos, creators, ...         Parquet, with simulate.truth = beside
 * </pre>
 *
 * <p>A task simulates one user after the other and holds one user at a time. Then the rows are sorted into their files.
 * Only counts come to the driver.
 */
public final class Simulator {
    static final String EVENTS = "events";
    static final String VIDEOS = "videos";
    static final String USERS = "users";

    // Large enough that starting a task is cheap against its work, small enough for many cores.
    private static final long USERS_PER_TASK = 5_000;

    private final SimulateSettings settings;
    private final long usersPerTask;

    /** @param settings the platform's size, mixture, corrupted rows and seed */
    public Simulator(SimulateSettings settings) {
        this(settings, USERS_PER_TASK);
    }

    Simulator(SimulateSettings settings, long usersPerTask) {
        this.settings = settings;
        this.usersPerTask = usersPerTask;
    }

    /**
     * Replaces the files of the simulated days; other days' files stay.
     *
     * @param outRoot the folder to write to, on any file system of Hadoop
     */
    public SimulatedFiles write(SparkSession spark, String outRoot) {
        SimulatedRows rows = new SimulatedRows(spark, settings, usersPerTask);
        SimulatedFiles written = write(rows, rows.events(), dayFiles(spark, 0, outRoot));
        return settings.truth() == SimulateSettings.TruthPlace.BESIDE
                ? new SimulatedFiles(
                        written.files(), new TruthTables(spark, settings, outRoot).write(written.eventsByKind()))
                : written;
    }

    /**
     * Replaces the files of the last simulated day, on which users are offered lists, as they were on the days before; other
     * days' files and the truth stay. What users saw before the last day follows from the same lists, so earlier lists must
     * be given again.
     *
     * @param outRoot the folder to write to, which holds the days before
     * @param lists {@code user_id, video_ids} and the night that made the list in {@code dt}; users are offered it on the day
     *     after that
     */
    public SimulatedFiles writeLastDay(SparkSession spark, String outRoot, Dataset<Row> lists) {
        SimulatedRows rows = new SimulatedRows(spark, settings, usersPerTask);
        return write(rows, rows.events(lists), dayFiles(spark, settings.days() - 1, outRoot));
    }

    private DayFiles dayFiles(SparkSession spark, int from, String outRoot) {
        return new DayFiles(
                settings,
                from,
                outRoot,
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    }

    private static SimulatedFiles write(SimulatedRows rows, Dataset<Row> events, DayFiles days) {
        List<SimulatedFiles.PartFile> files = new ArrayList<>();
        files.addAll(days.write(new DayFiles.Source(EVENTS, "jsonl.gz", Optional.empty()), events));
        files.addAll(days.write(new DayFiles.Source(VIDEOS, "csv.gz", Optional.of(VideoLines.HEADER)), rows.videos()));
        files.addAll(days.write(new DayFiles.Source(USERS, "csv.gz", Optional.of(UserLines.HEADER)), rows.users()));
        return new SimulatedFiles(List.copyOf(files), List.of());
    }
}
