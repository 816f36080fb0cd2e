package io.reelrank.pages.nights;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.stage.StageSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NightPageTest {
    private static final String HOSTILE = "</td><script>alert(1)</script>\u202E\u0000<img src=x onerror=alert(1)>";

    @Test
    void aGoodNightSaysSoFirstAndWhy() {
        Document page = page(SomeNight.good(6));

        assertThat(page.select(".verdict h2").text()).isEqualTo("The night is well.");
        assertThat(page.select(".findings li").eachText())
                .contains(
                        "well Readers see what this run published: 0 rows and 0 pages, valid until 2022-05-08 01:00 UTC. See versions",
                        "well Figures of the input: 1 usual, 0 unusual, 1 not compared. See input",
                        "well The gate's checks: 1 passed, 0 refused, 1 not compared. See gate",
                        "well The ranking that is served is better than every rival: ndcg@20 of 0.300 against 0.100 of the best rival, popularity. See quality",
                        "well 20 of 1,000 rows of tonight's files were rejected, 2.00%. See rows");
    }

    @Test
    void aNightOfAnOldDayIsPublishedWhenItIsNoLongerValid() {
        Document page = page(SomeNight.ofAnOldDay());

        assertThat(page.select(".verdict h2").text())
                .isEqualTo("The night is done. Somebody should look at it in the morning.");
        assertThat(page.select(".findings li").eachText())
                .startsWith("look Readers see what this run published: 0 rows and 0 pages, valid until 2022-05-08 01:00"
                        + " UTC, which was over when it was published, as the day is an old one. See versions");
    }

    @Test
    void onAPhoneTheRowsOfAWideTableAreCards() {
        assertThat(table("a", "b", "c", "d").isWide()).isFalse();
        assertThat(table("a", "b", "c", "d", "e").isWide()).isTrue();
    }

    private static PageTable table(String... columns) {
        return new PageTable(
                "any", Stream.of(columns).map(PageTable.PageColumn::figure).toList(), List.of());
    }

    @Test
    void theFiguresAreThoseOfTheRecordsAndTables() {
        Document page = page(SomeNight.good(6));

        assertThat(lines(page, "The stages")).contains("collect done 12 s 14 s (11 s to 16 s) 1,000 999 2.0 GB");
        assertThat(lines(page, "Rows of tonight's files")).containsExactly("log 1,000 970 10 20 2.00%");
        assertThat(lines(page, "Why rows were rejected"))
                .containsExactly("watch_ms is negative log rejected 20 1 a.jsonl");
        assertThat(lines(page, "Checks that passed")).contains("users passed 1 10 5 1, must be at least 5");
        assertThat(lines(page, "Settings that changed")).containsExactly("reelrank.model.rank 32 64");
        assertThat(lines(page, "Storage of the tables")).containsExactly("events 7.0 MB 2 4.0 MB");
        assertThat(lines(page, "What the lists are like").get(0))
                .startsWith("coverage, coverage@20 0.290 0.270 to 0.310");
        assertThat(page.text()).contains("Whole nights took between 19 s and 24 s.");
    }

    @Test
    void aRefusedNightNamesTheCheckAndWhatReadersSee() {
        Document page = page(SomeNight.refused());

        assertThat(page.select(".verdict h2").text()).isEqualTo("The gate refused the night.");
        assertThat(page.select(".verdict").hasClass("bad")).isTrue();
        assertThat(page.select(".findings li").eachText())
                .startsWith("bad Refused: users: 1, must be at least 5. See gate")
                .contains(
                        "look Readers see the night of 2022-05-05, which run 20220506T010000000 published; it is valid until"
                                + " 2022-05-08 01:00 UTC. See versions");
        assertThat(lines(page, "The stages")).contains("serve failed 5.0 s 5.0 s (5.0 s to 5.0 s) 500 499 2.0 GB");
    }

    @Test
    void anUnusualInputIsNamedWithWhatToDo() {
        Document page = page(SomeNight.unusual(3));

        assertThat(page.select(".verdict h2").text()).isEqualTo("The input is unusual, and nothing was trained.");
        assertThat(page.select(".verdict p").eachText())
                .containsExactly(
                        "Look at the unusual figures below. If the files are wrong, deliver them again and run again. If they are"
                                + " right, run this night with --set drift.on-unusual=warn.");
        assertThat(page.select(".findings li").eachText())
                .startsWith("bad Unusual: events.log, rows: 5, usually 900 to 1,100 on 28 days. See input");
        assertThat(lines(page, "Figures of the input"))
                .containsExactly(
                        "events.log, rows refused 5, usually 900 to 1,100 on 28 days",
                        "user_index, new users skipped 5; not compared: there are 0 earlier days, drift.least-days = 7");
    }

    @Test
    void anUnusualInputThatWasLetThroughIsToBeLookedAt() {
        assertThat(page(SomeNight.unusual(0)).select(".findings li").eachText())
                .contains("look Unusual: events.log, rows: 5, usually 900 to 1,100 on 28 days. See input");
    }

    @Test
    void aFailedNightHasAPageAsFarAsItCame() {
        Document page = page(SomeNight.failed("b.jsonl"));

        assertThat(page.select(".verdict h2").text()).isEqualTo("The night failed in stage collect.");
        assertThat(page.select(".verdict p").eachText())
                .containsExactly(
                        "cannot read b.jsonl",
                        "Get or correct the file that the message names, and run again: finished stages are reused.");
        assertThat(lines(page, "The stages")).contains("gate did not run – 3.0 s (3.0 s to 3.0 s)");
        assertThat(page.text()).contains("Nothing is published.", "Nothing was measured");
    }

    @Test
    void aStageThatTookFarLongerThanEverIsSlowOnlyBesideEnoughNights() {
        assertThat(new StageHistory("x", took(30), List.of(10.0, 10.0, 10.0, 10.0, 12.0), List.of()).isSlow())
                .isTrue();
        assertThat(new StageHistory("x", took(20), List.of(10.0, 10.0, 10.0, 10.0, 12.0), List.of()).isSlow())
                .isFalse();
        assertThat(new StageHistory("x", took(30), List.of(10.0, 10.0, 10.0, 12.0), List.of()).isSlow())
                .isFalse();
    }

    private static Optional<StageSummary> took(double seconds) {
        return Optional.of(new StageSummary("x", StageSummary.State.DONE, 1, 1, seconds, 0, Map.of(), List.of()));
    }

    static Stream<NightFacts> nights() {
        return Stream.of(
                SomeNight.good(0),
                SomeNight.good(30),
                SomeNight.refused(),
                SomeNight.unusual(3),
                SomeNight.failed(HOSTILE));
    }

    @ParameterizedTest
    @MethodSource("nights")
    void nothingIsMarkupAndEveryLinkLeadsSomewhere(NightFacts facts) {
        Document page = page(facts);

        assertThat(page.select("script, img, iframe, link, object, form")).isEmpty();
        assertThat(page.outerHtml()).doesNotContain("\u0000", "\u202E", "null", "NaN");
        assertThat(page.select("a").eachAttr("href"))
                .allSatisfy(href -> assertThat(page.select(href)).hasSize(1));
        assertThat(page.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(100_000);
    }

    @Test
    void theCardIsLinkedWhereItIs() {
        String card = "../../../drafts/date=2022-05-06/model.html";

        assertThat(Jsoup.parse(new NightPage(SomeNight.good(1), 20, card).html())
                        .select("a[href=%s]".formatted(card)))
                .hasSize(1);
    }

    private static List<String> lines(Document page, String table) {
        return page.select("[aria-label=\"%s\"] tbody tr".formatted(table)).eachText();
    }

    private static Document page(NightFacts facts) {
        return Jsoup.parse(new NightPage(facts, 20, "").html());
    }
}
