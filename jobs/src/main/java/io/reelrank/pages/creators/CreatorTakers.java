package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.pages.PlainText;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.Lollipops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * To whom a creator's videos were offered, and who took them.
 *
 * @param w the words
 * @param rows the creator's rows
 */
record CreatorTakers(Wording w, CreatorRows rows) {
    // One of a dozen tastes is two standard deviations off by chance in every second creator.
    private static final double DEVIATIONS = 3;
    private static final int MOST_TASTES = 10;
    private static final int MOST_VIDEOS = 3;

    /** How much more or less often than usual the people of each taste take the videos, those who were offered most first. */
    Optional<Lollipops> tastes() {
        List<Row> all = of(CreatorOffers.ALL_VIDEOS);
        List<Row> compared = all.stream().filter(CreatorTakers::isCompared).toList();
        if (compared.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Lollipops(
                new Caption(
                        whole("takers.all", compared),
                        w.say("takers.about"),
                        List.of(
                                w.say("takers.taste"),
                                w.say("takers.offered"),
                                w.say("takers.part"),
                                w.say("takers.usual"),
                                w.say("takers.took"),
                                w.say("takers.share"),
                                w.say("takers.range"),
                                w.say("takers.usual")),
                        all.stream().map(this::cells).toList()),
                0,
                w.say("takers.origin"),
                compared.stream().limit(MOST_TASTES).map(this::stick).toList()));
    }

    private List<String> cells(Row row) {
        return List.of(
                taste(row),
                w.count((double) row.<Long>getAs(CreatorOffers.OFFERED)),
                w.percent(row.<Double>getAs(CreatorOffers.OFFERED_SHARE)),
                w.optionalPercent(row.getAs(CreatorOffers.USUAL_OFFERED_SHARE)),
                w.count((double) row.<Long>getAs(CreatorOffers.TOOK)),
                w.percent(row.<Double>getAs(CreatorOffers.TOOK_SHARE)),
                w.say(
                        "unit.range",
                        w.percent(row.<Double>getAs(CreatorOffers.TOOK_LOW)),
                        w.percent(row.<Double>getAs(CreatorOffers.TOOK_HIGH))),
                w.optionalPercent(row.getAs(CreatorOffers.USUAL_TOOK_SHARE)));
    }

    private Lollipops.Stick stick(Row row) {
        double usual = row.getAs(CreatorOffers.USUAL_TOOK_SHARE);
        return new Lollipops.Stick(
                taste(row),
                w.points(beyond(row)),
                beyond(row),
                new Ends(
                        row.<Double>getAs(CreatorOffers.TOOK_LOW) - usual,
                        row.<Double>getAs(CreatorOffers.TOOK_HIGH) - usual));
    }

    /** What is said of all videos, and then of the most played ones: a sentence each. */
    List<String> words() {
        List<Row> all = of(CreatorOffers.ALL_VIDEOS);
        if (all.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        all.stream()
                .filter(row -> isCompared(row) && isNiche(row))
                .map(row -> w.say(
                        "takers.niche",
                        w.percent(row.<Double>getAs(CreatorOffers.OFFERED_SHARE)),
                        PlainText.isolated(taste(row)),
                        w.percent(row.<Double>getAs(CreatorOffers.USUAL_OFFERED_SHARE))))
                .forEach(words::add);
        List<Row> compared = all.stream().filter(CreatorTakers::isCompared).toList();
        apart(compared).ifPresent(words::add);
        List<String> videos = rows.of(CreatorPart.VIDEOS).stream()
                .flatMap(video -> ofVideo(video).stream())
                .limit(MOST_VIDEOS)
                .toList();
        words.addAll(videos.isEmpty() ? List.of(w.say("takers.untold")) : videos);
        return words;
    }

    private Optional<String> ofVideo(Row video) {
        List<Row> compared = of(video.getAs(CreatorVideoReport.VIDEO_ID)).stream()
                .filter(CreatorTakers::isCompared)
                .toList();
        if (compared.isEmpty()) {
            return Optional.empty();
        }
        String title = video.getAs(CreatorVideoReport.TITLE);
        String name =
                PlainText.isolated(PlainText.of(title == null ? video.getAs(CreatorVideoReport.VIDEO_ID) : title));
        String sentence = w.say("takers.video", name, whole("takers.ofvideo", compared));
        return Optional.of(apart(compared).map(taste -> sentence + " " + taste).orElse(sentence));
    }

    /** How many of all who were offered it took it, beside as many people of the same tastes. */
    private String whole(String message, List<Row> compared) {
        double offered = sum(compared, CreatorOffers.OFFERED);
        double took = sum(compared, CreatorOffers.TOOK);
        double usual = compared.stream()
                .mapToDouble(row ->
                        row.<Long>getAs(CreatorOffers.OFFERED) * row.<Double>getAs(CreatorOffers.USUAL_TOOK_SHARE))
                .sum();
        boolean isChance = Math.abs(took - usual) <= DEVIATIONS * Math.sqrt(usual * (1 - usual / offered));
        return w.say(
                message + (isChance ? ".alike" : took > usual ? ".more" : ".less"),
                w.count(offered),
                w.percent(took / offered),
                w.percent(usual / offered));
    }

    private static double sum(List<Row> rows, String count) {
        return rows.stream().mapToLong(row -> row.<Long>getAs(count)).sum();
    }

    /** The taste that differs most from what is usual for it and, the same way, from how all differ, where that is no chance. */
    private Optional<String> apart(List<Row> compared) {
        CommonShift shift = CommonShift.of(compared);
        return compared.stream()
                .filter(row -> Math.abs(shift.deviation(row)) > DEVIATIONS && shift.deviation(row) * beyond(row) > 0)
                .max(Comparator.comparingDouble(row -> Math.abs(shift.deviation(row))))
                .map(row -> w.say(
                        shift.deviation(row) > 0 ? "takers.more" : "takers.less",
                        PlainText.isolated(taste(row)),
                        w.percent(row.<Double>getAs(CreatorOffers.TOOK_SHARE)),
                        w.percent(row.<Double>getAs(CreatorOffers.USUAL_TOOK_SHARE))));
    }

    private static double beyond(Row row) {
        return row.<Double>getAs(CreatorOffers.TOOK_SHARE) - row.<Double>getAs(CreatorOffers.USUAL_TOOK_SHARE);
    }

    private static boolean isCompared(Row row) {
        return row.getAs(CreatorOffers.USUAL_TOOK_SHARE) != null
                && !row.<String>getAs(CreatorOffers.TASTE).isEmpty();
    }

    private boolean isNiche(Row row) {
        return rows.of(CreatorPart.PLACES).stream()
                .anyMatch(place -> row.getAs(CreatorOffers.TASTE).equals(place.getAs(CreatorPlaces.NICHE)));
    }

    private String taste(Row row) {
        String taste = row.getAs(CreatorOffers.TASTE);
        return taste.isEmpty() ? w.say("part.unknown") : PlainText.of(taste);
    }

    /** The rows of a video, or of all; those who were offered most first. */
    private List<Row> of(String videoId) {
        return rows.of(CreatorPart.OFFERS).stream()
                .filter(row -> row.getAs(CreatorOffers.VIDEO_ID).equals(videoId))
                .sorted(Comparator.comparingLong((Row row) -> -row.<Long>getAs(CreatorOffers.OFFERED))
                        .thenComparing(row -> row.<String>getAs(CreatorOffers.TASTE)))
                .toList();
    }
}
