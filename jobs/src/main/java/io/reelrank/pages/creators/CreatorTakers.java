package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.pages.PlainText;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.Lollipops;
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
        List<Row> compared = all.stream()
                .filter(row -> row.getAs(CreatorOffers.USUAL_SHARE) != null
                        && !row.<String>getAs(CreatorOffers.TASTE).isEmpty())
                .limit(MOST_TASTES)
                .toList();
        if (compared.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Lollipops(
                new Caption(
                        headline(compared),
                        w.say("takers.about"),
                        List.of(
                                w.say("audience.part"),
                                w.say("takers.offered"),
                                w.say("takers.took"),
                                w.say("takers.share"),
                                w.say("takers.usual")),
                        all.stream()
                                .map(row -> List.of(
                                        taste(row),
                                        w.count((double) row.<Long>getAs(CreatorOffers.OFFERED)),
                                        w.count((double) row.<Long>getAs(CreatorOffers.TOOK)),
                                        w.percent(row.<Double>getAs(CreatorOffers.TOOK_SHARE)),
                                        w.optionalPercent(row.getAs(CreatorOffers.USUAL_SHARE))))
                                .toList()),
                0,
                w.say("takers.origin"),
                compared.stream().map(this::stick).toList()));
    }

    private String headline(List<Row> compared) {
        return compared.stream()
                .filter(row -> deviation(row) > DEVIATIONS)
                .max(Comparator.comparingDouble(CreatorTakers::beyond))
                .or(() -> compared.stream()
                        .filter(row -> deviation(row) < -DEVIATIONS)
                        .min(Comparator.comparingDouble(CreatorTakers::beyond)))
                .map(row -> w.say(
                        beyond(row) > 0 ? "takers.more" : "takers.less",
                        PlainText.isolated(taste(row)),
                        w.percent(row.<Double>getAs(CreatorOffers.TOOK_SHARE)),
                        w.percent(row.<Double>getAs(CreatorOffers.USUAL_SHARE))))
                .orElse(w.say("takers.alike"));
    }

    private Lollipops.Stick stick(Row row) {
        double usual = row.getAs(CreatorOffers.USUAL_SHARE);
        return new Lollipops.Stick(
                taste(row),
                w.points(beyond(row)),
                beyond(row),
                new Ends(
                        row.<Double>getAs(CreatorOffers.TOOK_LOW) - usual,
                        row.<Double>getAs(CreatorOffers.TOOK_HIGH) - usual));
    }

    /** Of the most played videos, who took them most and who least, where that is no chance. */
    List<String> videos() {
        return rows.of(CreatorPart.VIDEOS).stream()
                .flatMap(video -> contrast(video).stream())
                .limit(MOST_VIDEOS)
                .toList();
    }

    private Optional<String> contrast(Row video) {
        List<Row> tastes = of(video.getAs(CreatorVideoReport.VIDEO_ID)).stream()
                .filter(row -> !row.<String>getAs(CreatorOffers.TASTE).isEmpty())
                .toList();
        Comparator<Row> byShare = Comparator.comparingDouble(row -> row.<Double>getAs(CreatorOffers.TOOK_SHARE));
        Optional<Row> most = tastes.stream().max(byShare);
        Optional<Row> least = tastes.stream().min(byShare);
        if (most.isEmpty() || !isApart(most.get(), least.orElseThrow())) {
            return Optional.empty();
        }
        String title = video.getAs(CreatorVideoReport.TITLE);
        return Optional.of(w.say(
                "takers.video",
                PlainText.isolated(PlainText.of(title == null ? video.getAs(CreatorVideoReport.VIDEO_ID) : title)),
                PlainText.isolated(taste(most.get())),
                share(most.get()),
                PlainText.isolated(taste(least.get())),
                share(least.get())));
    }

    private String share(Row row) {
        return w.say("takers.of", w.percent(row.<Double>getAs(CreatorOffers.TOOK_SHARE)), w.count((double)
                row.<Long>getAs(CreatorOffers.OFFERED)));
    }

    /** Whether two shares are further apart than chance makes the largest and the smallest of many. */
    private static boolean isApart(Row most, Row least) {
        double difference =
                most.<Double>getAs(CreatorOffers.TOOK_SHARE) - least.<Double>getAs(CreatorOffers.TOOK_SHARE);
        return difference > DEVIATIONS * Math.sqrt(variance(most) + variance(least));
    }

    private static double variance(Row row) {
        double share = row.getAs(CreatorOffers.TOOK_SHARE);
        return share * (1 - share) / row.<Long>getAs(CreatorOffers.OFFERED);
    }

    private static double beyond(Row row) {
        return row.<Double>getAs(CreatorOffers.TOOK_SHARE) - row.<Double>getAs(CreatorOffers.USUAL_SHARE);
    }

    /** By how many standard deviations the share is above what is usual. */
    private static double deviation(Row row) {
        double usual = row.getAs(CreatorOffers.USUAL_SHARE);
        return beyond(row) / Math.sqrt(usual * (1 - usual) / row.<Long>getAs(CreatorOffers.OFFERED));
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
