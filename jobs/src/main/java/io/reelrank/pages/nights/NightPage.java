package io.reelrank.pages.nights;

import io.reelrank.core.publication.Publication;
import io.reelrank.core.settings.PageLanguage;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.store.StoredDays.StoredDay;
import io.reelrank.pages.PageFrame;
import io.reelrank.pages.PageTemplates;
import io.reelrank.pages.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * The page of a night for those who operate it: whether it is well, why, and the figures. A night that failed has one too, as
 * far as it came.
 *
 * @param facts what is known of the night
 * @param listLength k of the metrics that are shown
 * @param modelCard where the card of the night's model is, seen from the page; empty if there is none
 */
public record NightPage(NightFacts facts, int listLength, String modelCard) {
    /** The file of the page, beside the record of the run. */
    public static final String FILE = "night.html";

    private static final int MOST_WORDS = 300;

    /** The page as HTML, in English. */
    public String html() {
        NightStages stages = new NightStages(facts.run(), facts.earlier());
        QualityFigures quality =
                new QualityFigures(new QualityRows(facts.tables().quality(), listLength));
        return PageTemplates.render(
                "nights/night.jte",
                Map.of(
                        "frame",
                        PageFrame.of(
                                PageLanguage.EN, "The night of " + facts.run().date()),
                        "night",
                        this,
                        "verdict",
                        NightVerdict.of(facts, stages, quality),
                        "stages",
                        stages,
                        "rows",
                        new NightRows(facts.tables().collected()),
                        "drift",
                        new DriftTable(facts.tables().drift()),
                        "gate",
                        new ChecksTable(facts.tables().checks()),
                        "quality",
                        quality));
    }

    RunRecord run() {
        return facts.run();
    }

    /** What the lists are like, beside those of the night before. */
    PageTable lists() {
        return lists(facts.tables().quality())
                .beside(Optional.of(facts.tables().qualityBefore())
                        .filter(before -> !before.isEmpty())
                        .map(this::lists));
    }

    private ListProperties lists(List<Row> rows) {
        return new ListProperties(new QualityRows(rows, listLength));
    }

    /** The publications that are kept. */
    PageTable versions() {
        return new PageTable(
                "What is published",
                List.of(
                        PageTable.PageColumn.words("night"),
                        new PageTable.PageColumn("", PageTable.PageColumn.TAG),
                        PageTable.PageColumn.words("run"),
                        PageTable.PageColumn.words("valid until"),
                        PageTable.PageColumn.figure("datasets"),
                        PageTable.PageColumn.figure("rows"),
                        PageTable.PageColumn.figure("size"),
                        PageTable.PageColumn.figure("pages")),
                facts.published().all().stream().map(this::version).toList());
    }

    private PageTable.PageLine version(Publication publication) {
        boolean isCurrent = publication.path().equals(facts.published().current());
        return new PageTable.PageLine(
                "good",
                0,
                List.of(
                        publication.date(),
                        isCurrent ? "current" : "",
                        publication.run() + (publication.run().equals(run().run()) ? ", this run" : ""),
                        EnglishText.moment(publication.validUntil()),
                        EnglishText.whole(publication.datasets().size()),
                        EnglishText.whole(publication.rows()),
                        EnglishText.size(publication.bytes()),
                        EnglishText.whole(publication.pages().size())));
    }

    /** The newest run of an earlier night, with whose settings this run's are compared. */
    Optional<RunRecord> before() {
        return facts.earlier().stream().findFirst();
    }

    /** The settings that differ from that run's. */
    PageTable changes() {
        List<PageTable.PageLine> lines = new ArrayList<>();
        before().ifPresent(earlier -> {
            TreeSet<String> keys = new TreeSet<>(earlier.settings().keySet());
            keys.addAll(run().settings().keySet());
            for (String key : keys) {
                String then = earlier.settings().getOrDefault(key, EnglishText.NONE);
                String now = run().settings().getOrDefault(key, EnglishText.NONE);
                if (!then.equals(now)) {
                    lines.add(PageTable.PageLine.of(
                            PlainText.of(key), PlainText.of(then, MOST_WORDS), PlainText.of(now, MOST_WORDS)));
                }
            }
        });
        return new PageTable(
                        "Settings that changed",
                        List.of(
                                PageTable.PageColumn.words("setting"),
                                PageTable.PageColumn.words("the night before"),
                                PageTable.PageColumn.words("this run")),
                        lines)
                .shortened();
    }

    /** The tables, the largest first. */
    PageTable storage() {
        Map<String, List<StoredDay>> tables = new TreeMap<>();
        facts.stored().forEach(day -> tables.computeIfAbsent(day.table(), table -> new ArrayList<>())
                .add(day));
        long most = tables.values().stream().mapToLong(NightPage::bytes).max().orElse(1);
        return new PageTable(
                "Storage of the tables",
                List.of(
                        PageTable.PageColumn.words("table"),
                        new PageTable.PageColumn("all days", PageTable.PageColumn.BAR),
                        PageTable.PageColumn.figure("days"),
                        PageTable.PageColumn.figure("tonight")),
                tables.entrySet().stream()
                        .sorted(Comparator.comparing(
                                (Map.Entry<String, List<StoredDay>> table) -> -bytes(table.getValue())))
                        .map(table -> new PageTable.PageLine(
                                "",
                                (double) bytes(table.getValue()) / Math.max(1, most),
                                List.of(
                                        table.getKey(),
                                        EnglishText.size(bytes(table.getValue())),
                                        EnglishText.whole(table.getValue().size()),
                                        EnglishText.size(bytes(table.getValue().stream()
                                                .filter(day ->
                                                        day.date().toString().equals(run().date()))
                                                .toList())))))
                        .toList());
    }

    /** The size of all tables and of all publications' datasets, as a sentence. */
    String stored() {
        return "Tables take %s, published datasets %s."
                .formatted(
                        EnglishText.size(bytes(facts.stored())),
                        EnglishText.size(facts.published().all().stream()
                                .mapToLong(Publication::bytes)
                                .sum()));
    }

    private static long bytes(List<StoredDay> days) {
        return days.stream().mapToLong(StoredDay::bytes).sum();
    }
}
