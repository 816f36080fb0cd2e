package io.reelrank.pages.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    private static final String HOSTILE = "\"><script>alert(1)</script>";

    @Test
    void theCardSaysHowGoodForWhomAndFromWhat() {
        Document page = Jsoup.parse(SomeNight.card(3, "activity=new").html());

        assertThat(page.text())
                .contains("The gate let the night pass. Checks: 1 passed, 0 refused, 1 not compared.")
                .contains(
                        "The ranking that is served is better than every rival: ndcg@20 of 0.300 against 0.100 of the best rival")
                .contains("Every ranking was measured on the same 257 users")
                .contains("Lowest of all groups of users: \u2068activity=new\u2069, 0.300 where all have 0.300.")
                .contains("40,293 pairs of a user and a video")
                .contains("ndcg@20 is 0.320 tonight; over 3 nights it lay between 0.300 and 0.320.")
                .contains("numbers describe each user and each video")
                .contains("Known limits");
        assertThat(page.select("details pre")).hasSize(4);
        assertThat(page.select("tbody tr").eachText())
                .contains("popularity 0.100 0.080 to 0.120 -0.200 < 0.001", "2022-05-04 0.300 0.280 to 0.320");
    }

    @Test
    void everyChartHasAxesWithTicksAndAUnitAndItsFigures() {
        Document page = Jsoup.parse(SomeNight.card(3, "activity=new").html());

        assertThat(page.select("figure")).hasSizeGreaterThan(4).allSatisfy(figure -> {
            assertThat(figure.select("svg[role=img]").attr("aria-label")).isNotBlank();
            assertThat(figure.select("svg .tick")).hasSizeGreaterThan(2);
            assertThat(figure.select("table tbody tr")).isNotEmpty();
        });
        assertThat(page.outerHtml()).doesNotContain("null", "NaN");
    }

    @Test
    void aGroupIsNoMarkup() {
        Document page = Jsoup.parse(SomeNight.card(1, HOSTILE).html());

        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("figure td, figure th").eachText()).contains(HOSTILE);
    }

    @Test
    void aNightWithoutHeldOutDaysHasACardToo() {
        ModelCard card = SomeNight.card(0);

        Document page = Jsoup.parse(
                new ModelCard(card.date(), List.of(), List.of(), card.checks(), card.pairs(), card.settings()).html());

        assertThat(page.text()).contains("No days were held out, so nothing was measured.");
        assertThat(page.select("figure")).isEmpty();
    }
}
