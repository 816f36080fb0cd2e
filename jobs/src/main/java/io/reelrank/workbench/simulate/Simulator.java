package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes a synthetic platform's files.
 *
 * <pre>
 *     OUT/events/dt=2022-04-30/part-00000.jsonl.gz   what users did, as delivered that day, by time
 *     OUT/videos/dt=2022-04-30/part-00000.csv.gz     videos new or changed that day; on the first, the catalogue
 *     OUT/users/dt=2022-04-30/part-00000.csv.gz      users new that day; on the first, all there are
 *     OUT/truth/users, videos, dirt                  Parquet, if asked for
 * </pre>
 *
 * <p>Each user's days are played in one task that holds nothing but that user; then the rows are sorted into their
 * files. The driver sees only counts.
 */
public final class Simulator {
    static final String EVENTS = "events";
    static final String VIDEOS = "videos";
    static final String USERS = "users";

    // Enough work for a task to be worth its start, little enough to keep many cores busy.
    private static final long USERS_A_TASK = 5_000;

    private final SimulateSettings settings;
    private final long usersATask;

    /** @param settings the platform's size, mixture, dirt and seed */
    public Simulator(SimulateSettings settings) {
        this(settings, USERS_A_TASK);
    }

    Simulator(SimulateSettings settings, long usersATask) {
        this.settings = settings;
        this.usersATask = usersATask;
    }

    /**
     * Replaces the files of the simulated days; other days' files stay.
     *
     * @param spark the session
     * @param outRoot the folder to write in, on any file system Hadoop knows
     * @return what was written
     */
    public SimulatedFiles write(SparkSession spark, String outRoot) {
        SimulatedRows rows = new SimulatedRows(spark, settings, usersATask);
        DayFiles days = new DayFiles(
                settings,
                outRoot,
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        List<SimulatedFiles.PartFile> files = new ArrayList<>();
        files.addAll(days.write(new DayFiles.Source(EVENTS, "jsonl.gz", Optional.empty()), rows.events()));
        files.addAll(days.write(new DayFiles.Source(VIDEOS, "csv.gz", Optional.of(VideoLines.HEADER)), rows.videos()));
        files.addAll(days.write(new DayFiles.Source(USERS, "csv.gz", Optional.of(UserLines.HEADER)), rows.users()));
        SimulatedFiles written = new SimulatedFiles(List.copyOf(files), List.of());
        return settings.truth() == SimulateSettings.TruthPlace.BESIDE
                ? new SimulatedFiles(written.files(), new TruthTables(spark, settings, outRoot).write(written.dirt()))
                : written;
    }
}
