package io.reelrank.pages.creators;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.AdviceRule.Basis;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.pages.CellNumber;
import io.reelrank.pages.PlainText;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.Lollipops;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * What a creator could make next: what stands out, and what to expect of the next video.
 *
 * @param w the words
 * @param rows the creator's rows
 */
record CreatorNext(Wording w, CreatorRows rows) {
    private static final int MOST_OPTIONS = 8;
    private static final int MOST_ALIKE = 3;

    // Half a percentage point of pull: less is not seen in any video.
    private static final double ALIKE = 0.005;

    /** Which share of the spread of single videos a difference must have to be worth a word. */
    private static final double SMALL_SHARE = 1.0 / 3;

    private static final Map<String, AdviceRule> RULES =
            Arrays.stream(AdviceRule.values()).collect(Collectors.toMap(AdviceRule::key, Function.identity()));

    /** The advice that is given, the clearest first. */
    List<AdviceCard> advice() {
        return rows.of(CreatorPart.ADVICE).stream()
                .filter(row -> row.<Integer>getAs(CreatorAdvice.PLACE) > 0)
                .sorted(Comparator.comparingInt(row -> row.getAs(CreatorAdvice.PLACE)))
                .map(this::card)
                .toList();
    }

    /** Whether tonight found something for the first time, which counts when the next night finds it again. */
    boolean isWaiting() {
        return rows.of(CreatorPart.ADVICE).stream()
                .anyMatch(row -> row.<Integer>getAs(CreatorAdvice.HELD_NIGHTS) == 1
                        && !row.<Boolean>getAs(CreatorAdvice.STANDS));
    }

    private AdviceCard card(Row row) {
        AdviceRule rule = RULES.get(row.<String>getAs(CreatorAdvice.RULE));
        String subject = subject(rule, row.getAs(CreatorAdvice.SUBJECT));
        boolean isOfPull = rule.basis() == Basis.VIDEOS || rule.basis() == Basis.NICHE;
        double value = row.getAs(CreatorAdvice.VALUE);
        double usual = row.getAs(CreatorAdvice.USUAL);
        String message = "advice." + rule.key();
        return new AdviceCard(
                w.say(message + ".found", subject),
                w.say(message + ".try", subject),
                List.of(
                        new AdviceCard.Fact(
                                w.say("advice.evidence"),
                                w.say(
                                        "evidence." + rule.basis().name().toLowerCase(Locale.ROOT),
                                        isOfPull ? w.points(value) : w.percent(value),
                                        isOfPull ? w.points(usual) : w.percent(usual),
                                        w.count((double) row.<Long>getAs(CreatorAdvice.EVIDENCE)))),
                        new AdviceCard.Fact(
                                w.say("advice.range"),
                                w.say(
                                        "advice.effect",
                                        w.points(row.<Double>getAs(CreatorAdvice.EFFECT)),
                                        w.pointsRange(
                                                row.getAs(CreatorAdvice.EFFECT_LOW),
                                                row.getAs(CreatorAdvice.EFFECT_HIGH)))),
                        new AdviceCard.Fact(w.say("advice.unknown"), w.say(message + ".unknown")),
                        new AdviceCard.Fact(w.say("advice.how"), w.say(message + ".how", w.number(rule.margin())))));
    }

    private String subject(AdviceRule rule, String subject) {
        boolean isLength = rule == AdviceRule.LENGTH_LIFTS || rule == AdviceRule.LENGTH_SINKS;
        return isLength ? length(subject) : PlainText.isolated(subject);
    }

    private String length(String bucket) {
        return w.has("length." + bucket) ? w.say("length." + bucket) : PlainText.of(bucket);
    }

    /** What to expect of the next video as usual; empty where nothing is known. */
    Optional<String> usual() {
        return options(CreatorOutlook.USUAL).stream()
                .findFirst()
                .map(row -> row.getAs(CreatorOutlook.LOW) == null
                        ? w.say("outlook.unranged", w.points(row.<Double>getAs(CreatorOutlook.EXPECTED)))
                        : w.say(
                                "outlook.usual",
                                w.points(row.<Double>getAs(CreatorOutlook.EXPECTED)),
                                w.pointsRange(row.getAs(CreatorOutlook.LOW), row.getAs(CreatorOutlook.HIGH)),
                                w.percent(row.<Double>getAs(CreatorOutlook.HELD)),
                                w.count((double) row.<Long>getAs(CreatorOutlook.TESTED))));
    }

