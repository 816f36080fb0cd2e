package io.reelrank.night.serve;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.LeaseException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.publication.Publication.PublishedIndex;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.serving.ServingStores;
import io.reelrank.core.settings.ServeSettings;
import io.reelrank.core.settings.ServeSettings.ServedFactors;
import io.reelrank.core.stage.GateException;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.AudienceSegments;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorAudience;
import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.FallbackRecommendations;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Publications;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.ServedUserVectors;
import io.reelrank.core.tables.ServedVideoVectors;
import io.reelrank.core.tables.SimilarVideos;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Publishes the night's lists, reports and pages as one publication, and loads its lists into the stores that services read
 * from.
 *
 * <p>The stores are loaded first, unseen, so that a store that cannot be loaded leaves the night unpublished. Then the
 * publication's pointer moves, under the lease, and those of the stores follow.
 */
public final class ServeStage implements Stage {
    private static final List<Table> DATASETS = List.of(
            Recommendations.TABLE,
            FallbackRecommendations.TABLE,
            SimilarVideos.TABLE,
            CreatorReport.TABLE,
            CreatorVideoReport.TABLE,
            CreatorComparisons.TABLE,
            CreatorChanges.TABLE,
            CreatorAudience.TABLE,
            CreatorOffers.TABLE,
            CreatorAdvice.TABLE,
            AudienceSegments.TABLE,
            CreatorOutlook.TABLE,
            CreatorPlaces.TABLE);

    private static final List<Table> MODEL =
            List.of(UserFactors.TABLE, UserIndex.TABLE, VideoFactors.TABLE, VideoFeatures.TABLE);

    private final ServeSettings settings;
    private final ZoneId zone;
    private final String settingsDigest;
    private final ServingStores stores;

    /**
     * @param settings how long publications are valid, and which stores are loaded
     * @param zone the platform's time zone
     * @param settingsDigest the digest of all settings of the night
     */
    public ServeStage(ServeSettings settings, ZoneId zone, String settingsDigest) {
        this.settings = settings;
        this.zone = zone;
        this.settingsDigest = settingsDigest;
        this.stores = ServingStores.of(settings);
    }

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String purpose() {
        return "publishes the lists, reports and pages in one step if the gate passed";
    }

    @Override
    public List<Input> reads() {
        return Stream.of(
                        List.of(GateResults.TABLE),
                        DATASETS,
                        settings.factors() == ServedFactors.NONE ? List.<Table>of() : MODEL)
                .flatMap(List::stream)
                .map(Input::today)
                .toList();
    }

