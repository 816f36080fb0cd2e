package io.reelrank.pages;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;

/**
 * A creator's figures beside what is usual: the head of the page, and the list of all rates.
 *
 * @param w the words
 * @param rows the creator's rows
 */
record CreatorFigures(Wording w, CreatorRows rows) {
    private static final double BEST = 0.75;
    private static final double LOWEST = 0.25;
    private static final int FEWEST_NIGHTS = 3;

    /** The row of the longest window. */
    Row longest() {
        return rows.of(CreatorPart.REPORT).stream()
                .max(Comparator.comparingInt(row -> row.getAs(CreatorReport.WINDOW_DAYS)))
                .orElseThrow(() -> new IllegalArgumentException("no creator_report of " + rows.creatorId()));
    }

    int windowDays() {
        return longest().getAs(CreatorReport.WINDOW_DAYS);
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
        change().ifPresent(lead::add);
        List<Row> compared = rates().stream()
                .filter(rate -> rate.getAs(CreatorComparisons.BEATS) != null)
                .toList();
        if (!compared.isEmpty()) {
            lead.add(w.say(
                    "lead.peers",
                    compared.size(),
                    compared.stream().filter(rate -> beats(rate) >= BEST).count(),
                    compared.stream().filter(rate -> beats(rate) <= LOWEST).count()));
        } else if (!isThin()) {
            boolean hasOwnRange = rows.of(CreatorPart.COMPARISONS).stream()
                    .anyMatch(rate -> rate.getAs(CreatorComparisons.OWN_LOW) != null);
            lead.add(w.say(hasOwnRange ? "lead.nopeers" : "lead.alone"));
        }
        return lead;
    }

    private Optional<String> change() {
        return playsChange()
                .map(row -> changed(
                        row.<Integer>getAs(CreatorChanges.WINDOW_DAYS),
                        row.<Long>getAs(CreatorChanges.BEFORE),
                        row.<Long>getAs(CreatorChanges.AFTER)));
    }

    /** A row that has the plays of the longest window whose change is known, and those before. */
    private Optional<Row> playsChange() {
        return rows.of(CreatorPart.CHANGES).stream()
                .filter(row -> row.<Integer>getAs(CreatorChanges.WINDOW_DAYS)
                                == changedWindow().getAsInt()
                        && row.<String>getAs(CreatorChanges.FIGURE).equals(CreatorChanges.PLAYS))
                .findFirst();
    }

    private String changed(int window, long before, long after) {
        String key = after == before ? "change.same" : after > before ? "change.more" : "change.less";
        return w.say(
                key,
                w.sayCount("last.days", window),
                w.sayCount("plays", after),
                w.change(before == 0 ? 0 : Math.abs(after - before) / (double) before),
                w.count((double) before));
    }

    List<FigureCard> cards() {
        return List.of(playsCard(), card(CreatorFigure.COMPLETION_RATE), card(CreatorFigure.FOLLOW_RATE));
    }

    private FigureCard playsCard() {
        List<Double> nights = rows.of(CreatorPart.NIGHTS).stream()
                .sorted(Comparator.comparing(row -> row.getAs(Table.DAY).toString()))
                .map(row -> (double) row.<Long>getAs(CreatorReport.PLAYS))
                .toList();
        List<String> lines = new ArrayList<>();
        Optional<Sparkline> trend = Optional.empty();
        if (nights.size() >= FEWEST_NIGHTS) {
            int window = rows.of(CreatorPart.NIGHTS).get(0).getAs(CreatorReport.WINDOW_DAYS);
            double last = nights.get(nights.size() - 1);
            String line = w.say(
                    "card.nights",
                    nights.size(),
                    w.sayCount("days", window),
                    w.count(nights.stream()
                            .mapToDouble(Double::doubleValue)
                            .min()
                            .orElse(0)),
                    w.count(nights.stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElse(0)),
                    w.count(last));
            trend = Optional.of(new Sparkline(line, nights));
            lines.add(line);
        }
        return new FigureCard(
                w.say("card.plays", w.sayCount("days", windowDays())),
                w.count((double) longest().<Long>getAs(CreatorReport.PLAYS)),
                playsVerdict(),
                lines,
                trend,
                Optional.empty());
    }

