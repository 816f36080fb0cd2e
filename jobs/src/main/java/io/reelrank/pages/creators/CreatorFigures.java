package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.pages.CellNumber;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.IntervalChart;
import io.reelrank.pages.charts.KeyEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/**
 * A creator's figures beside what is usual: what the page begins with, and the list of all rates.
 *
 * @param w the words
 * @param rows the creator's rows
 */
record CreatorFigures(Wording w, CreatorRows rows) {
    /** From this share of peers on a rate is among the best. */
    private static final double BEST = 0.75;

    /** Up to this share of peers a rate is among the weakest. */
    private static final double WEAKEST = 0.25;

    /** The row of the longest window. */
    Row longest() {
        return rows.of(CreatorPart.REPORT).stream()
                .max(Comparator.comparingInt(row -> row.getAs(CreatorReport.WINDOW_DAYS)))
                .orElseThrow(() -> new IllegalArgumentException("no creator_report of " + rows.creatorId()));
    }

    int windowDays() {
        return longest().getAs(CreatorReport.WINDOW_DAYS);
    }

    /** The days of the longest window that have logs, in words: what its figures are of. */
    String knownDays() {
        return w.sayCount("days", longest().<Integer>getAs(CreatorReport.DAYS));
    }

    /** The longest window whose change is known. */
    OptionalInt changedWindow() {
        return rows.of(CreatorPart.CHANGES).stream()
                .mapToInt(row -> row.getAs(CreatorChanges.WINDOW_DAYS))
                .max();
    }

    /** Whether no rate has enough evidence to be judged. */
    boolean isThin() {
        return rates().isEmpty();
    }

    /** What stands first: what happened, whether it became more, and how it compares. */
    List<String> lead() {
        Row row = longest();
        List<String> lead = new ArrayList<>();
        lead.add(w.say(
                "lead.happened",
                w.sayCount("days", windowDays()),
                w.sayCount("videos", row.<Long>getAs(CreatorReport.VIDEOS)),
                w.sayCount("plays", row.<Long>getAs(CreatorReport.PLAYS)),
                w.sayCount("viewers", row.<Long>getAs(CreatorReport.VIEWERS)),
                w.duration(row.<Long>getAs(CreatorReport.WATCH_MS))));
        if (row.<Integer>getAs(CreatorReport.DAYS) < windowDays()) {
            lead.add(w.say("lead.known", w.sayCount("days", row.<Integer>getAs(CreatorReport.DAYS))));
        }
        playsChange()
                .map(change -> changed(
                        change.<Integer>getAs(CreatorChanges.WINDOW_DAYS),
                        change.<Long>getAs(CreatorChanges.BEFORE),
                        change.<Long>getAs(CreatorChanges.AFTER)))
                .ifPresent(lead::add);
        List<Row> compared = compared();
        if (!compared.isEmpty()) {
            lead.add(w.say(
                    "lead.peers",
                    w.sayCount("rates", compared.size()),
                    peers(compared.get(0)),
                    w.list(named(CreatorFigures::isBest)),
                    w.list(weakest())));
        } else if (!isThin()) {
            boolean hasOwnRange = rows.of(CreatorPart.COMPARISONS).stream()
                    .anyMatch(rate -> rate.getAs(CreatorComparisons.OWN_LOW) != null);
            lead.add(w.say(hasOwnRange ? "lead.nopeers" : "lead.alone"));
        }
        return lead;
    }

    /** The names of the rates that are clearly among the weakest of the peers. */
    List<String> weakest() {
        return named(CreatorFigures::isWeakest);
    }

    private List<String> named(Predicate<Row> asked) {
        return Arrays.stream(CreatorFigure.values())
                .filter(figure -> compared().stream()
                        .anyMatch(
                                row -> row.getAs(CreatorComparisons.FIGURE).equals(figure.column()) && asked.test(row)))
                .map(w::name)
                .toList();
    }

