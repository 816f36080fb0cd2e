package io.reelrank.night.serve;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.ServeSettings;
import io.reelrank.core.stage.GateException;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.FallbackRecommendations;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Publications;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.SimilarVideos;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Publishes the night's lists and reports: all of them or none. */
public final class ServeStage implements Stage {
    private static final List<Table> DATASETS = List.of(
            Recommendations.TABLE,
            FallbackRecommendations.TABLE,
            SimilarVideos.TABLE,
            CreatorReport.TABLE,
            CreatorVideoReport.TABLE);

    private final ServeSettings settings;
    private final ZoneId zone;

    /**
     * @param settings how long versions are valid, and how many are kept
     * @param zone the platform's time zone
     */
    public ServeStage(ServeSettings settings, ZoneId zone) {
        this.settings = settings;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String purpose() {
        return "publishes the lists and reports if the gate passed: all of them or none";
    }

    @Override
    public List<Input> reads() {
        return Stream.concat(Stream.of(GateResults.TABLE), DATASETS.stream())
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

    @Override
    public void execute(StageContext run) {
        Map<Table, Publisher> publishers = new LinkedHashMap<>();
        DATASETS.forEach(table -> publishers.put(table, new Publisher(run.storage(), run.root(), table)));
        Map<String, String> gates = new TreeMap<>();
        run.read(GateResults.TABLE)
                .collectAsList()
                .forEach(check -> gates.put(
                        check.getAs(GateResults.CHECK),
                        "%s: %s".formatted(check.getAs(GateResults.OUTCOME), check.getAs(GateResults.FINDING))));
        requirePassed(gates);
        Publisher.Release release = new Publisher.Release(
                run.date(),
                run.id(),
                gates,
                run.started(),
                run.date().plusDays(1).atStartOfDay(zone).toInstant().plus(Duration.ofHours(settings.validHours())));

        Map<Publisher, PublishedVersion> versions = new LinkedHashMap<>();
        try {
            publishers.forEach((table, publisher) -> versions.put(
                    publisher,
                    publisher.write(
                            run.read(table), run.written(table, run.date()).orElseThrow(), release)));
        } catch (RuntimeException | Error e) {
            publishers.values().forEach(publisher -> publisher.discard(run.date(), run.id()));
            throw e;
        }
        List<Row> rows = new ArrayList<>();
        versions.forEach((publisher, version) -> {
            boolean isLatest = publisher
                    .pointer()
                    .map(pointer -> !LocalDate.parse(pointer.date()).isAfter(run.date()))
                    .orElse(true);
            if (isLatest) {
                publisher.point(version);
            }
            publisher.prune(settings.keepVersions());
            rows.add(RowFactory.create(version.dataset(), version.path(), version.rows(), version.bytes(), isLatest));
            run.output(String.format(
                    Locale.ROOT,
                    "%s/%s: %,d rows, %,d bytes%s",
                    run.root(),
                    version.path(),
                    version.rows(),
                    version.bytes(),
                    isLatest ? "" : "; a later day stays published"));
        });
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