    private FigureCard.Verdict playsVerdict() {
        return playsChange()
                .map(row -> {
                    long before = row.getAs(CreatorChanges.BEFORE);
                    long after = row.getAs(CreatorChanges.AFTER);
                    // Counts of unchanged videos differ by chance as Poisson's do: red and green for that would only
                    // worry.
                    boolean isChance = Math.abs(after - before) <= 2 * Math.sqrt((double) after + before);
                    String key = isChance ? "same" : after > before ? "more" : "less";
                    String style = isChance ? "" : after > before ? "good" : "bad";
                    return new FigureCard.Verdict(
                            w.say(
                                    "verdict.plays." + key,
                                    w.sayCount("last.days", row.<Integer>getAs(CreatorChanges.WINDOW_DAYS)),
                                    w.change(before == 0 ? 0 : Math.abs(after - before) / (double) before)),
                            style);
                })
                .orElse(new FigureCard.Verdict(w.say("verdict.plays.unknown"), ""));
    }

    private FigureCard card(CreatorFigure figure) {
        Double value = longest().getAs(figure.column());
        String name = w.say("card.rate", w.name(figure), w.sayCount("days", windowDays()));
        Optional<Row> judged = rates().stream()
                .filter(row -> row.getAs(CreatorComparisons.FIGURE).equals(figure.column()))
                .findFirst();
        if (judged.isEmpty()) {
            return new FigureCard(
                    name,
                    value == null ? w.say("none") : w.percent(value),
                    new FigureCard.Verdict(w.say("verdict.thin"), ""),
                    List.of(w.definition(figure)),
                    Optional.empty(),
                    Optional.empty());
        }
        Row row = judged.get();
        // The longest window often has no range of its own yet, when a shorter one does.
        Row ranged = rows.of(CreatorPart.COMPARISONS).stream()
                .filter(other -> other.getAs(CreatorComparisons.FIGURE).equals(figure.column())
                        && other.getAs(CreatorComparisons.OWN_LOW) != null)
                .max(Comparator.comparingInt(other -> other.getAs(CreatorComparisons.WINDOW_DAYS)))
                .orElse(row);
        List<String> lines = new ArrayList<>();
        int window = ranged.getAs(CreatorComparisons.WINDOW_DAYS);
        String days = w.sayCount("last.days", window);
        if (ranged != row) {
            lines.add(w.say("card.shorter", days, w.percent(ranged.<Double>getAs(CreatorComparisons.VALUE))));
        }
        if (ranged.getAs(CreatorComparisons.BEFORE) != null) {
            lines.add(w.say("card.before", w.percent(ranged.<Double>getAs(CreatorComparisons.BEFORE))));
        }
        if (ranged.getAs(CreatorComparisons.OWN_LOW) != null) {
            lines.add(w.say(
                    "card.usual",
                    w.percentRange(
                            ranged.getAs(CreatorComparisons.OWN_LOW), ranged.getAs(CreatorComparisons.OWN_HIGH))));
        }
        if (row.getAs(CreatorComparisons.BEATS) != null) {
            lines.add(w.say(
                    "card.beats",
                    w.percent(beats(row)),
                    w.sayCount("peers", row.<Long>getAs(CreatorComparisons.PEERS)),
                    w.percent(row.<Double>getAs(CreatorComparisons.PEER_MEDIAN))));
        }
        lines.add(w.definition(figure));
        return new FigureCard(
                name,
                w.percent(row.<Double>getAs(CreatorComparisons.VALUE)),
                verdict(figure, ranged, row),
                lines,
                Optional.empty(),
                Optional.of(line(figure, row)));
    }

