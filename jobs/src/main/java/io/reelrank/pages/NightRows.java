package io.reelrank.pages;

import io.reelrank.pages.FigureTable.FigureColumn;
import io.reelrank.pages.FigureTable.FigureLine;
import io.reelrank.pages.NightFacts.CollectedCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of a night's files.
 *
 * @param counts by source, outcome and reason
 */
record NightRows(List<CollectedCount> counts) {
    private static final String ACCEPTED = "accepted";
    private static final String REPEAT = "repeat";
    private static final String REJECTED = "rejected";
    private static final int MOST_WORDS = 200;

    static long rejected(List<CollectedCount> counts) {
        return sum(counts, REJECTED);
    }

    private static long sum(List<CollectedCount> counts, String outcome) {
        return counts.stream()
                .filter(count -> count.outcome().equals(outcome))
                .mapToLong(CollectedCount::rows)
                .sum();
    }

    /** A row a source. */
    FigureTable sources() {
        Map<String, List<CollectedCount>> sources = new TreeMap<>();
        counts.forEach(count -> sources.computeIfAbsent(count.source(), source -> counts.stream()
                .filter(other -> other.source().equals(source))
                .toList()));
        return new FigureTable(
                "Rows of tonight's files",
                List.of(
                        FigureColumn.words("source"),
                        FigureColumn.figure("rows in"),
                        FigureColumn.figure(ACCEPTED),
                        FigureColumn.figure("repeats"),
                        FigureColumn.figure(REJECTED),
                        FigureColumn.figure("share rejected")),
                sources.entrySet().stream()
                        .map(source -> line(source.getKey(), source.getValue()))
                        .toList());
    }

    private static FigureLine line(String source, List<CollectedCount> counts) {
        long all = counts.stream().mapToLong(CollectedCount::rows).sum();
        return FigureLine.of(
                PlainText.of(source),
                EnglishText.whole(all),
                EnglishText.whole(sum(counts, ACCEPTED)),
                EnglishText.whole(sum(counts, REPEAT)),
                EnglishText.whole(sum(counts, REJECTED)),
                all == 0 ? EnglishText.NONE : EnglishText.percent((double) sum(counts, REJECTED) / all));
    }

    /** Why rows were rejected, and what is unusual about accepted ones; the most frequent first. */
    FigureTable reasons() {
        List<CollectedCount> reasons = counts.stream()
                .filter(count -> !count.reason().isEmpty())
                .sorted(Comparator.comparing(
                                (CollectedCount count) -> !count.outcome().equals(REJECTED))
                        .thenComparing(
                                Comparator.comparingLong(CollectedCount::rows).reversed())
                        .thenComparing(CollectedCount::reason))
                .toList();
        long most = reasons.stream().mapToLong(CollectedCount::rows).max().orElse(1);
        return new FigureTable(
                        "Why rows were rejected",
                        List.of(
                                FigureColumn.words("reason"),
                                FigureColumn.words("source"),
                                FigureColumn.words("outcome"),
                                new FigureColumn("rows", FigureColumn.BAR),
                                FigureColumn.figure("files"),
                                FigureColumn.words("such as")),
                        reasons.stream()
                                .map(count -> new FigureLine(
                                        "",
                                        (double) count.rows() / most,
                                        List.of(
                                                PlainText.of(count.reason(), MOST_WORDS),
                                                PlainText.of(count.source()),
                                                count.outcome(),
                                                EnglishText.whole(count.rows()),
                                                EnglishText.whole(count.files()),
                                                PlainText.of(count.example(), MOST_WORDS))))
                                .toList())
                .shortened();
    }
}
