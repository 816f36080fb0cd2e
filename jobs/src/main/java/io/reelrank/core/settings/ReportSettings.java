package io.reelrank.core.settings;

import java.util.List;

/**
 * How creators' reports are made.
 *
 * @param windows lengths of the windows of figures, in days up to the date, the shortest first; each is compared with the
 *     window before it
 * @param least below which counts of people are not told
 * @param minPeers the fewest creators that figures are compared with
 * @param minPlays with fewer plays, rates are not judged
 * @param falseDiscoveryRate how much of all advice may be by chance
 * @param withhold from whom advice is withheld
 * @param pages which pages are written
 */
public record ReportSettings(
        List<Integer> windows,
        LeastPeople least,
        int minPeers,
        int minPlays,
        double falseDiscoveryRate,
        Withhold withhold,
        Pages pages) {
    /**
     * From whom advice is withheld, to measure what it does.
     *
     * @param share the share of the pairs of creator and rule, in [0, 0.5]; with 0 nothing is measured
     * @param seed the seed by which they are drawn
     */
    public record Withhold(double share, long seed) {}

    /**
     * Below which counts of people are not told, but for the total of a creator or a video.
     *
     * @param any of parts by what people did
     * @param attributes of parts by who people are
     */
    public record LeastPeople(int any, int attributes) {}

    /**
     * Which pages are written.
     *
     * @param creators which creators get a page
     * @param videos how many videos a page lists, those with the most plays
     * @param language the language of the pages that are opened first; there is a page in each
     */
    public record Pages(PagedCreators creators, int videos, PageLanguage language) {}

    /** Which creators get a page each night. */
    public sealed interface PagedCreators permits EveryCreator, MostPlayedCreators, NamedCreators {}

    /** All of them. */
    public record EveryCreator() implements PagedCreators {}

    /**
     * Those with the most plays.
     *
     * @param number how many, at least 0
     */
    public record MostPlayedCreators(int number) implements PagedCreators {}

    /**
     * Those of a list, as far as they are in the tables.
     *
     * @param ids their ids
     */
    public record NamedCreators(List<String> ids) implements PagedCreators {}

    private static final int MOST_WINDOWS = 10;

    /** Sorts the windows. */
    public ReportSettings {
        windows = windows.stream().distinct().sorted().toList();
    }

    static ReportSettings of(Section section) {
        return new ReportSettings(
                windows(section),
                new LeastPeople(
                        section.integer("min-people", 1, 1_000_000),
                        section.integer("min-people-attributes", 1, 1_000_000)),
                section.integer("min-peers", 2, 1_000_000),
                section.integer("min-plays", 1, 1_000_000_000),
                section.number("false-discovery-rate", 0, 1),
                new Withhold(section.number("withhold.share", 0, 0.5), section.seed("withhold.seed")),
                new Pages(
                        creators(section.section("pages")),
                        section.integer("pages.videos", 1, 10_000),
                        section.choice("pages.language", PageLanguage.class)));
    }

    private static List<Integer> windows(Section section) {
        List<Integer> windows = section.integers("windows", 1, 31);
        if (windows.size() > MOST_WINDOWS) {
            throw section.wrong("windows", "a list of at most " + MOST_WINDOWS + " lengths");
        }
        return windows;
    }

    private static PagedCreators creators(Section pages) {
        if (pages.isList("creators")) {
            return new NamedCreators(pages.textList("creators"));
        }
        return pages.text("creators").equals("all")
                ? new EveryCreator()
                : new MostPlayedCreators(pages.integer("creators", 0, 100_000));
    }

    /** The longest window, in days. */
    public int longestWindow() {
        return windows.get(windows.size() - 1);
    }
}
