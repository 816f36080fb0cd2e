package io.reelrank.core.serving;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.settings.ServeSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stores that the settings name. They follow the publication: what is loaded is shown only after the publication's
 * pointer was moved.
 */
public final class ServingStores {
    private static final double NANOS_A_SECOND = 1e9;
    private static final int USERS_A_REQUEST = 500;

    private final List<ServingStore> stores;

    private ServingStores(List<ServingStore> stores) {
        this.stores = stores;
    }

    /** The stores that have a URL; often none. */
    public static ServingStores of(ServeSettings settings) {
        return new ServingStores(Stream.concat(
                        settings.redis().<ServingStore>map(RedisStore::new).stream(),
                        settings.postgres().<ServingStore>map(PostgresStore::new).stream())
                .toList());
    }

    /**
     * Loads a publication into each store. Readers see nothing of it.
     *
     * @param datasets the rows of a dataset, by its name
     * @param told receives the store and what was done
     * @throws StorageException if a store cannot be loaded; a load that is repeated goes on where this one was
     */
    public void load(
            Publication publication, Function<String, Dataset<Row>> datasets, BiConsumer<String, String> told) {
        for (ServingStore store : stores) {
            long begin = System.nanoTime();
            long left = store.load(publication, datasets);
            ServingVersion version = store.version(publication);
            long rows =
                    version.rows().values().stream().mapToLong(Long::longValue).sum();
            double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
            told.accept(
                    store.name(),
                    String.format(
                            Locale.ROOT,
                            "version %s of %,d lists; %,d of them in %.1f s, %,.0f a second; %,d were there",
                            version.name(),
                            rows,
                            rows - left,
                            seconds,
                            (rows - left) / seconds,
                            left));
        }
    }

    /**
     * Shows readers of every store a publication that was loaded, in one step for each store.
     *
     * @throws StorageException if a store cannot be reached or has lost it
     */
    public void swap(Publication publication) {
        stores.forEach(store -> store.swap(store.version(publication)));
    }

    /**
     * Removes what is in no publication, so that nobody finds there what was erased from the files. The lists that readers see
     * stay, and so does all of a store in which readers see none of these publications: it is another root's.
     *
     * @param publications those that are kept
     * @throws StorageException if a store cannot be reached, after the others were looked at
     */
    public void retain(Collection<Publication> publications) {
        List<StorageException> failures = new ArrayList<>();
        for (ServingStore store : stores) {
            try {
                Set<String> names = publications.stream()
                        .map(publication -> store.version(publication).name())
                        .collect(Collectors.toSet());
                if (store.current().filter(names::contains).isPresent()) {
                    store.retain(names);
                }
            } catch (StorageException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            StorageException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** The names of the stores and their servers, for messages. */
    public List<String> names() {
        return stores.stream().map(ServingStore::name).toList();
    }

    /**
     * How many lists of some users there are, by store; no store without any.
     *
     * @param users their ids as the tables have them
     * @throws StorageException if a store cannot be reached
     */
    public SortedMap<String, Long> found(Collection<String> users) {
        List<String> all = List.copyOf(users);
        SortedMap<String, Long> found = new TreeMap<>();
        for (ServingStore store : stores) {
            long lists = 0;
            for (int from = 0; from < all.size(); from += USERS_A_REQUEST) {
                lists += store.lists(all.subList(from, Math.min(from + USERS_A_REQUEST, all.size())));
            }
            if (lists > 0) {
                found.put(store.name(), lists);
            }
        }
        return found;
    }

    /** Whether readers of every store see a publication. */
    public boolean isShown(Publication publication) {
        return stores.stream().allMatch(store -> store.current()
                .filter(store.version(publication).name()::equals)
                .isPresent());
    }

    /**
     * Checks that every store holds a publication.
     *
     * @throws StorageException naming one that does not
     */
    public void requireHeld(Publication publication) {
        for (ServingStore store : stores) {
            if (!store.holds(store.version(publication))) {
                throw new StorageException(
                        "%s does not hold %s: a store keeps the current version and the one before it; move the files' pointer alone, with --set serve.redis.url= --set serve.postgres.url=, and run reelrank serve --force --date %s"
                                .formatted(store.name(), publication.path(), publication.date()));
            }
        }
    }
}
