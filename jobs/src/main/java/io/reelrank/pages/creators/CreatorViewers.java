package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorAudience;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.pages.PlainText;
import io.reelrank.pages.charts.Caption;
import io.reelrank.pages.charts.Ends;
import io.reelrank.pages.charts.HeatGrid;
import io.reelrank.pages.charts.Lollipops;
import io.reelrank.pages.charts.StackedBar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Who watches a creator.
 *
 * @param w the words
 * @param figures the creator's figures
 */
record CreatorViewers(Wording w, CreatorFigures figures) {
    private static final int HOURS = 24;
    private static final int NAMED_HOURS = 3;
    private static final double EVERYBODY = 100;
    private static final double STANDS_OUT = 110;

    // One of a dozen parts is two standard deviations off by chance in every second creator.
    private static final double DEVIATIONS = 3;
    private static final String SOURCE = "source";
    private static final String SEGMENT = "segment";
    private static final int MOST_TASTES = 10;
    // A value may have a plus too: age_band=50++gender=female.
    private static final Pattern BETWEEN_ATTRIBUTES = Pattern.compile("\\+(?=\\w+=)");

    /** New viewers and others; empty where it is not known or not told. */
    Optional<StackedBar> fresh() {
        Row row = figures.longest();
        if (row.getAs(CreatorReport.NEW_VIEWERS) == null) {
            return Optional.empty();
        }
        long all = row.getAs(CreatorReport.VIEWERS);
        long fresh = row.getAs(CreatorReport.NEW_VIEWERS);
        return Optional.of(
                stack("fresh", all, List.of(w.say("fresh.new"), w.say("fresh.known")), List.of(fresh, all - fresh)));
    }

    /** Viewers who came back, in words. */
    List<String> loyalty() {
        Row row = figures.longest();
        List<String> lines = new ArrayList<>();
        if (row.getAs(CreatorReport.RETURNING_VIEWERS) != null) {
            lines.add(share("loyalty.returning", row, CreatorReport.RETURNING_VIEWERS));
        }
        if (row.getAs(CreatorReport.REGULAR_VIEWERS) != null) {
            lines.add(share("loyalty.regular", row, CreatorReport.REGULAR_VIEWERS));
        }
        return lines;
    }

    private String share(String message, Row row, String column) {
        long viewers = row.getAs(CreatorReport.VIEWERS);
        long part = row.getAs(column);
        return w.say(
                message,
                w.count((double) part),
                w.count((double) viewers),
                w.percent(part / (double) Math.max(1, viewers)));
    }

    /** Followers and strangers. */
    Optional<StackedBar> ties() {
        List<Row> parts = parts("tie");
        // One part alone is all of them, which says nothing.
        if (parts.size() < 2) {
            return Optional.empty();
        }
        long all = parts.stream()
                .mapToLong(row -> row.<Long>getAs(CreatorAudience.VIEWERS))
                .sum();
        return Optional.of(stack(
                "ties",
                all,
                parts.stream().map(row -> part(row)).toList(),
                parts.stream()
                        .map(row -> row.<Long>getAs(CreatorAudience.VIEWERS))
                        .toList()));
    }

    /** By which traffic source most of the viewers come: the largest, and the rest together. */
    Optional<StackedBar> sources() {
        List<Row> parts = parts(SOURCE).stream()
                .sorted(Comparator.comparing(
                                (Row row) -> row.getAs(CreatorAudience.PART).equals(CreatorAudience.OTHERS))
                        .thenComparing(row -> -row.<Long>getAs(CreatorAudience.VIEWERS)))
                .toList();
        if (parts.size() < 2) {
            return Optional.empty();
        }
        List<String> names =
                new ArrayList<>(parts.stream().map(row -> part(row)).toList());
        List<Long> counts = new ArrayList<>(parts.stream()
                .map(row -> row.<Long>getAs(CreatorAudience.VIEWERS))
                .toList());
        long all = counts.stream().mapToLong(Long::longValue).sum();
        if (parts.size() > StackedBar.MOST_PARTS) {
            int own = StackedBar.MOST_PARTS - 1;
            long rest = counts.subList(own, counts.size()).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            names = new ArrayList<>(names.subList(0, own));
            counts = new ArrayList<>(counts.subList(0, own));
            names.add(w.say("part.others"));
            counts.add(rest);
        }
        return Optional.of(stack("sources", all, names, counts));
    }