    /** What to expect with each tag, the best first. */
    Optional<Lollipops> tags() {
        return outlook(CreatorOutlook.TAG, "outlook.tags", option -> PlainText.of(option));
    }

    /** What to expect of each length, the best first. */
    Optional<Lollipops> lengths() {
        return outlook(CreatorOutlook.LENGTH, "outlook.lengths", this::length);
    }

    private Optional<Lollipops> outlook(String kind, String message, Function<String, String> name) {
        List<Row> options = options(kind);
        if (options.isEmpty()) {
            return Optional.empty();
        }
        List<Row> first = options.subList(0, Math.min(MOST_OPTIONS, options.size()));
        double gap = first.get(0).<Double>getAs(CreatorOutlook.EXPECTED)
                - first.get(first.size() - 1).<Double>getAs(CreatorOutlook.EXPECTED);
        boolean isAlike = gap < Math.max(ALIKE, SMALL_SHARE * spread(first.get(0)));
        List<Row> best = isAlike ? first.subList(0, Math.min(MOST_ALIKE, first.size())) : first;
        String bestName = PlainText.isolated(name.apply(best.get(0).getAs(CreatorOutlook.OPTION)));
        return Optional.of(new Lollipops(
                new Caption(
                        w.say(message + (best.size() == 1 ? ".alone" : isAlike ? ".alike" : ".best"), bestName),
                        w.say("outlook.about", best.size()),
                        cells(
                                kind,
                                w.say(message + ".option"),
                                w.say("outlook.expected"),
                                w.say("outlook.range"),
                                w.say("outlook.own"),
                                w.say("outlook.niche"),
                                w.say("outlook.wanted")),
                        best.stream()
                                .map(row -> cells(
                                        kind,
                                        name.apply(row.getAs(CreatorOutlook.OPTION)),
                                        w.points(row.<Double>getAs(CreatorOutlook.EXPECTED)),
                                        row.getAs(CreatorOutlook.LOW) == null
                                                ? w.say("none")
                                                : w.pointsRange(
                                                        row.getAs(CreatorOutlook.LOW), row.getAs(CreatorOutlook.HIGH)),
                                        w.count((double) row.<Long>getAs(CreatorOutlook.VIDEOS)),
                                        optionalCount(row, CreatorOutlook.NICHE_VIDEOS),
                                        optionalCount(row, CreatorOutlook.WANTED_BY)))
                                .toList()),
                0,
                w.say("outlook.origin"),
                best.stream()
                        .map(row -> new Lollipops.Stick(
                                name.apply(row.getAs(CreatorOutlook.OPTION)),
                                w.points(row.<Double>getAs(CreatorOutlook.EXPECTED)),
                                row.getAs(CreatorOutlook.EXPECTED),
                                new Ends(
                                        CellNumber.of(row, CreatorOutlook.LOW),
                                        CellNumber.of(row, CreatorOutlook.HIGH))))
                        .toList()));
    }

    /** Without the last one for lengths: there are so few that nearly everybody has each among the favourites. */
    private static List<String> cells(String kind, String... cells) {
        return List.of(cells).subList(0, kind.equals(CreatorOutlook.TAG) ? cells.length : cells.length - 1);
    }

    /** How far the range of an option reaches from end to end; 0 where there is none. */
    private static double spread(Row option) {
        return option.getAs(CreatorOutlook.LOW) == null
                ? 0
                : option.<Double>getAs(CreatorOutlook.HIGH) - option.<Double>getAs(CreatorOutlook.LOW);
    }

    private String optionalCount(Row row, String column) {
        Long count = row.getAs(column);
        return count == null ? w.say("none") : w.count((double) count);
    }

    private List<Row> options(String kind) {
        return rows.of(CreatorPart.OUTLOOK).stream()
                .filter(row -> row.getAs(CreatorOutlook.KIND).equals(kind))
                .sorted(Comparator.comparingDouble((Row row) -> -row.<Double>getAs(CreatorOutlook.EXPECTED))
                        .thenComparing(Comparator.comparingLong((Row row) -> -row.<Long>getAs(CreatorOutlook.VIDEOS)))
                        .thenComparing(row -> row.<String>getAs(CreatorOutlook.OPTION)))
                .toList();
    }
}
