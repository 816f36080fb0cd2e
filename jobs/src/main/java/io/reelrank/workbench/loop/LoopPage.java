package io.reelrank.workbench.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows the days of two platforms side by side, as Markdown. */
public final class LoopPage {
    private static final String TITLE = "# %d nights in a closed loop, %,d users\n";

    private LoopPage() {}

    /** A figure: its name, what it is, and the text of a day. */
    private record Figure(String name, String meaning, Function<LoopDay, String> text) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure(
                    "acceptance",
                    "showings of lists with a valid view, as a share; in brackets the 95% interval",
                    day -> "%s (%s to %s)"
                            .formatted(
                                    percent(day.acceptance()),
                                    percent(day.acceptanceLow()),
                                    percent(day.acceptanceHigh()))),
            new Figure("of all", "the same share of all showings, from lists or not", day -> percent(day.overall())),
            new Figure("explained", "the share of all showings that lists explain", day -> percent(day.explained())),
            new Figure(
                    "categories",
                    "how many categories a list's first 20 places have",
                    day -> decimal(day.categories())),
            new Figure(
                    "most of a creator",
                    "the most videos of one creator in any list",
                    day -> String.format(Locale.ROOT, "%.0f", day.mostByCreator())),
            new Figure(
                    "new",
                    "the share of the lists' places with videos younger than a week",
                    day -> percent(day.newPlaces())),
            new Figure(
                    "distance",
                    "how far a list's mix of categories is from what its user watched before, in [0, 1]",
                    day -> decimal(day.distance())),
            new Figure("Gini", "the Gini coefficient of impressions over creators", day -> decimal(day.gini())),
            new Figure("cold", "the share of impressions with videos younger than a week", day -> percent(day.cold())),
            new Figure(
                    "breadth",
                    "how many categories a user watched on the day, by entropy",
                    day -> decimal(day.breadth())));

    /**
     * The page.
     *
     * @param users how many users the platform has
     * @param served the days with served lists
     * @param popularity the same days with popularity lists
     * @param findings further lines, such as what experiments found
     */
    public static String of(long users, List<LoopDay> served, List<LoopDay> popularity, List<String> findings) {
        StringBuilder page = new StringBuilder(TITLE.formatted(served.size(), users));
        for (Figure figure : FIGURES) {
            page.append("\n## ")
                    .append(figure.name())
                    .append("\n\n")
                    .append(figure.meaning())
                    .append("\n\n");
            page.append("| day | reelrank | popularity |\n|---|---:|---:|\n");
            for (int i = 0; i < served.size(); i++) {
                page.append("| %s | %s | %s |\n"
                        .formatted(
                                served.get(i).date(),
                                figure.text().apply(served.get(i)),
                                figure.text().apply(popularity.get(i))));
            }
        }
        if (!findings.isEmpty()) {
            page.append("\n## Findings\n\n")
                    .append(findings.stream().map(line -> "- " + line + "\n").collect(Collectors.joining()));
        }
        return page.toString();
    }

    /** The head and the rows of one platform's days. */
    public static List<List<String>> rows(List<LoopDay> days) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("day"));
        FIGURES.forEach(figure -> head.add(figure.name()));
        rows.add(head);
        for (LoopDay day : days) {
            List<String> row = new ArrayList<>(List.of(day.date().toString()));
            FIGURES.forEach(figure -> row.add(figure.text().apply(day)));
            rows.add(row);
        }
        return rows;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
