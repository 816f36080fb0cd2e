package io.reelrank.core.store;

import java.time.LocalDate;
import org.apache.hadoop.fs.Path;

/**
 * The layout of tables on the file system: {@code tables/<table>/dt=<day>/run=<run>/part-*.parquet}, and {@code
 * _MANIFEST.json} beside the run's folder.
 *
 * @param root the storage root
 */
record TableFolders(Path root) {
    /** The partition column of the run that wrote a row. */
    static final String RUN = "run";

    static final String DAY_PREFIX = Table.DAY + "=";
    static final String RUN_PREFIX = RUN + "=";

    static final String TABLES = "tables";
    static final String MANIFEST = "_MANIFEST.json";

    Path ofTable(Table table) {
        return new Path(root, TABLES + "/" + table.name());
    }

    Path ofDay(Table table, LocalDate day) {
        return new Path(ofTable(table), DAY_PREFIX + day);
    }

    Path ofRun(Table table, LocalDate day, String run) {
        return new Path(ofDay(table, day), RUN_PREFIX + run);
    }

    /** The manifest of a table's day. */
    Path manifest(Table table, LocalDate day) {
        return manifest(ofDay(table, day));
    }

    /** The manifest in a day's folder. */
    Path manifest(Path dayFolder) {
        return new Path(dayFolder, MANIFEST);
    }
}
