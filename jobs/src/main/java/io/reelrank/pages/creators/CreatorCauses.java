package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Waterfall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Why a creator's plays and watch time changed.
 *
 * @param w the words
 * @param figures the creator's figures, which say of which window the change is known
 */
record CreatorCauses(Wording w, CreatorFigures figures) {
    /** The change of plays by cause; empty where no window before is known. */
    Optional<Waterfall> plays() {
        return waterfall(CreatorChanges.PLAYS, CreatorChanges.BY_CAUSE);
    }

    /** The change of watch time by cause, in hours. */
    Optional<Waterfall> watchTime() {
        return waterfall(CreatorChanges.WATCH_MS, CreatorChanges.BY_CAUSE);
    }

    /** What each cause means: a sentence each, the largest first. */
    List<String> words() {
        return sentences(CreatorChanges.BY_CAUSE);
    }

    /** What came of new and of older videos. */
    List<String> ages() {
        return sentences(CreatorChanges.BY_AGE);
    }

    private List<String> sentences(String breakdown) {
        return parts(CreatorChanges.PLAYS, breakdown).stream()
                .sorted(Comparator.comparingDouble(row -> -Math.abs(row.<Double>getAs(CreatorChanges.CHANGE))))
                .filter(row ->
                        !w.signed(row.<Double>getAs(CreatorChanges.CHANGE)).equals("0"))
                .map(row -> {
                    double change = row.getAs(CreatorChanges.CHANGE);
                    return w.say(
                            "cause." + row.getAs(CreatorChanges.CAUSE) + (change > 0 ? ".more" : ".less"),
                            w.signed(change));
                })
                .toList();
    }

    private Optional<Waterfall> waterfall(String figure, String breakdown) {
        List<Row> parts = parts(figure, breakdown);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        double before = parts.get(0).<Long>getAs(CreatorChanges.BEFORE);
        double after = parts.get(0).<Long>getAs(CreatorChanges.AFTER);
        List<Waterfall.Step> steps = parts.stream()
                .map(row -> new Waterfall.Step(
                        w.say("cause." + row.getAs(CreatorChanges.CAUSE)),
                        signed(figure, row.getAs(CreatorChanges.CHANGE)),
                        row.getAs(CreatorChanges.CHANGE)))
                .toList();
        Waterfall.Step largest = steps.stream()
                .max(Comparator.comparingDouble(step -> Math.abs(step.amount())))
                .orElseThrow();
        int window = parts.get(0).getAs(CreatorChanges.WINDOW_DAYS);
        Waterfall.Step first = new Waterfall.Step(w.say("causes.before"), amount(figure, before), before);
        Waterfall.Step last = new Waterfall.Step(w.say("causes.after"), amount(figure, after), after);
        return Optional.of(new Waterfall(
                new Caption(
                        w.say(
                                figure.equals(CreatorChanges.PLAYS) ? "causes.plays" : "causes.watch",
                                signed(figure, after - before),
                                largest.name(),
                                largest.label()),
                        w.say("causes.about", w.sayCount("last.days", window)),
                        List.of(w.say("causes.cause"), w.say("causes.part")),
                        Stream.of(List.of(first), steps, List.of(last))
                                .flatMap(List::stream)
                                .map(step -> List.of(step.name(), step.label()))
                                .toList()),
                first,
                steps,
                last));
    }

    private List<Row> parts(String figure, String breakdown) {
        return figures.changes(figure).stream()
                .filter(row -> row.getAs(CreatorChanges.BREAKDOWN).equals(breakdown))
                .sorted(Comparator.comparing(row -> row.<String>getAs(CreatorChanges.CAUSE)))
                .toList();
    }

    private String amount(String figure, double amount) {
        return figure.equals(CreatorChanges.PLAYS) ? w.count(amount) : w.duration(amount);
    }

    private String signed(String figure, double change) {
        if (figure.equals(CreatorChanges.PLAYS)) {
            return w.signed(change);
        }
        return w.signedDuration(change);
    }
}
