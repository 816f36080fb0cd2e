package io.reelrank.cli;

import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.serving.ServingStores;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Expiry;
import io.reelrank.core.stage.Expiry.Expired;
import io.reelrank.core.stage.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** Deletes what has expired under a storage root, and from the serving stores what is in no publication any more. */
final class Cleanup {
    private final Expiry expiry;
    private final PublicationReader reader;
    private final ServingStores stores;

    /**
     * @param pipeline tells which days of which tables nights read
     * @param storage access to the root
     * @param root the storage root
     * @param settings how long things are kept, and which stores are loaded
     */
    Cleanup(Pipeline pipeline, Storage storage, Path root, Settings settings) {
        this.expiry = new Expiry(pipeline, storage, root, settings);
        this.reader = new PublicationReader(storage, root);
        this.stores = ServingStores.of(settings.serve());
    }

    /** What has expired under the root. */
    List<Expired> expired() {
        return expiry.expired();
    }

    /**
     * Deletes it all.
     *
     * @return what was deleted under the root
     */
    List<Expired> run() {
        List<Expired> expired = expiry.expired();
        try {
            expiry.delete(expired);
        } catch (StorageException e) {
            // The stores may hold what was erased. A lease that was lost ends here: they are another run's then.
            stores.retain(reader.all());
            throw e;
        }
        stores.retain(reader.all());
        return expired;
    }

    /** A line for each reason: how much has expired for it. */
    static List<String> summary(List<Expired> expired) {
        Map<String, List<Expired>> byReason =
                expired.stream().collect(Collectors.groupingBy(Expired::reason, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, items) -> lines.add(String.format(
                Locale.ROOT,
                "%,d folders and files, %,d bytes: %s",
                items.size(),
                items.stream().mapToLong(Expired::bytes).sum(),
                reason)));
        return lines;
    }
}
