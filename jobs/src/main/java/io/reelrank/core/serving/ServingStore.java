package io.reelrank.core.serving;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A store that services read lists from. It holds versions, of which readers see one.
 *
 * <p>Every method throws {@link StorageException} if the server cannot be reached or refuses; the message names the server
 * and the setting.
 */
interface ServingStore {
    /** The kind of store and the server, for messages. */
    String name();

    /** The version of a publication in this store. */
    ServingVersion version(Publication publication);

    /** The version that readers see; nothing before the first one. */
    Optional<String> current();

    /** Whether a version was loaded to its end and can become the current one. */
    boolean holds(ServingVersion version);

    /**
     * Removes every version but the current one and these. A version that cannot be removed now, as somebody reads it, stays
     * until the next call.
     *
     * @param names the names of versions
     */
    void retain(Set<String> names);

    /**
     * Makes a version ready to be loaded.
     *
     * @return how many of its rows an earlier load has left, which are not loaded again
     */
    long prepare(ServingVersion version);

    /**
     * Loads a dataset, from the executors. Readers see nothing of it.
     *
     * @param rows the dataset's rows
     */
    void load(ServingVersion version, ServingDataset dataset, Dataset<Row> rows);

    /** Checks that a version has all its rows, and makes it one that the store {@link #holds}. */
    void finish(ServingVersion version);

    /** Shows readers a version that the store {@link #holds}, in one step. */
    void swap(ServingVersion version);

    /** How many lists of some users there are, in all versions together; of no more users than a request can name. */
    long lists(List<String> users);

    /**
     * Loads a whole publication, if that was not done before, in place of all versions but the current one.
     *
     * @param datasets the rows of a dataset, by its name
     * @return how many of its rows an earlier load has left
     */
    default long load(Publication publication, Function<String, Dataset<Row>> datasets) {
        ServingVersion version = version(publication);
        retain(Set.of(version.name()));
        long left = prepare(version);
        if (!holds(version)) {
            for (ServingDataset dataset : ServingDataset.values()) {
                load(version, dataset, datasets.apply(dataset.table().name()));
            }
            finish(version);
        }
        return left;
    }
}
