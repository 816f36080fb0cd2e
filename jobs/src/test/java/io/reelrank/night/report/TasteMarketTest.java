package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TasteMarketTest extends SparkTest {
    private static final String SHARES = "array<struct<name: string, share: double>>";

    @Test
    void crowdingIsVideosForThoseWhoWantThemBesideAllOfTheKind() {
        Dataset<Row> market = new TasteMarket(2).of(profiles(), videos());
        // Tags: 4 videos for 2.5 users. sea: 3 for 1.5, sky: 1 for 1; fog is wanted by one only, who counts for the
        // others.
        assertThat(Frames.lines(market.selectExpr(
                        "kind", "option", "supply", "wanted_by", "round(crowding, 4)", "to_json(tastes)")))
                .containsExactly(
                        "length | under_15s | 4 | 3 | 1.0 | [\"food\"]",
                        "niche | food | 3 | 2 | 1.125 | [\"food\"]",
                        "tag | sea | 3 | 2 | 1.25 | [\"food\"]",
                        "tag | sky | 1 | 2 | 0.625 | []");
    }

    @Test
    void tagsThatTheCreatorLacksAreOpenWhereTheyLiftAndAreFew() {
        Dataset<Row> niches =
                Frames.of(spark(), "creator_id string, niche string", "ann | food", "bob | food", "cyd | cars");
        Dataset<Row> effects = Frames.of(
                spark(),
                "niche string, kind string, option string, niche_effect double, niche_variance double",
                "food | tag | sky | 0.05 | 0.0001",
                "food | tag | sea | 0.05 | 0.0001",
                "cars | tag | sky | 0.05 | 0.01",
                "food | length | sky | 0.05 | 0.0001");
        Dataset<Row> places = TastePlaces.of(niches, new TasteMarket(2).of(profiles(), videos()), effects, videos());
        assertThat(Frames.lines(places.selectExpr(
                        "creator_id",
                        "niche",
                        "niche_creators",
                        "niche_videos",
                        "wanted_by",
                        "crowding",
                        "to_json(transform(open_tags, t -> struct(t.tag, t.effect, round(t.effect_low, 5) AS low,"
                                + " t.wanted_by, round(t.crowding, 4) AS crowding)))")))
                .containsExactly(
                        "ann | food | 2 | 3 | 2 | 1.125 | [{\"tag\":\"sky\",\"effect\":0.05,\"low\":0.03355,"
                                + "\"wanted_by\":2,\"crowding\":0.625}]",
                        "bob | food | 2 | 3 | 2 | 1.125 | []",
                        "cyd | cars | 1 | null | null | null | []");
    }

    private static Dataset<Row> profiles() {
        return Frames.of(
                spark(),
                "categories %s, lengths %s, tags %s".formatted(SHARES, SHARES, SHARES),
                profile("[{'name':'food','share':1.0}]", "under_15s", "[{'name':'sea','share':1.0}]"),
                profile(
                        "[{'name':'food','share':1.0}]",
                        "under_15s",
                        "[{'name':'sea','share':0.5},{'name':'sky','share':0.5}]"),
                profile(
                        "[{'name':'cars','share':1.0}]",
                        "under_15s",
                        "[{'name':'sky','share':0.5},{'name':'fog','share':0.5}]"),
                profile("[]", "over_3m", "[]"));
    }

    private static String profile(String categories, String length, String tags) {
        return "%s | [{'name':'%s','share':1.0}] | %s"
                .formatted(categories, length, tags)
                .replace('\'', '"');
    }

    private static Dataset<Row> videos() {
        return Frames.of(
                spark(),
                "creator_id string, category string, length string, tags array<string>",
                "ann | food | under_15s | [\"sea\", \"sea\"]",
                "ann | food | under_15s | [\"sea\"]",
                "bob | food | under_15s | [\"sea\", \"sky\"]",
                "cyd | cars | under_15s | []");
    }
}