    @Override
    public List<Table> writes() {
        return List.of(Publications.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("serve settings", Digest.of(List.of(settings, zone)));
    }

    /**
     * Whether what this date's last run published, or a later date, is current and undamaged. After a rollback, and where a
     * published file or the pointer is damaged or gone, or a store shows another version, the night publishes again. It reads
     * every published byte, as {@code verify} does: only a night of which all else is finished asks.
     */
    @Override
    public boolean leftInPlace(StageContext run) {
        Optional<Pointer> current = new PublicationPointer(run.storage(), run.root()).ifReadable();
        if (current.isEmpty()) {
            return false;
        }
        Pointer pointer = current.get();
        if (LocalDate.parse(pointer.date()).isAfter(run.date())) {
            return true;
        }
        String last = Publication.path(
                run.date().toString(),
                run.written(Publications.TABLE, run.date()).orElseThrow().run());
        PublicationReader reader = new PublicationReader(run.storage(), run.root());
        return pointer.path().equals(last)
                && reader.all().stream()
                        .filter(publication -> publication.seal().equals(pointer.seal()))
                        .anyMatch(publication -> reader.damages(publication).isEmpty() && stores.isShown(publication));
    }

    @Override
    public void execute(StageContext run) {
        Map<String, String> gates = new TreeMap<>();
        run.read(GateResults.TABLE)
                .collectAsList()
                .forEach(check -> gates.put(
                        check.getAs(GateResults.CHECK),
                        "%s: %s".formatted(check.getAs(GateResults.OUTCOME), check.getAs(GateResults.FINDING))));
        requirePassed(gates);
        PublicationWriter writer = new PublicationWriter(run.storage(), run.root());
        PublicationPointer pointer = new PublicationPointer(run.storage(), run.root());
        Optional<Pointer> before = pointer.ifReadable();
        if (before.isEmpty()) {
            requireNoneLater(run, pointer);
        }
        before.filter(old -> old.moved().equals(PublicationPointer.ROLLBACK))
                .ifPresent(old -> run.note(
                        "published before", "%s, by a rollback from %s".formatted(old.path(), old.previous())));
        boolean isLatest = before.map(old -> !LocalDate.parse(old.date()).isAfter(run.date()))
                .orElse(true);
        Publication publication;
        try {
            publication = write(run, writer, gates, before.map(Pointer::path).orElse(""));
            if (isLatest) {
                load(run, publication);
            }
            writer.complete(publication);
        } catch (RuntimeException | Error e) {
            writer.discard(run.date(), run.id());
            throw e;
        }
        if (isLatest) {
            move(run, pointer, publication);
            run.fence().step(number -> stores.swap(publication));
        }
        record(run, publication, isLatest);
    }

    /** Without a readable pointer, an older day than one that is complete would become current in silence. */
    private static void requireNoneLater(StageContext run, PublicationPointer pointer) {
        new PublicationReader(run.storage(), run.root())
                .all().stream()
                        .filter(publication ->
                                LocalDate.parse(publication.date()).isAfter(run.date()))
                        .findFirst()
                        .ifPresent(later -> {
                            throw new StorageException(
                                    "%s is not there or damaged, and the publication of %s is later than this night: run"
                                                    .formatted(pointer.file(), later.date())
                                            + " reelrank rollback %s, then this night again".formatted(later.date()));
                        });
    }

    /** Moves the pointer; a publication to which it could not be moved goes, as nobody shall go back to it. */
    private static void move(StageContext run, PublicationPointer pointer, Publication publication) {
        try {
            pointer.move(publication, PublicationPointer.NIGHT, run.fence());
        } catch (StorageException | LeaseException e) {
            if (pointer.ifReadable()
                    .map(Pointer::path)
                    .filter(publication.path()::equals)
                    .isEmpty()) {
                // Not by the guarded storage: the folder is this run's alone, whoever has the lease.
                new PublicationWriter(new Storage(run.storage().configuration()), run.root())
                        .discard(run.date(), run.id());
            }
            throw e;
        }
    }

    private Publication write(StageContext run, PublicationWriter writer, Map<String, String> gates, String previous) {
        String path = Publication.path(run.date().toString(), run.id());
        List<PublishedDataset> datasets = new ArrayList<>();
        DATASETS.forEach(table -> datasets.add(writer.dataset(table, run.read(table), written(run, table), path)));
        List<PublishedIndex> indexes = new ArrayList<>();
        if (settings.factors() != ServedFactors.NONE) {
            Dataset<Row> users = ServedVectors.users(run.read(UserFactors.TABLE), run.read(UserIndex.TABLE));
            Dataset<Row> videos = ServedVectors.videos(run.read(VideoFactors.TABLE), run.read(VideoFeatures.TABLE));
            datasets.add(writer.dataset(ServedUserVectors.TABLE, users, written(run, UserFactors.TABLE), path));
            datasets.add(writer.dataset(ServedVideoVectors.TABLE, videos, written(run, VideoFactors.TABLE), path));
            if (settings.factors() == ServedFactors.INDEX) {
                indexes.add(new VideoSearchIndex(videos, users).write(run.root(), path));
            }
        }
        indexes.forEach(index -> note(run, index));
        datasets.sort(Comparator.comparing(PublishedDataset::name));
        Instant validUntil =
                run.date().plusDays(1).atStartOfDay(zone).toInstant().plus(Duration.ofHours(settings.validHours()));
        Publication unsealed = new Publication(
                run.date().toString(),
                run.id(),
                run.fence().confirm(),
                path,
                datasets,
                indexes,
                List.of(),
                gates,
                settingsDigest,
                run.started().toString(),
                validUntil.toString(),
                previous,
                "");
        return unsealed.withPages(writer.pages(run.drafts(), unsealed.pagesPath()))
                .sealed();
    }

    /** Loads what was written, and read back, into the stores. */
    private void load(StageContext run, Publication publication) {
        PublicationReader reader = new PublicationReader(run.storage(), run.root());
        stores.load(publication, dataset -> reader.open(run.spark(), publication, dataset), run::note);
    }

    private static Manifest written(StageContext run, Table table) {
        return run.written(table, run.date()).orElseThrow();
    }

    private static void note(StageContext run, PublishedIndex index) {
        run.note(
                "index of videos",
                String.format(
                        Locale.ROOT,
                        "%,d videos; it finds %.1f%% of the exact first %d of %,d users",
                        index.vectors(),
                        100 * index.recall().share(),
                        index.recall().k(),
                        index.recall().users()));
    }

    private static void record(StageContext run, Publication publication, boolean isLatest) {
        List<Row> rows = new ArrayList<>();
        for (PublishedDataset dataset : publication.datasets()) {
            rows.add(RowFactory.create(dataset.name(), dataset.path(), dataset.rows(), dataset.bytes(), isLatest));
            run.output(String.format(
                    Locale.ROOT,
                    "%s/%s: %,d rows, %,d bytes%s",
                    run.root(),
                    dataset.path(),
                    dataset.rows(),
                    dataset.bytes(),
                    isLatest ? "" : "; a later day stays published"));
        }
        if (isLatest && !publication.pages().isEmpty()) {
            run.output("%s/%s, which leads to the %,d pages"
                    .formatted(
                            run.root(),
                            PublicationPointer.INDEX,
                            publication.pages().size()));
        }
        run.write(Publications.TABLE, run.spark().createDataFrame(rows, Publications.TABLE.schema()));
    }

    private static void requirePassed(Map<String, String> gates) {
        List<String> refused = gates.entrySet().stream()
                .filter(gate -> gate.getValue().startsWith(GateResults.REFUSED))
                .map(gate -> "'%s': %s"
                        .formatted(gate.getKey(), gate.getValue().substring(GateResults.REFUSED.length() + 2)))
                .toList();
        if (!refused.isEmpty()) {
            throw new GateException(
                    "the gate refused %s; the published version stays".formatted(String.join("; ", refused)));
        }
    }
}
