package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Waterfall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

    /** What a reader should know before the causes: that chance explains the change, or that it is of a short time. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        figures.playsChange().ifPresent(row -> {
            if (CreatorFigures.isChance(
                    row.<Long>getAs(CreatorChanges.BEFORE), row.<Long>getAs(CreatorChanges.AFTER))) {
                notes.add(w.say("why.chance"));
            }
            if (row.<Integer>getAs(CreatorChanges.WINDOW_DAYS) < figures.windowDays()) {
                notes.add(w.say("why.short", w.sayCount("days", figures.windowDays())));
            }
        });
        return notes;
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
        List<Row> parts = parts(CreatorChanges.PLAYS, breakdown);
        if (parts.isEmpty()) {
            return List.of();
        }
        long[] changes = whole(parts, 1);
        return IntStream.range(0, changes.length)
                .boxed()
                .filter(i -> changes[i] != 0)
                .sorted(Comparator.comparingLong(i -> -Math.abs(changes[i])))
                .map(i -> w.say(
                        "cause." + parts.get(i).getAs(CreatorChanges.CAUSE) + (changes[i] > 0 ? ".more" : ".less"),
                        w.signed((double) changes[i])))
                .toList();
    }

    private Optional<Waterfall> waterfall(String figure, String breakdown) {
        List<Row> parts = parts(figure, breakdown);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        double before = parts.get(0).<Long>getAs(CreatorChanges.BEFORE);
        double after = parts.get(0).<Long>getAs(CreatorChanges.AFTER);
        double unit = figure.equals(CreatorChanges.PLAYS) ? 1 : w.durationUnit(Math.max(before, after));
        long[] shown = whole(parts, unit);
        List<Waterfall.Step> steps = IntStream.range(0, shown.length)
                .mapToObj(i -> new Waterfall.Step(
                        w.say("cause." + parts.get(i).getAs(CreatorChanges.CAUSE)),
                        signed(figure, shown[i] * unit),
                        shown[i] * unit))
                .toList();
        Waterfall.Step largest = steps.stream()
                .max(Comparator.comparingDouble(step -> Math.abs(step.amount())))
                .orElseThrow();
        int window = parts.get(0).getAs(CreatorChanges.WINDOW_DAYS);
        Waterfall.Step first =
                new Waterfall.Step(w.say("causes.before"), amount(figure, before), Math.rint(before / unit) * unit);
        Waterfall.Step last =
                new Waterfall.Step(w.say("causes.after"), amount(figure, after), Math.rint(after / unit) * unit);
        return Optional.of(new Waterfall(
                new Caption(
                        w.say(
                                figure.equals(CreatorChanges.PLAYS) ? "causes.plays" : "causes.watch",
                                signed(figure, (Math.rint(after / unit) - Math.rint(before / unit)) * unit),
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

    /**
     * The changes as whole numbers of a unit that add up as they are shown: rounded down, and the largest remainders up.
     */
    private static long[] whole(List<Row> parts, double unit) {
        double before = parts.get(0).<Long>getAs(CreatorChanges.BEFORE);
        double after = parts.get(0).<Long>getAs(CreatorChanges.AFTER);
        double[] exact = parts.stream()
                .mapToDouble(row -> row.<Double>getAs(CreatorChanges.CHANGE) / unit)
                .toArray();
        long[] whole =
                Arrays.stream(exact).mapToLong(part -> (long) Math.floor(part)).toArray();
        long missing = (long) (Math.rint(after / unit) - Math.rint(before / unit))
                - LongStream.of(whole).sum();
        IntStream.range(0, exact.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> whole[i] - exact[i]))
                .limit(Math.max(0, missing))
                .forEach(i -> whole[i]++);
        return whole;
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