    private FigureCard.Verdict verdict(CreatorFigure figure, Row ranged, Row row) {
        if (row.getAs(CreatorComparisons.BEATS) != null) {
            double beats = beats(row);
            return beats >= BEST
                    ? new FigureCard.Verdict(w.say("verdict.best"), "good")
                    : beats <= LOWEST
                            ? new FigureCard.Verdict(w.say("verdict.lowest"), "bad")
                            : new FigureCard.Verdict(w.say("verdict.middle"), "");
        }
        if (ranged.getAs(CreatorComparisons.OWN_LOW) == null) {
            return new FigureCard.Verdict(w.say("verdict.alone"), "");
        }
        double value = ranged.getAs(CreatorComparisons.VALUE);
        boolean isAbove = value > ranged.<Double>getAs(CreatorComparisons.OWN_HIGH);
        if (!isAbove && value >= ranged.<Double>getAs(CreatorComparisons.OWN_LOW)) {
            return new FigureCard.Verdict(ofWindow(ranged, row, w.say("verdict.within")), "");
        }
        // The true rate may well lie in the range: few plays make rates of a day jump.
        if (isAbove
                ? known(ranged, CreatorComparisons.LOW) <= ranged.<Double>getAs(CreatorComparisons.OWN_HIGH)
                : known(ranged, CreatorComparisons.HIGH) >= ranged.<Double>getAs(CreatorComparisons.OWN_LOW)) {
            return new FigureCard.Verdict(ofWindow(ranged, row, w.say("verdict.chance")), "");
        }
        boolean isGood = isAbove == (figure.better() == CreatorFigure.Direction.HIGHER);
        return new FigureCard.Verdict(
                ofWindow(ranged, row, w.say(isAbove ? "verdict.above" : "verdict.below")), isGood ? "good" : "bad");
    }

    /** The verdict with its window, where that is not the one of the figure above it. */
    private String ofWindow(Row ranged, Row row, String verdict) {
        return ranged == row
                ? verdict
                : w.say(
                        "verdict.of",
                        w.sayCount("last.days", ranged.<Integer>getAs(CreatorComparisons.WINDOW_DAYS)),
                        verdict);
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
                                w.percentRange(row.getAs(CreatorComparisons.LOW), row.getAs(CreatorComparisons.HIGH)),
                                optionalPercent(row, CreatorComparisons.BEFORE),
                                row.getAs(CreatorComparisons.OWN_LOW) == null
                                        ? w.say("none")
                                        : w.percentRange(
                                                row.getAs(CreatorComparisons.OWN_LOW),
                                                row.getAs(CreatorComparisons.OWN_HIGH)),
                                optionalPercent(row, CreatorComparisons.PEER_MEDIAN),
                                optionalPercent(row, CreatorComparisons.BEATS),
                                w.count((double) row.<Long>getAs(CreatorComparisons.EVIDENCE))));
                    });
        }
        long good = rates.stream()
                .filter(row -> row.getAs(CreatorComparisons.BEATS) != null && beats(row) >= BEST)
                .count();
        long peers = rates.get(0).<Long>getAs(CreatorComparisons.PEERS);
        return Optional.of(new IntervalChart(
                new Caption(
                        peers > 0 ? w.say("rates.headline", good, lines.size()) : w.say("rates.alone", lines.size()),
                        w.say("rates.about", w.sayCount("days", windowDays()), w.sayCount("peers", peers)),
                        List.of(
                                w.say("rates.rate"),
                                w.say("rates.value"),
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

    /** What the marks of the rates mean. */
    List<IntervalChart.KeyEntry> key() {
        return List.of(
                new IntervalChart.KeyEntry("dot", w.say("key.value")),
                new IntervalChart.KeyEntry("range", w.say("key.interval")),
                new IntervalChart.KeyEntry("usual", w.say("key.own")),
                new IntervalChart.KeyEntry("other", w.say("key.peers")));
    }

    private String optionalPercent(Row row, String column) {
        Double share = row.getAs(column);
        return share == null ? w.say("none") : w.percent(share);
    }

    private IntervalChart.IntervalLine line(CreatorFigure figure, Row row) {
        double value = row.getAs(CreatorComparisons.VALUE);
        return new IntervalChart.IntervalLine(
                w.name(figure),
                w.percent(value),
                value,
                new IntervalChart.Ends(row.getAs(CreatorComparisons.LOW), row.getAs(CreatorComparisons.HIGH)),
                new IntervalChart.Ends(known(row, CreatorComparisons.OWN_LOW), known(row, CreatorComparisons.OWN_HIGH)),
                known(row, CreatorComparisons.PEER_MEDIAN));
    }

    /** The rows of {@code creator_comparisons} of the longest window. */
    private List<Row> rates() {
        int window = windowDays();
        return rows.of(CreatorPart.COMPARISONS).stream()
                .filter(row -> row.<Integer>getAs(CreatorComparisons.WINDOW_DAYS) == window)
                .toList();
    }

    private static double beats(Row row) {
        return row.getAs(CreatorComparisons.BEATS);
    }

    /** The number of a cell; not a number where it is null. */
    static double known(Row row, String column) {
        Number value = row.getAs(column);
        return value == null ? Double.NaN : value.doubleValue();
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
