package io.reelrank.pages.nights;

import io.reelrank.pages.PlainText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of a night's files.
 *
 * @param counts by source, outcome and reason
 */
record NightRows(List<NightFacts.CollectedCount> counts) {
    private static final String ACCEPTED = "accepted";
    private static final String REPEAT = "repeat";
    private static final String REJECTED = "rejected";
    private static final int MOST_WORDS = 200;

    static long rejected(List<NightFacts.CollectedCount> counts) {
        return sum(counts, REJECTED);
    }

    private static long sum(List<NightFacts.CollectedCount> counts, String outcome) {
        return counts.stream()
                .filter(count -> count.outcome().equals(outcome))
                .mapToLong(NightFacts.CollectedCount::rows)
                .sum();
    }

    /** A row a source. */
    PageTable sources() {
        Map<String, List<NightFacts.CollectedCount>> sources = new TreeMap<>();
        counts.forEach(count -> sources.computeIfAbsent(count.source(), source -> counts.stream()
                .filter(other -> other.source().equals(source))
                .toList()));
        return new PageTable(
                "Rows of tonight's files",
                List.of(
                        PageTable.PageColumn.words("source"),
                        PageTable.PageColumn.figure("rows in"),
                        PageTable.PageColumn.figure(ACCEPTED),
                        PageTable.PageColumn.figure("repeats"),
                        PageTable.PageColumn.figure(REJECTED),
                        PageTable.PageColumn.figure("share rejected")),
                sources.entrySet().stream()
                        .map(source -> line(source.getKey(), source.getValue()))
                        .toList());
    }

    private static PageTable.PageLine line(String source, List<NightFacts.CollectedCount> counts) {
        long all = counts.stream().mapToLong(NightFacts.CollectedCount::rows).sum();
        return PageTable.PageLine.of(
                PlainText.of(source),
                EnglishText.whole(all),
                EnglishText.whole(sum(counts, ACCEPTED)),
                EnglishText.whole(sum(counts, REPEAT)),
                EnglishText.whole(sum(counts, REJECTED)),
                all == 0 ? EnglishText.NONE : EnglishText.percent((double) sum(counts, REJECTED) / all));
    }

    /** Why rows were rejected, and what is unusual about accepted ones; the most frequent first. */
    PageTable reasons() {
        List<NightFacts.CollectedCount> reasons = counts.stream()
                .filter(count -> !count.reason().isEmpty())
                .sorted(Comparator.comparing((NightFacts.CollectedCount count) ->
                                !count.outcome().equals(REJECTED))
                        .thenComparing(Comparator.comparingLong(NightFacts.CollectedCount::rows)
                                .reversed())
                        .thenComparing(NightFacts.CollectedCount::reason))
                .toList();
        long most = reasons.stream()
                .mapToLong(NightFacts.CollectedCount::rows)
                .max()
                .orElse(1);
        return new PageTable(
                        "Why rows were rejected",
                        List.of(
                                PageTable.PageColumn.words("reason"),
                                PageTable.PageColumn.words("source"),
                                PageTable.PageColumn.words("outcome"),
                                new PageTable.PageColumn("rows", PageTable.PageColumn.BAR),
                                PageTable.PageColumn.figure("files"),
                                PageTable.PageColumn.words("such as")),
                        reasons.stream()
                                .map(count -> new PageTable.PageLine(
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