    private StackedBar stack(String message, long all, List<String> names, List<Long> counts) {
        List<StackedBar.StackedPart> parts = IntStream.range(0, names.size())
                .mapToObj(i -> new StackedBar.StackedPart(
                        names.get(i),
                        w.percent(counts.get(i) / (double) Math.max(1, all)),
                        counts.get(i) / (double) Math.max(1, all)))
                .toList();
        return new StackedBar(
                new Caption(
                        w.say(
                                message + ".headline",
                                parts.get(0).label(),
                                parts.get(0).name()),
                        w.say("audience.about", w.count((double) all)),
                        List.of(w.say("audience.part"), w.say("audience.viewers"), w.say("audience.share")),
                        IntStream.range(0, names.size())
                                .mapToObj(i -> List.of(
                                        names.get(i),
                                        w.count((double) counts.get(i)),
                                        parts.get(i).label()))
                                .toList()),
                parts);
    }

    /** To whom the videos were offered, and who took them. */
    CreatorTakers takers() {
        return new CreatorTakers(w, figures.rows());
    }

    /** What else the viewers like: the target group index of each taste, the highest first. */
    Optional<Lollipops> tastes() {
        return indexes("taste", "tastes");
    }

    /** Which groups watch more than others. */
    Optional<Lollipops> segments() {
        return indexes(SEGMENT, "segments");
    }

