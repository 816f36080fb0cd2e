package io.reelrank.pages.creators;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.PageLanguage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreatorPageTest {
    private static final String[] HOSTILE = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</title></style></svg></table>",
        "\u202Egnp.exe",
        "@if(true) ${w} $unsafe{w}",
        "a\u0000b",
        "\uD83D half",
        "🎬".repeat(500),
        "",
        null
    };

    @Test
    void theNumbersAreThoseOfTheTables() {
        String text =
                page(SomeCreator.withTitles("炸酱面", "Noodles"), PageLanguage.EN).text();

        assertThat(text)
                .contains("In 28 days 12 videos had 1,234 plays by 400 viewers, who watched for 25.0 hours.")
                .contains("Only 27 days of these have logs")
                .contains("The last 28 days: 1,234 plays, 23% more than the 1,000 before.")
                .contains(
                        "Of 2 rates, compared with creators of your niche and size: clearly better than three in four: Completion,"
                                + " Follows for a play; clearly weaker than three in four: none.")
                .contains("Better than 90.0% of 40 peers (creators of your niche and size); their median is 21.0%.")
                .contains("Your usual range: 18.0% to 30.0%.")
                .contains("Plays changed by +234. The largest part: How often you were shown and played (+200).")
                .contains("100 of 400 viewers (25.0%) came back on another day.")
                .contains("37.5% of viewers: new to you")
                .contains("25.0% of viewers: followers")
                .contains("\u2068food\u2069 is the favourite of more of your viewers than is usual: index 150")
                .contains(
                        "\u2068age band 18-24, gender female\u2069 is more common among your viewers than is usual: index 150")
                .contains(
                        "The same change by the age of the videos: +234 plays: the videos that were new in this time had more")
                .contains("Half way through \u2068炸酱面\u2069, 50.0% of viewers are still there; 40.0% for videos")
                .contains(
                        "90 videos for 300 users who have it among their ten favourites. For each of them, weighted by how much they like it, there are 1.50 times");
    }

    @Test
    void aRateThatChanceMayExplainIsCalledNeitherGoodNorBad() {
        assertThat(lead(Map.of("peer_median", 0.23)))
                .contains(
                        "Of 1 rate, compared with creators of your niche and size: clearly better than three in four: none; clearly"
                                + " weaker than three in four: none.");
        assertThat(lead(Map.of("beats", 0.1)))
                .contains("clearly better than three in four: none; clearly weaker than three in four: Completion.");
    }

    @Test
    void thePageSaysWhenThePeersAreOfAllNiches() {
        assertThat(lead(Map.of("peers_of", "size")))
                .contains(
                        "Of 1 rate, compared with creators of your size in all niches, as yours has too few of your size: clearly better");
    }

    @Test
    void thePageSaysHowViewersCome() {
        // Five sources: the two smallest and what cannot be told are one part.
        assertThat(page(SomeCreator.withTitles("a"), PageLanguage.EN).text())
                .contains(
                        "62.5% of viewers come mostly by the feed",
                        "search 70 17.5%", "1 60 15.0%", "others, together 20 5.00%");
        assertThat(page(SomeCreator.withTitles("a"), PageLanguage.ZH).text()).contains("62.5% 的观众主要来自：推荐");
    }

    @Test
    void withoutAdviceThePageSaysWhichRatesAreWeak() {
        CreatorRows low = SomeCreator.with(Map.of(
                CreatorPart.ADVICE,
                List.of(),
                CreatorPart.COMPARISONS,
                List.of(SomeCreator.rate(Map.of("beats", 0.1)))));
        CreatorRows fine = SomeCreator.with(CreatorPart.ADVICE, List.of());

        assertThat(next(low))
                .startsWith("Nothing stands out")
                .contains("clearly weaker than those of three in four peers: Completion.");
        assertThat(next(fine)).startsWith("Nothing stands out").doesNotContain("weaker");
    }

    @Test
    void whatIsFoundForTheFirstTimeIsAnnounced() {
        Row advice = SomeCreator.withTitles("a").of(CreatorPart.ADVICE).get(0);
        CreatorRows rows = SomeCreator.with(
                CreatorPart.ADVICE,
                List.of(SomeCreator.other(advice, Map.of("held_nights", 1, "stands", false, "place", 0))));

        assertThat(next(rows)).startsWith("There may be a pattern.");
    }

    @Test
    void theBestVideoIsOnlyCalledSoWhereNoOtherMayBeBetter() {
        CreatorRows clear = SomeCreator.with(
                CreatorPart.VIDEOS,
                List.of(pulling("a", 0.03, 0.5), pulling("b", -0.2, 0.02), pulling("c", -0.2, 0.01)));
        CreatorRows unclear = SomeCreator.with(
                CreatorPart.VIDEOS,
                List.of(pulling("a", 0.01, 0.5), pulling("b", -0.2, 0.02), pulling("c", -0.2, 0.01)));

        assertThat(page(clear, PageLanguage.EN).text())
                .contains("\u2068a\u2069 holds viewers best, whatever its plays");
        assertThat(page(unclear, PageLanguage.EN).text())
                .contains(
                        "No video clearly holds viewers best; \u2068a\u2069 leads so far",
                        "+50.0 points +1.0 to +99.0 points");
    }

    private static Row pulling(String id, double low, double pull) {
        return SomeCreator.other(
                SomeCreator.video(id, 700), Map.of("pull_low", low, "pull", pull, "pull_high", 2 * pull - low));
    }

    @Test
    void anIndexThatChanceMayExplainIsNoHeadline() {
        // Of 400 viewers 100 would be usual, and three standard deviations of that are 30.
        assertThat(tastes(129)).contains("Your viewers have about the favourites that all viewers have");
        assertThat(tastes(131))
                .contains("\u2068food\u2069 is the favourite of more of your viewers than is usual: index 131");
    }

    private static String tastes(long viewers) {
        Row taste = SomeCreator.withTitles("a").of(CreatorPart.AUDIENCE).stream()
                .filter(row -> row.getAs("breakdown").equals("taste"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> values =
                Map.of("viewers", viewers, "share", viewers / 400.0, "usual_share", 0.25, "tgi", (double) viewers);
        return page(SomeCreator.with(CreatorPart.AUDIENCE, List.of(SomeCreator.other(taste, values))), PageLanguage.EN)
                .text();
    }

    @Test
    void whoKeptWatchingIsComparedWithAsManyPeopleOfTheSameTastes() {
        String page = page(SomeCreator.withTitles("a"), PageLanguage.EN).text();
        assertThat(page)
                .contains(
                        // 240 of 400 and 93 of 300 took one, and 160 and 90 would be usual.
                        "Of 700 people who were shown your videos, 47.6% kept watching; 35.7% is usual",
                        "10.0% of those who were shown your videos have \u2068food\u2069 as their favourite; 20.0% is usual",
                        "people whose favourite is \u2068food\u2069 keep watching more often than the others: 60.0%, usual 40.0%",
                        // What is usual for cars with such videos is not known.
                        "\u2068a\u2069: of 200 people who were shown it, 60.0% kept watching; 40.0% is usual");
        // Of 400 people 160 are usual, and three standard deviations of that are 29.4.
        assertThat(takers(0.47)).contains("47.0% kept watching, which is usual for people of the same tastes (40.0%)");
        assertThat(takers(0.48)).contains("48.0% kept watching; 40.0% is usual");
        assertThat(takers(0.32)).contains("only 32.0% kept watching; 40.0% is usual");
        assertThat(takers(0.32)).contains("For single videos this is not shown");
    }

    /** What all tastes have in common is no news of one of them. */
    @Test
    void aTasteIsNamedWhereItDiffersFromTheOthersBesideWhatIsUsual() {
        // All take less than is usual, by the same odds of 1 to 2: 1/3 for 1/2, and 1/2 for 2/3.
        List<Row> alike = List.of(
                SomeCreator.offer("", "food", 3000, 1 / 3.0, 0.5), SomeCreator.offer("", "cars", 3000, 0.5, 2 / 3.0));
        assertThat(page(SomeCreator.with(CreatorPart.OFFERS, alike), PageLanguage.EN)
                        .text())
                .contains("only 41.7% kept watching; 58.3% is usual")
                .doesNotContain("than the others");
        List<Row> apart = List.of(
                SomeCreator.offer("", "food", 3000, 0.25, 0.5),
                SomeCreator.offer("", "cars", 3000, 0.5, 2 / 3.0),
                SomeCreator.offer("", "pets", 3000, 0.5, 2 / 3.0));
        assertThat(page(SomeCreator.with(CreatorPart.OFFERS, apart), PageLanguage.EN)
                        .text())
                .contains("people whose favourite is \u2068food\u2069 keep watching less often than the others: 25.0%");
    }

    private static String takers(double share) {
        return page(
                        SomeCreator.with(CreatorPart.OFFERS, List.of(SomeCreator.offer("", "food", 400, share, 0.4))),
                        PageLanguage.EN)
                .text();
    }

    private static String next(CreatorRows rows) {
        return page(rows, PageLanguage.EN)
                .select("section[aria-labelledby=next] > p")
                .text();
    }

    @Test
    void aDifferenceOfARateThatChanceMayExplainIsCalledSo() {
        String day = "The last day: 25.0%, of 1,234.";

        // Of 1,234 and 1,000 plays that scatter 1.5 times as much as coins, two standard deviations are 4.6 points.
        assertThat(cards(Map.of("window_days", 1, "before", 0.29)))
                .contains(day, "The day before: 29.0%; the difference may be chance.");
        assertThat(cards(Map.of("window_days", 1, "before", 0.3))).contains(day, "The day before: 30.0%. Your usual");
        // One follow of 1,000 plays and none of 1,234.
        assertThat(cards(Map.of("window_days", 1, "value", 0.0, "before", 0.001)))
                .contains("The day before: 0.10%; the difference may be chance.");
    }

    private static String cards(Map<String, Object> shorter) {
        Map<String, Object> unranged = new HashMap<>();
        unranged.put("own_low", null);
        unranged.put("own_high", null);
        return page(
                        SomeCreator.with(
                                CreatorPart.COMPARISONS,
                                List.of(SomeCreator.rate(unranged), SomeCreator.rate(shorter))),
                        PageLanguage.EN)
                .select(".cards")
                .text();
    }

    @Test
    void aVideoCloseToTheUsualRangeIsAsUsual() {
        // The usual range is 300 to 500 plays. Counts of 570 and 500 differ by more than twice √1070, 560 and 500 by
        // less than twice √1060.
        Document page = page(
                SomeCreator.with(
                        CreatorPart.VIDEOS,
                        List.of(
                                SomeCreator.video("a", 570),
                                SomeCreator.video("b", 560),
                                SomeCreator.video("c", 256),
                                SomeCreator.video("d", 240))),
                PageLanguage.EN);

        assertThat(page.select(".videos td[data-name^=Compared]").eachText())
                .containsExactly("▲ above", "close to usual", "close to usual", "▼ below");
        assertThat(page.text()).contains("Of 4 videos, above what is usual for you at their age: 1; below: 1");
    }

    @Test
    void aCauseThatChangedNothingHasNoBar() {
        CreatorRows rows = SomeCreator.with(
                CreatorPart.CHANGES,
                List.of(
                        SomeCreator.change("watch_ms", "traffic", 864_000, 624_000, -24_000),
                        SomeCreator.change("watch_ms", "offered", 864_000, 624_000, -216_000)));

        assertThat(page(rows, PageLanguage.EN).select("rect.up, rect.down").eachAttr("width"))
                .hasSize(2)
                .contains("0.0");
    }

    private static String lead(Map<String, Object> changed) {
        CreatorRows rows = SomeCreator.with(CreatorPart.COMPARISONS, List.of(SomeCreator.rate(changed)));
        return page(rows, PageLanguage.EN).select(".lead").text();
    }

    @Test
    void partsOfAChangeAddUpAsTheyAreShown() {
        // 14.4 minutes became 10.4: both ends are rounded down, so that one part has to be rounded up.
        CreatorRows rows = SomeCreator.with(
                CreatorPart.CHANGES,
                List.of(
                        SomeCreator.change("watch_ms", "traffic", 864_000, 624_000, -24_000),
                        SomeCreator.change("watch_ms", "offered", 864_000, 624_000, -180_000),
                        SomeCreator.change("watch_ms", "accepted", 864_000, 624_000, -36_000)));

        assertThat(page(rows, PageLanguage.EN).text())
                .contains("Watch time changed by -4 minutes. The largest part: How often you were shown (-3 minutes).")
                .contains("Before 14 minutes How many of those shown started it -1 minute How often you were shown"
                        + " -3 minutes Platform's traffic 0 minutes Now 10 minutes");
    }

    @Test
    void aChangeByChanceIsNotExplained() {
        CreatorRows rows =
                SomeCreator.with(CreatorPart.CHANGES, List.of(SomeCreator.change("plays", "traffic", 73, 56, -17)));
        Document page = page(rows, PageLanguage.EN);

        assertThat(page.select(".lead").text())
                .contains("The last 28 days: 56 plays, after 73 before. Chance alone may make a difference of this"
                        + " size.");
        assertThat(page.select("section[aria-labelledby=why] > p").text())
                .isEqualTo("Chance alone makes differences of this size. The parts say where the difference lies; they"
                        + " prove no cause.");
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void nothingFromTheLogsIsMarkup(PageLanguage language) {
        Document page = page(SomeCreator.withTitles(HOSTILE), language);

        assertThat(page.select("script, img, iframe, link, object, form")).isEmpty();
        Set<String> attributes = new TreeSet<>();
        page.getAllElements().forEach(element -> element.attributes().forEach(each -> attributes.add(each.getKey())));
        assertThat(attributes).noneMatch(name -> name.startsWith("on")).doesNotContain("style", "src");
        assertThat(page.select(".videos th bdi").eachText()).contains(HOSTILE[0], HOSTILE[1], HOSTILE[2]);
        assertThat(page.outerHtml()).doesNotContain("\u0000", "\u202E", "null");
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void everyChartSaysWhatItShowsInWordsAndFigures(PageLanguage language) {
        Document page = page(SomeCreator.withTitles("a", "b", "c"), language);

        assertThat(page.select("figure")).hasSizeGreaterThan(8).allSatisfy(figure -> {
            assertThat(figure.select("figcaption strong").text()).isNotBlank();
            assertThat(figure.select("> svg[role=img]").attr("aria-label")).isNotBlank();
            assertThat(figure.select("details table tbody tr")).isNotEmpty();
        });
        assertThat(page.select("svg")).allSatisfy(svg -> {
            assertThat(svg.attr("viewBox")).isNotBlank();
            assertThat(svg.hasAttr("aria-label") || svg.hasAttr("aria-hidden")).isTrue();
        });
        assertThat(numbers(page)).isNotEmpty().noneMatch(value -> value.contains("NaN") || value.contains("Infinity"));
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void aCreatorWithLittleDataGetsAPageToo(PageLanguage language) {
        Document page = page(SomeCreator.thin(), language);

        assertThat(page.text()).contains(Wording.of(language).say("thin.next")).doesNotContain("null", "NaN");
        assertThat(page.select("h1").text()).isEqualTo("new");
    }

    @Test
    void thePageMayLoadNothing() throws Exception {
        String html = new CreatorPage("2022-05-06", PageLanguage.EN, PageLanguage.EN)
                .html(SomeCreator.withTitles("a", "b", "c"));
        Document page = Jsoup.parse(html);

        assertThat(PagePolicy.of(page))
                .isEqualTo("default-src 'none'; style-src '%s'; script-src 'none'; base-uri 'none'; form-action 'none'"
                        .formatted(PagePolicy.hash(page.select("style").first().data())));
        assertThat(html).doesNotContain("http://", "https://", "url(");
    }

    @Test
    void thePagesOfBothLanguagesLeadToEachOther() {
        CreatorRows rows = SomeCreator.withTitles("a");

        assertThat(links(rows, PageLanguage.EN)).containsExactly("../index.html", "ann.zh.html");
        assertThat(links(rows, PageLanguage.ZH)).containsExactly("../index.zh.html", "ann.html");
        assertThat(Jsoup.parse(new CreatorPage("2022-05-06", PageLanguage.ZH, PageLanguage.EN).alone(rows))
                        .select("nav"))
                .isEmpty();
    }

    @Test
    void aPageOfManyVideosIsSmall() {
        String[] titles = Stream.generate(() -> "炸酱面".repeat(60)).limit(20).toArray(String[]::new);

        assertThat(new CreatorPage("2022-05-06", PageLanguage.ZH, PageLanguage.EN)
                        .html(SomeCreator.withTitles(titles))
                        .getBytes(StandardCharsets.UTF_8)
                        .length)
                .isLessThan(150_000);
    }

    private static List<String> links(CreatorRows rows, PageLanguage language) {
        return page(rows, language).select("nav a").eachAttr("href");
    }

    private static Document page(CreatorRows rows, PageLanguage language) {
        return Jsoup.parse(new CreatorPage("2022-05-06", language, PageLanguage.EN).html(rows));
    }

    private static List<String> numbers(Document page) {
        return page.select("svg *").stream()
                .map(Element::attributes)
                .flatMap(attributes -> attributes.asList().stream())
                .filter(attribute -> Set.of("x", "y", "cx", "cy", "x1", "x2", "width", "height", "points")
                        .contains(attribute.getKey()))
                .map(attribute -> attribute.getValue())
                .toList();
    }
}
