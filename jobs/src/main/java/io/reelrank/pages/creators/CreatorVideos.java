package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.pages.PlainText;
import io.reelrank.pages.charts.AgeBand;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.KeyEntry;
import io.reelrank.pages.charts.RetentionChart;
import io.reelrank.pages.charts.ScatterChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * A creator's most played videos.
 *
 * @param w the words
 * @param rows the creator's rows
 */
record CreatorVideos(Wording w, CreatorRows rows) {
    private static final int MOST_LABEL = 12;

    /**
     * A line of the table.
     *
     * @param title its title, or the words for none
     * @param id its id
     * @param plays its plays as text
     * @param share its plays over those of the most played
     * @param stand how it stands beside the creator's videos at its age
     * @param figures completion, opening and pull as text
     */
    record ListedVideo(
            String title, String id, String plays, double share, FigureCard.Verdict stand, List<String> figures) {
        String completion() {
            return figures.get(0);
        }

        String opening() {
            return figures.get(1);
        }

        String pull() {
            return figures.get(2);
        }
    }

    List<ListedVideo> lines() {
        long most = videos().stream()
                .mapToLong(row -> row.<Long>getAs(CreatorVideoReport.PLAYS))
                .max()
                .orElse(1);
        return videos().stream()
                .map(row -> new ListedVideo(
                        title(row),
                        PlainText.of(row.getAs(CreatorVideoReport.VIDEO_ID)),
                        w.count((double) row.<Long>getAs(CreatorVideoReport.PLAYS)),
                        row.<Long>getAs(CreatorVideoReport.PLAYS) / (double) Math.max(1, most),
                        stand(row),
                        List.of(
                                w.optionalPercent(row.getAs(CreatorFigure.COMPLETION_RATE.column())),
                                w.optionalPercent(row.getAs(CreatorFigure.LEAVE_3S_RATE.column())),
                                row.getAs(CreatorVideoReport.PULL) == null
                                        ? w.say("none")
                                        : w.points(row.<Double>getAs(CreatorVideoReport.PULL)))))
                .toList();
    }

    /** Whether any of them can be compared with others at its age. */
    boolean hasStands() {
        return ages().isPresent();
    }

    private FigureCard.Verdict stand(Row row) {
        if (row.getAs(CreatorVideoReport.PLAYS_AT_AGE) == null || row.getAs(CreatorVideoReport.TYPICAL_LOW) == null) {
            return new FigureCard.Verdict(w.say("videos.stand.unknown"), "");
        }
        String key = isAbove(row) ? "above" : isBelow(row) ? "below" : isInRange(row) ? "usual" : "near";
        return new FigureCard.Verdict(
                w.say("videos.stand." + key),
                switch (key) {
                    case "above" -> "good";
                    case "below" -> "bad";
                    default -> "";
                });
    }