    /** A row that has the plays of the longest window whose change is known, and those before. */
    Optional<Row> playsChange() {
        return changes(CreatorChanges.PLAYS).stream().findFirst();
    }

    /** The rows of a figure's change in the longest window whose change is known. */
    List<Row> changes(String figure) {
        return rows.of(CreatorPart.CHANGES).stream()
                .filter(row -> row.<Integer>getAs(CreatorChanges.WINDOW_DAYS)
                                == changedWindow().getAsInt()
                        && row.<String>getAs(CreatorChanges.FIGURE).equals(figure))
                .toList();
    }

    private String changed(int window, long before, long after) {
        String key = after == before
                ? "change.same"
                : isChance((double) before, (double) after)
                        ? "change.chance"
                        : after > before ? "change.more" : "change.less";
        return w.say(
                key,
                w.sayCount("last.days", window),
                w.sayCount("plays", after),
                w.change(before, after),
                w.count((double) before));
    }

    /** The figures that matter. */
    List<FigureCard> cards() {
        return new CreatorCards(w, this).all();
    }

    /** All rates that can be judged, each in its interval; empty for a creator with too little data. */
    Optional<IntervalChart> all() {
        List<Row> rates = rates();
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        List<IntervalChart.IntervalLine> lines = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (CreatorFigure figure : CreatorFigure.values()) {
            rates.stream()
                    .filter(row -> row.getAs(CreatorComparisons.FIGURE).equals(figure.column()))
                    .forEach(row -> {
                        lines.add(line(figure, row));
                        table.add(List.of(
                                w.name(figure),
                                w.percent(row.<Double>getAs(CreatorComparisons.VALUE)),
                                w.percent(row.<Double>getAs(CreatorComparisons.ESTIMATE)),
                                w.percentRange(row.getAs(CreatorComparisons.LOW), row.getAs(CreatorComparisons.HIGH)),
                                w.optionalPercent(row.getAs(CreatorComparisons.BEFORE)),
                                row.getAs(CreatorComparisons.OWN_LOW) == null
                                        ? w.say("none")
                                        : w.percentRange(
                                                row.getAs(CreatorComparisons.OWN_LOW),
                                                row.getAs(CreatorComparisons.OWN_HIGH)),
                                w.optionalPercent(row.getAs(CreatorComparisons.PEER_MEDIAN)),
                                w.optionalPercent(row.getAs(CreatorComparisons.BEATS)),
                                w.count((double) row.<Long>getAs(CreatorComparisons.EVIDENCE))));
                    });
        }
        long good = compared().stream().filter(CreatorFigures::isBest).count();
        Row first = rates.get(0);
        long peers = first.<Long>getAs(CreatorComparisons.PEERS);
        return Optional.of(new IntervalChart(
                new Caption(
                        peers > 0
                                ? w.say("rates.headline", good, lines.size(), peers(first))
                                : w.say("rates.alone", lines.size()),
                        w.say("rates.about", knownDays(), w.sayCount("peers", peers)),
                        List.of(
                                w.say("rates.rate"),
                                w.say("rates.value"),
                                w.say("rates.estimate"),
                                w.say("rates.interval"),
                                w.say("rates.before"),
                                w.say("rates.own"),
                                w.say("rates.median"),
                                w.say("rates.beats"),
                                w.say("rates.evidence")),
                        table),
                lines,
                key()));
    }

    /** What the marks of the rates mean: of those that are there. */
    List<KeyEntry> key() {
        List<KeyEntry> key = new ArrayList<>(
                List.of(new KeyEntry("dot", w.say("key.estimate")), new KeyEntry("range", w.say("key.interval"))));
        if (rates().stream().anyMatch(row -> row.getAs(CreatorComparisons.OWN_LOW) != null)) {
            key.add(new KeyEntry("usual", w.say("key.own")));
        }
        if (rates().stream().anyMatch(row -> row.getAs(CreatorComparisons.PEER_MEDIAN) != null)) {
            key.add(new KeyEntry("other", w.say("key.peers")));
        }
        return key;
    }

