package io.reelrank.pages.creators;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.pages.charts.Sparkline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The cards of the figures that matter, each with its verdict.
 *
 * @param w the words
 * @param figures the creator's figures
 */
record CreatorCards(Wording w, CreatorFigures figures) {
    private static final int FEWEST_NIGHTS = 3;

    /** The cards of plays, completion and follows. */
    List<FigureCard> all() {
        return List.of(playsCard(), card(CreatorFigure.COMPLETION_RATE), card(CreatorFigure.FOLLOW_RATE));
    }

    private FigureCard playsCard() {
        List<Double> nights = figures.rows().of(CreatorPart.NIGHTS).stream()
                .sorted(Comparator.comparing(row -> row.getAs(Table.DAY).toString()))
                .map(row -> (double) row.<Long>getAs(CreatorReport.PLAYS))
                .toList();
        List<String> lines = new ArrayList<>();
        Optional<Sparkline> trend = Optional.empty();
        if (nights.size() >= FEWEST_NIGHTS) {
            int window = figures.rows().of(CreatorPart.NIGHTS).get(0).getAs(CreatorReport.WINDOW_DAYS);
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
                w.say("card.plays", figures.knownDays()),
                w.count((double) figures.longest().<Long>getAs(CreatorReport.PLAYS)),
                playsVerdict(),
                lines,
                trend,
                Optional.empty());
    }

    private FigureCard.Verdict playsVerdict() {
        return figures.playsChange()
                .map(row -> {
                    long before = row.getAs(CreatorChanges.BEFORE);
                    long after = row.getAs(CreatorChanges.AFTER);
                    // Red and green for chance would only worry.
                    boolean isChance = CreatorFigures.isChance((double) before, (double) after);
                    String key = isChance ? "same" : after > before ? "more" : "less";
                    String style = isChance ? "" : after > before ? "good" : "bad";
                    return new FigureCard.Verdict(
                            w.say(
                                    "verdict.plays." + key,
                                    w.sayCount("last.days", row.<Integer>getAs(CreatorChanges.WINDOW_DAYS)),
                                    w.change(before, after)),
                            style);
                })
                .orElse(new FigureCard.Verdict(w.say("verdict.plays.unknown"), ""));
    }

    private FigureCard card(CreatorFigure figure) {
        Double value = figures.longest().getAs(figure.column());
        String name = w.say("card.rate", w.name(figure), figures.knownDays());
        Optional<Row> judged = figures.rates().stream()
                .filter(row -> row.getAs(CreatorComparisons.FIGURE).equals(figure.column()))
                .findFirst();
        if (judged.isEmpty()) {
            return new FigureCard(
                    name,
                    w.optionalPercent(value),
                    new FigureCard.Verdict(w.say("verdict.thin"), ""),
                    List.of(w.definition(figure)),
                    Optional.empty(),
                    Optional.empty());
        }
        Row row = judged.get();
        // The longest window often has no range of its own yet, when a shorter one does.
        Row ranged = figures.rows().of(CreatorPart.COMPARISONS).stream()
                .filter(other -> other.getAs(CreatorComparisons.FIGURE).equals(figure.column())
                        && other.getAs(CreatorComparisons.OWN_LOW) != null)
                .max(Comparator.comparingInt(other -> other.getAs(CreatorComparisons.WINDOW_DAYS)))
                .orElse(row);
        List<String> lines = new ArrayList<>();
        lines.add(w.say(
                "card.estimate",
                w.percent(row.<Double>getAs(CreatorComparisons.ESTIMATE)),
                w.percentRange(row.getAs(CreatorComparisons.LOW), row.getAs(CreatorComparisons.HIGH))));
        int window = ranged.getAs(CreatorComparisons.WINDOW_DAYS);
        String days = w.sayCount("last.days", window);
        if (ranged != row) {
            lines.add(w.say(
                    "card.shorter", days, w.percent(ranged.<Double>getAs(CreatorComparisons.VALUE)), w.count((double)
                            ranged.<Long>getAs(CreatorComparisons.EVIDENCE))));
        }
        if (ranged.getAs(CreatorComparisons.BEFORE) != null) {
            double before = ranged.getAs(CreatorComparisons.BEFORE);
            boolean isChance = CreatorFigures.isChance(ranged, before, evidenceBefore(ranged));
            lines.add(w.say(
                    isChance ? "card.before.chance" : "card.before",
                    w.sayCount("before.days", window),
                    w.percent(before)));
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
                    w.percent(CreatorFigures.beats(row)),
                    w.sayCount("peers", row.<Long>getAs(CreatorComparisons.PEERS)),
                    figures.peers(row),
                    w.percent(row.<Double>getAs(CreatorComparisons.PEER_MEDIAN))));
        }
        lines.add(w.definition(figure));
        return new FigureCard(
                name,
                w.percent(row.<Double>getAs(CreatorComparisons.VALUE)),
                verdict(figure, ranged, row),
                lines,
                Optional.empty(),
                Optional.of(figures.line(figure, row)));
    }

    /** Where it is not told, about as much as now. */
    private static long evidenceBefore(Row rate) {
        return rate.<Long>getAs(
                rate.getAs(CreatorComparisons.BEFORE_EVIDENCE) == null
                        ? CreatorComparisons.EVIDENCE
                        : CreatorComparisons.BEFORE_EVIDENCE);
    }

    private FigureCard.Verdict verdict(CreatorFigure figure, Row ranged, Row row) {
        if (row.getAs(CreatorComparisons.BEATS) != null) {
            return CreatorFigures.isBest(row)
                    ? new FigureCard.Verdict(w.say("verdict.best"), "good")
                    : CreatorFigures.isWeakest(row)
                            ? new FigureCard.Verdict(w.say("verdict.weakest"), "bad")
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
        // Few plays make the rates of a day jump.
        double end = ranged.getAs(isAbove ? CreatorComparisons.OWN_HIGH : CreatorComparisons.OWN_LOW);
        long evidence =
                ranged.<Long>getAs(CreatorComparisons.OWN_WINDOWS) * ranged.<Long>getAs(CreatorComparisons.EVIDENCE);
        if (CreatorFigures.isChance(ranged, end, evidence)) {
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
}