    /** Videos over the range that is usual at their age; empty where no range is known. */
    Optional<AgeBand> ages() {
        List<Row> aged = videos().stream()
                .filter(row -> row.getAs(CreatorVideoReport.PLAYS_AT_AGE) != null
                        && row.getAs(CreatorVideoReport.TYPICAL_LOW) != null)
                .toList();
        if (aged.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> ages = aged.stream()
                .map(row -> row.<Integer>getAs(CreatorVideoReport.AGE_DAYS))
                .distinct()
                .sorted()
                .toList();
        List<AgeBand.Dot> dots = aged.stream()
                .map(row -> new AgeBand.Dot(
                        ages.indexOf(row.<Integer>getAs(CreatorVideoReport.AGE_DAYS)),
                        row.<Long>getAs(CreatorVideoReport.PLAYS_AT_AGE),
                        isAbove(row) || isBelow(row)))
                .toList();
        return Optional.of(new AgeBand(
                new Caption(
                        w.say(
                                "ages.headline",
                                aged.stream().filter(CreatorVideos::isAbove).count(),
                                w.sayCount("videos", aged.size()),
                                aged.stream().filter(CreatorVideos::isBelow).count()),
                        w.say("ages.about", aged.size()),
                        List.of(w.say("videos.video"), w.say("ages.age"), w.say("ages.plays"), w.say("ages.range")),
                        aged.stream()
                                .map(row -> List.of(
                                        title(row),
                                        w.sayCount("days", row.<Integer>getAs(CreatorVideoReport.AGE_DAYS)),
                                        w.count((double) row.<Long>getAs(CreatorVideoReport.PLAYS_AT_AGE)),
                                        w.say(
                                                "unit.range",
                                                w.count(row.<Double>getAs(CreatorVideoReport.TYPICAL_LOW)),
                                                w.count(row.<Double>getAs(CreatorVideoReport.TYPICAL_HIGH)))))
                                .toList()),
                ages.stream().map(age -> age(age, aged)).toList(),
                dots,
                w::count,
                List.of(
                        new KeyEntry("dot", w.say("key.video")),
                        new KeyEntry("beyond", w.say("key.beyond")),
                        new KeyEntry("usual", w.say("key.typical")))));
    }

    private AgeBand.Age age(int age, List<Row> aged) {
        Row any = aged.stream()
                .filter(row -> row.<Integer>getAs(CreatorVideoReport.AGE_DAYS) == age)
                .findFirst()
                .orElseThrow();
        return new AgeBand.Age(
                w.sayCount("days", age),
                new Ends(any.getAs(CreatorVideoReport.TYPICAL_LOW), any.getAs(CreatorVideoReport.TYPICAL_HIGH)),
                any.getAs(CreatorVideoReport.TYPICAL_PLAYS));
    }

    /** Whether a video has more plays than is usual at its age, and not by chance. */
    private static boolean isAbove(Row row) {
        double plays = row.<Long>getAs(CreatorVideoReport.PLAYS_AT_AGE);
        double high = row.getAs(CreatorVideoReport.TYPICAL_HIGH);
        return plays > high && !CreatorFigures.isChance(high, plays);
    }

    private static boolean isInRange(Row row) {
        double plays = row.<Long>getAs(CreatorVideoReport.PLAYS_AT_AGE);
        return plays >= row.<Double>getAs(CreatorVideoReport.TYPICAL_LOW)
                && plays <= row.<Double>getAs(CreatorVideoReport.TYPICAL_HIGH);
    }

    /** Whether it has fewer, and not by chance. */
    private static boolean isBelow(Row row) {
        double plays = row.<Long>getAs(CreatorVideoReport.PLAYS_AT_AGE);
        double low = row.getAs(CreatorVideoReport.TYPICAL_LOW);
        return plays < low && !CreatorFigures.isChance(low, plays);
    }

    /** How viewers leave the most played video whose retention is told. */
    Optional<RetentionChart> retention() {
        return videos().stream()
                .filter(row -> row.getAs(CreatorVideoReport.RETENTION) != null)
                .findFirst()
                .map(this::retention);
    }

    private RetentionChart retention(Row row) {
        List<Double> shares = row.getList(row.fieldIndex(CreatorVideoReport.RETENTION));
        List<Double> low = row.getList(row.fieldIndex(CreatorVideoReport.RETENTION_LOW));
        List<Double> high = row.getList(row.fieldIndex(CreatorVideoReport.RETENTION_HIGH));
        List<Double> others = row.getAs(CreatorVideoReport.PEER_RETENTION) == null
                ? List.of()
                : row.getList(row.fieldIndex(CreatorVideoReport.PEER_RETENTION));
        int half = shares.size() / 2 - 1;
        String title = PlainText.isolated(title(row));
        List<KeyEntry> key = new ArrayList<>(List.of(
                new KeyEntry("line", w.say("retention.this")), new KeyEntry("usual", w.say("retention.interval"))));
        if (!others.isEmpty()) {
            key.add(new KeyEntry("dashed", w.say("retention.others")));
        }
        return new RetentionChart(
                new Caption(
                        others.isEmpty()
                                ? w.say("retention.alone", title, w.percent(shares.get(half)))
                                : w.say(
                                        "retention.headline",
                                        title,
                                        w.percent(shares.get(half)),
                                        w.percent(others.get(half))),
                        w.say("retention.about", w.count((double) row.<Long>getAs("viewer_days"))),
                        List.of(
                                w.say("retention.part"),
                                w.say("retention.this"),
                                w.say("retention.range"),
                                w.say("retention.others")),
                        IntStream.range(0, shares.size())
                                .mapToObj(i -> List.of(
                                        w.percent((i + 1.0) / shares.size()),
                                        w.percent(shares.get(i)),
                                        w.percentRange(low.get(i), high.get(i)),
                                        others.isEmpty() ? w.say("none") : w.percent(others.get(i))))
                                .toList()),
                shares,
                low,
                high,
                others,
                key);
    }

    /** Plays beside pull; empty for fewer than three videos with a pull. */
    Optional<ScatterChart> scatter() {
        List<Row> pulling = videos().stream()
                .filter(row -> row.getAs(CreatorVideoReport.PULL) != null)
                .toList();
        if (pulling.size() < 3) {
            return Optional.empty();
        }
        List<Row> byPull = pulling.stream()
                .sorted(Comparator.comparingDouble(row -> -row.<Double>getAs(CreatorVideoReport.PULL)))
                .toList();
        Row best = byPull.get(0);
        List<Row> ordered = new ArrayList<>(pulling);
        ordered.remove(best);
        ordered.add(0, best);
        boolean isClear = best.getAs(CreatorVideoReport.PULL_LOW) != null
                && best.<Double>getAs(CreatorVideoReport.PULL_LOW)
                        > Math.max(0, byPull.get(1).<Double>getAs(CreatorVideoReport.PULL));
        return Optional.of(new ScatterChart(
                new Caption(
                        w.say(isClear ? "scatter.headline" : "scatter.unclear", PlainText.isolated(title(best))),
                        w.say("scatter.about", pulling.size()),
                        List.of(
                                w.say("videos.video"),
                                w.say("videos.plays"),
                                w.say("videos.pull"),
                                w.say("scatter.range")),
                        ordered.stream()
                                .map(row -> List.of(
                                        title(row),
                                        w.count((double) row.<Long>getAs(CreatorVideoReport.PLAYS)),
                                        w.points(row.<Double>getAs(CreatorVideoReport.PULL)),
                                        row.getAs(CreatorVideoReport.PULL_LOW) == null
                                                ? w.say("none")
                                                : w.pointsRange(
                                                        row.getAs(CreatorVideoReport.PULL_LOW),
                                                        row.getAs(CreatorVideoReport.PULL_HIGH))))
                                .toList()),
                ordered.stream()
                        .map(row -> new ScatterChart.ScatterPoint(
                                PlainText.of(title(row), MOST_LABEL),
                                row.<Long>getAs(CreatorVideoReport.PLAYS),
                                row.<Double>getAs(CreatorVideoReport.PULL)))
                        .toList(),
                new ScatterChart.ScatterSide(w.say("videos.plays"), w::count),
                new ScatterChart.ScatterSide(
                        w.say("scatter.pull"), pull -> String.format(Locale.ROOT, "%+.0f", 100 * pull + 0.0))));
    }

    private String title(Row row) {
        String title = PlainText.of(row.getAs(CreatorVideoReport.TITLE)).strip();
        return title.isEmpty() ? w.say("videos.untitled") : title;
    }

    private List<Row> videos() {
        return rows.of(CreatorPart.VIDEOS).stream()
                .sorted(Comparator.comparingLong((Row row) -> -row.<Long>getAs(CreatorVideoReport.PLAYS))
                        .thenComparing(row -> row.<String>getAs(CreatorVideoReport.VIDEO_ID)))
                .toList();
    }
}