    private Optional<Lollipops> indexes(String breakdown, String message) {
        List<Row> parts = parts(breakdown).stream()
                .filter(row -> row.getAs(CreatorAudience.TGI) != null
                        && !row.<String>getAs(CreatorAudience.PART).isEmpty())
                .sorted(Comparator.comparingDouble(row -> -row.<Double>getAs(CreatorAudience.TGI)))
                .limit(MOST_TASTES)
                .toList();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Lollipops(
                new Caption(
                        parts.stream()
                                .filter(CreatorViewers::standsOut)
                                .findFirst()
                                .map(row -> w.say(
                                        message + ".headline",
                                        PlainText.isolated(part(row)),
                                        w.count(row.<Double>getAs(CreatorAudience.TGI))))
                                .orElse(w.say(message + ".alike")),
                        w.say("tastes.about", w.count((double) figures.longest().<Long>getAs(CreatorReport.VIEWERS))),
                        List.of(
                                w.say("audience.part"),
                                w.say("audience.viewers"),
                                w.say("audience.share"),
                                w.say("audience.usual"),
                                "TGI"),
                        Stream.concat(parts.stream(), others(breakdown))
                                .map(row -> List.of(
                                        part(row),
                                        w.count((double) row.<Long>getAs(CreatorAudience.VIEWERS)),
                                        w.percent(row.<Double>getAs(CreatorAudience.SHARE)),
                                        w.optionalPercent(row.getAs(CreatorAudience.USUAL_SHARE)),
                                        index(row)))
                                .toList()),
                EVERYBODY,
                w.say("tastes.origin"),
                parts.stream()
                        .map(row -> new Lollipops.Stick(
                                part(row),
                                w.count(row.<Double>getAs(CreatorAudience.TGI)),
                                row.<Double>getAs(CreatorAudience.TGI),
                                Ends.UNKNOWN))
                        .toList()));
    }

    /** Whether more viewers are of a part than is usual, by more than chance makes of the largest of many parts. */
    private static boolean standsOut(Row row) {
        double viewers = row.<Long>getAs(CreatorAudience.VIEWERS);
        double usual =
                viewers / row.<Double>getAs(CreatorAudience.SHARE) * row.<Double>getAs(CreatorAudience.USUAL_SHARE);
        return row.<Double>getAs(CreatorAudience.TGI) >= STANDS_OUT && viewers - usual > DEVIATIONS * Math.sqrt(usual);
    }

    private String index(Row row) {
        return row.getAs(CreatorAudience.TGI) == null ? w.say("none") : w.count(row.<Double>getAs(CreatorAudience.TGI));
    }

    /** The parts of few people, which are told together. */
    private Stream<Row> others(String breakdown) {
        return parts(breakdown).stream()
                .filter(row -> row.getAs(CreatorAudience.PART).equals(CreatorAudience.OTHERS));
    }

    /** The hours in which the viewers watch most. */
    Optional<HeatGrid> hours() {
        Double[] viewers = new Double[HOURS];
        Arrays.fill(viewers, Double.NaN);
        List<Row> parts = parts("hour").stream()
                .filter(row -> row.<String>getAs(CreatorAudience.PART).matches("\\d{1,2}"))
                .sorted(Comparator.comparingInt(row -> Integer.parseInt(row.getAs(CreatorAudience.PART))))
                .toList();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        for (Row row : parts) {
            viewers[Integer.parseInt(row.getAs(CreatorAudience.PART))] =
                    (double) row.<Long>getAs(CreatorAudience.VIEWERS);
        }
        Row most = parts.stream()
                .max(Comparator.comparingLong(row -> row.<Long>getAs(CreatorAudience.VIEWERS)))
                .orElseThrow();
        return Optional.of(new HeatGrid(
                new Caption(
                        w.say(
                                "hours.headline",
                                hour(most),
                                w.percent(most.<Double>getAs(CreatorAudience.SHARE)),
                                w.optionalPercent(most.getAs(CreatorAudience.USUAL_SHARE))),
                        w.say("hours.about", w.count((double) figures.longest().<Long>getAs(CreatorReport.VIEWERS))),
                        List.of(w.say("hours.hour"), w.say("audience.viewers"), w.say("audience.share"), "TGI"),
                        Stream.concat(parts.stream(), others("hour"))
                                .map(row -> List.of(
                                        row.getAs(CreatorAudience.PART).equals(CreatorAudience.OTHERS)
                                                ? part(row)
                                                : hour(row),
                                        w.count((double) row.<Long>getAs(CreatorAudience.VIEWERS)),
                                        w.percent(row.<Double>getAs(CreatorAudience.SHARE)),
                                        index(row)))
                                .toList()),
                List.of(new HeatGrid.GridRow("", List.of(viewers))),
                IntStream.range(0, HOURS)
                        .mapToObj(hour -> hour % NAMED_HOURS == 0 ? Integer.toString(hour) : "")
                        .toList()));
    }

    private String hour(Row row) {
        int hour = Integer.parseInt(row.getAs(CreatorAudience.PART));
        return String.format(Locale.ROOT, "%02d:00–%02d:00", hour, hour + 1);
    }

    private String part(Row row) {
        String part = row.getAs(CreatorAudience.PART);
        if (part.isEmpty()) {
            return w.say("part.unknown");
        }
        if (part.equals(CreatorAudience.OTHERS)) {
            return w.say("part.others");
        }
        if (row.getAs(CreatorAudience.BREAKDOWN).equals(SEGMENT)) {
            // A segment is written as age_band=18-24+gender=female.
            return PlainText.of(BETWEEN_ATTRIBUTES
                    .matcher(part)
                    .replaceAll(", ")
                    .replace('_', ' ')
                    .replace('=', ' '));
        }
        if (row.getAs(CreatorAudience.BREAKDOWN).equals(SOURCE)) {
            return w.has("source." + part) ? w.say("source." + part) : PlainText.of(part);
        }
        return w.has("part." + part) ? w.say("part." + part) : PlainText.of(part);
    }

    private List<Row> parts(String breakdown) {
        return figures.rows().of(CreatorPart.AUDIENCE).stream()
                .filter(row -> row.getAs(CreatorAudience.BREAKDOWN).equals(breakdown))
                .sorted(Comparator.comparing(row -> row.<String>getAs(CreatorAudience.PART)))
                .toList();
    }
}
