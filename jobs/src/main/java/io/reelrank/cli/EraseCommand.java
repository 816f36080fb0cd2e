package io.reelrank.cli;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.privacy.ErasedIds;
import io.reelrank.core.privacy.Eraser;
import io.reelrank.core.privacy.ErasureRecord;
import io.reelrank.core.privacy.Erasures;
import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.serving.ServingStores;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Night;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.Users;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the next night to erase users, or looks whether they are gone. */
@Command(
        name = "erase",
        description =
                "Asks for the erasure of users: the next night removes them from all tables, collects nothing more of them,"
                        + " and deletes earlier publications, also from serving stores, once it has published.",
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    private final Clock clock;
    private final CommandLines.Pipelines pipelines;

    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedRoot published = new PublishedRoot();

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            required = true,
            description = "A text file with the id of a user on each line.")
    private Path file;

    @Option(
            names = "--pseudonyms",
            description = "The ids are those of the tables already: pseudonyms, where a key is set.")
    private boolean isOfPseudonyms;

    @Option(
            names = "--verify",
            description =
                    "Look for the users in all tables, publications and serving stores instead, and say where they are.")
    private boolean isVerification;

    EraseCommand(Clock clock, CommandLines.Pipelines pipelines) {
        this.clock = clock;
        this.pipelines = pipelines;
    }

    @Override
    public Integer call() {
        Settings settings = published.settings();
        Set<String> lines = ids();
        try (Session session = Session.open(settings.spark())) {
            TableStore store =
                    new TableStore(session.spark(), settings.storage().root());
            UserIds userIds = UserIds.of(
                    settings.privacy(),
                    store.root(),
                    Optional.ofNullable(store.manifests(Users.TABLE).lastEntry())
                            .map(Map.Entry::getValue));
            Set<String> ids = new TreeSet<>();
            lines.forEach(id -> ids.add(isOfPseudonyms ? id : userIds.of(id)));
            Erasures erasures = new Erasures(store.storage(), store.root());
            if (isVerification) {
                verify(session, store, ids, settings);
            } else {
                ErasureRecord record = erasures.request(
                        Night.runId(clock.instant()),
                        clock.instant(),
                        ids,
                        userIds.keyId().orElse(""));
                print(
                        "%,d users are erased by the next night, of whom %,d are in tables; the record: %s/%s/run=%s/erasure.json"
                                .formatted(
                                        record.users(),
                                        known(store, erasures.ids(session.spark(), ids)),
                                        store.root(),
                                        Erasures.FOLDER,
                                        record.run()));
            }
        }
        return ExitCode.DONE.code();
    }

    /** How many users the newest dictionary knows: none of them may mean that the ids are of another kind. */
    private static long known(TableStore store, ErasedIds users) {
        Map.Entry<LocalDate, ?> newest = store.manifests(UserIndex.TABLE).lastEntry();
        return newest == null
                ? 0
                : store.read(UserIndex.TABLE, List.of(newest.getKey()))
                        .filter(users.holds(col(UserIndex.USER_ID)))
                        .count();
    }

    private void verify(Session session, TableStore store, Set<String> ids, Settings settings) {
        PrintWriter out = command.commandLine().getOut();
        ErasedIds users = new Erasures(store.storage(), store.root()).ids(session.spark(), ids);
        SortedMap<String, SortedMap<LocalDate, Long>> found =
                new Eraser(session.spark(), store, pipelines.tables(settings)).found(users);
        found.forEach((table, days) -> out.printf(
                Locale.ROOT,
                "tables/%s: %,d rows of %d days, the first %s%n",
                table,
                days.values().stream().mapToLong(Long::longValue).sum(),
                days.size(),
                days.firstKey()));
        int places = found.size();
        PublicationReader reader = new PublicationReader(store.storage(), store.root());
        List<Publication> all = reader.all();
        for (Publication publication : all) {
            for (PublishedDataset dataset : publication.datasets()) {
                Dataset<Row> rows = reader.open(session.spark(), publication, dataset.name());
                if (Arrays.asList(rows.columns()).contains(UserIndex.USER_ID)) {
                    long theirs =
                            rows.filter(users.holds(col(UserIndex.USER_ID))).count();
                    if (theirs > 0) {
                        places++;
                        out.printf(Locale.ROOT, "%s: %,d rows%n", dataset.path(), theirs);
                    }
                }
            }
        }
        ServingStores stores = ServingStores.of(settings.serve());
        SortedMap<String, Long> stored = stores.found(ids);
        stored.forEach((server, lists) -> out.printf(Locale.ROOT, "%s: %,d lists%n", server, lists));
        out.flush();
        if (places == 0 && !stored.isEmpty()) {
            throw new StorageException(
                    "users of %s are still in %d serving stores, where somebody may have read them: run reelrank expire"
                            .formatted(file, stored.size()));
        }
        places += stored.size();
        if (places > 0) {
            throw new StorageException(
                    "users of %s are still in %d places: run reelrank erase with the file, and then the next night"
                            .formatted(file, places));
        }
        print("none of the %,d users is in a table or in one of %d publications under %s, or in %s"
                .formatted(
                        users.size(),
                        all.size(),
                        store.root(),
                        stores.names().isEmpty()
                                ? "a serving store, as none is set"
                                : String.join(" or ", stores.names())));
    }

    private Set<String> ids() {
        try {
            Set<String> ids = new TreeSet<>();
            for (String line : Files.readAllLines(file)) {
                // Some editors begin a file with a mark of its encoding.
                String id = line.replace("\uFEFF", "").strip();
                if (!id.isEmpty()) {
                    ids.add(id);
                }
            }
            if (ids.isEmpty()) {
                throw new InputException("%s has no id: it must have the id of a user on each line".formatted(file));
            }
            return ids;
        } catch (IOException e) {
            throw new InputException(
                    "cannot read %s: %s; give a text file in UTF-8 with the id of a user on each line"
                            .formatted(file, e),
                    e);
        }
    }

    private void print(String line) {
        command.commandLine().getOut().println(line);
        command.commandLine().getOut().flush();
    }
}
