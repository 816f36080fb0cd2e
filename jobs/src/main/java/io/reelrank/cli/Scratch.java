package io.reelrank.cli;

import io.reelrank.core.files.Storage;
import io.reelrank.core.settings.Settings;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a command that runs no night, with a folder for its checkpoints and files. Closing it deletes
 * the folder.
 */
final class Scratch implements AutoCloseable {
    private final Session session;
    private final Storage storage;
    private final Path folder;

    private Scratch(Session session, Storage storage, Path folder) {
        this.session = session;
        this.storage = storage;
        this.folder = folder;
    }

    static Scratch open(Settings settings) {
        Session session = Session.open(settings.spark());
        SparkSession spark = session.spark();
        Path folder = new Path(
                settings.storage().root(), "bench/" + spark.sparkContext().applicationId());
        spark.sparkContext().setCheckpointDir(folder.toString());
        return new Scratch(session, new Storage(spark.sparkContext().hadoopConfiguration()), folder);
    }

    SparkSession spark() {
        return session.spark();
    }

    Storage storage() {
        return storage;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        storage.delete(folder);
        session.close();
    }
}