    /** A rate as it was counted, with a dot where its evidence speaks for, beside what is usual. */
    IntervalChart.IntervalLine line(CreatorFigure figure, Row row) {
        return new IntervalChart.IntervalLine(
                w.name(figure),
                w.percent(row.<Double>getAs(CreatorComparisons.VALUE)),
                row.getAs(CreatorComparisons.ESTIMATE),
                new Ends(row.getAs(CreatorComparisons.LOW), row.getAs(CreatorComparisons.HIGH)),
                new Ends(
                        CellNumber.of(row, CreatorComparisons.OWN_LOW),
                        CellNumber.of(row, CreatorComparisons.OWN_HIGH)),
                CellNumber.of(row, CreatorComparisons.PEER_MEDIAN));
    }

    /** The rows of {@code creator_comparisons} of the longest window. */
    List<Row> rates() {
        int window = windowDays();
        return rows.of(CreatorPart.COMPARISONS).stream()
                .filter(row -> row.<Integer>getAs(CreatorComparisons.WINDOW_DAYS) == window)
                .toList();
    }

    /** Those that can be compared with peers. */
    private List<Row> compared() {
        return rates().stream()
                .filter(rate -> rate.getAs(CreatorComparisons.BEATS) != null)
                .toList();
    }

    /** Whether a rate is among the best of the peers, and not by chance: their median is outside its interval. */
    static boolean isBest(Row row) {
        return beats(row) >= BEST && isApart(row);
    }

    /** Whether a rate is among the weakest of the peers, and not by chance. */
    static boolean isWeakest(Row row) {
        return beats(row) <= WEAKEST && isApart(row);
    }

    private static boolean isApart(Row row) {
        double median = row.getAs(CreatorComparisons.PEER_MEDIAN);
        return median < row.<Double>getAs(CreatorComparisons.LOW)
                || median > row.<Double>getAs(CreatorComparisons.HIGH);
    }

    /** Whether chance explains a change of plays. Counts of unchanged videos differ by chance as Poisson's do. */
    static boolean isChance(double before, double after) {
        return Math.abs(after - before) <= 2 * Math.sqrt(after + before);
    }

    /**
     * Whether chance explains that a rate differs from another one: within two standard deviations of their difference.
     *
     * @param row of {@code creator_comparisons}
     * @param evidence what the other rate is a share of
     */
    static boolean isChance(Row row, double other, long evidence) {
        double own = row.<Long>getAs(CreatorComparisons.EVIDENCE);
        double value = row.getAs(CreatorComparisons.VALUE);
        double mean = (value * own + other * evidence) / (own + evidence);
        double variance =
                row.<Double>getAs(CreatorComparisons.DISPERSION) * mean * (1 - mean) * (1 / own + 1.0 / evidence);
        return Math.abs(value - other) <= 2 * Math.sqrt(Math.max(0, variance));
    }

    /** Who the peers are, in words. */
    String peers(Row row) {
        return w.say(
                CreatorComparisons.OF_SIZE.equals(row.getAs(CreatorComparisons.PEERS_OF))
                        ? "peersof.size"
                        : "peersof.niche");
    }

    /** The share of the peers that a rate is better than. */
    static double beats(Row row) {
        return row.getAs(CreatorComparisons.BEATS);
    }

    /** Creators of which size these are, in words. */
    String size() {
        return rows.of(CreatorPart.COMPARISONS).stream()
                .findFirst()
                .map(row -> row.<Integer>getAs(CreatorComparisons.SIZE))
                .map(size -> w.say("size", w.count(Math.pow(4, size) - 1), w.count(Math.pow(4, size + 1.0) - 2)))
                .orElse(w.say("size.unknown"));
    }
}
