package io.reelrank.night.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.RecommendSettings.SimilarSettings;
import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.scoring.Exclusions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class UserListsTest extends ListedVideos {
    private static final RerankSettings ONE_EACH = TestSettings.rerank("max-per-creator=1");
    private static final RerankSettings HALF_NEW = TestSettings.rerank("new-video-share=0.5");

    @Test
    void aListHasTheBestVideosThatAreNotExcluded() {
        UserLists lists = lists(5, RerankSettings.OFF);
        // Seen are 0 and 2, rule 0 excludes 1, and b is hidden: 3 to 9 of a remain, then c.
        Exclusions exclusions = new Exclusions(new int[] {0, 2}, new long[] {creator("b")}, 1);

        Row row = one(lists, known("ann", exclusions, 0.5f, 1f));

        assertThat(row.getString(0)).isEqualTo("ann");
        assertThat((Object[]) row.get(1)).containsExactly("v3", "v4", "v5", "v6", "v7");
        assertThat((Object[]) row.get(3)).containsOnly("als");
    }

    @Test
    void capsThatUseUpTheCandidatesAskForMore() {
        // Of the 6 candidates all are of a.
        Row row = one(lists(3, ONE_EACH), known("ann", Exclusions.NOTHING));
        assertThat((Object[]) row.get(1)).containsExactly("v0", "v10", "v20");
        // There are four creators: no list of five.
        assertThat((Object[]) one(lists(5, ONE_EACH), known("ann", Exclusions.NOTHING))
                        .get(1))
                .containsExactly("v0", "v10", "v20", "v30");
    }

    @Test
    void newVideosGetTheirShareAndSayWhy() {
        Row row = one(lists(4, HALF_NEW), known("ann", Exclusions.NOTHING));

        assertThat((Object[]) row.get(1)).containsExactly("v0", "v30", "v1", "v31");
        assertThat((Object[]) row.get(3)).containsExactly("als", "new-video", "als", "new-video");
        assertThat((Object[]) row.get(4)).containsExactly("taste", "new", "taste", "new");
    }

    @Test
    void anUnknownUserGetsTheSegmentsPositivesAndThenPopularVideos() {
        UserLists lists = lists(4, RerankSettings.OFF);
        Recipient unknown = Recipient.unknown("zoe", "age=18");

        Row row = one(lists, unknown);

        assertThat((Object[]) row.get(1)).containsExactly("v25", "v7", "v0", "v1");
        assertThat((Object[]) row.get(3)).containsExactly("segment", "segment", "popular", "popular");
        assertThat((Object[]) row.get(4))
                .containsExactly("popular_with:age=18", "popular_with:age=18", "popular", "popular");
        Float[] scores = (Float[]) row.get(2);
        assertThat(scores).isSortedAccordingTo((a, b) -> Float.compare(b, a));
        // What the fallback table has, and before it the list for everybody.
        List<Row> fallback = lists.ofSegments();
        assertThat(fallback).extracting(list -> list.getString(0)).containsExactly("all", "age=18");
        assertThat((Object[]) fallback.get(0).get(1)).containsExactly("v0", "v1", "v2", "v3");
        assertThat((Object[]) fallback.get(1).get(1)).isEqualTo(row.get(1));
    }

    @Test
    void aFollowedCreatorIsTheReason() {
        Recipient ann = known("ann", Exclusions.of(IntStream.range(0, 29).toArray()));
        Recipient fan = new Recipient(
                "ann", ann.context(), "als", null, new long[] {creator("c"), creator("d")}, ann.candidates());
        long[] follows = fan.follows();
        Arrays.sort(follows);

        assertThat((Object[]) one(lists(3, RerankSettings.OFF), fan).get(4))
                .containsExactly("followed:c", "new_from:d", "new_from:d");
    }

    @Test
    void aListIsShorterWhereTheCatalogueIsSmallOrSeen() {
        assertThat((Object[]) one(lists(100, RerankSettings.OFF), known("ann", Exclusions.of(new int[] {3})))
                        .get(1))
                .hasSize(VIDEOS - 1);
        // The user has seen twenty thousand videos, all of these among them.
        assertThat((Object[]) one(
                                lists(5, ONE_EACH),
                                known(
                                        "ann",
                                        Exclusions.of(IntStream.range(0, 20_000).toArray())))
                        .get(1))
                .isEmpty();
    }

    @Test
    void slicesGiveTheSameListsAsAllVideosAtOnce() {
        Dataset<Row> users = Frames.of(
                        spark(),
                        "user_id string, met array<int>, factors array<float>, hidden array<bigint>, rules int",
                        "ann | [0, 3] | [1.0] | [] | 0",
                        "bob | null | null | null | 1",
                        "cat | [5] | [-1.0] | [%d] | 1".formatted(creator("d")))
                .selectExpr(
                        "user_id",
                        "met",
                        "transform(met, m -> 1f) as strengths",
                        "factors",
                        "cast(null as array<float>) as hours",
                        "'als' as source",
                        "cast(null as string) as segment",
                        "cast(null as array<bigint>) as follows",
                        "hidden",
                        "rules",
                        "cast(null as array<int>) as items",
                        "cast(null as array<float>) as scores");
        CandidatePool pool = pool(videos);
        Dataset<Row> sliced = new ItemSlices(videos, 1, 3, 6).best(users, pool.byPopularity());

        List<String> expected = Recipient.rows(users)
                .map(user -> user.id() + " | " + Arrays.toString(pool.top(List.of(user), 6)[0].items()))
                .collect();
        assertThat(Frames.lines(sliced.select("user_id", "items"))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ItemSlices.count(1_000_000, 128, 600_000_000)).isEqualTo(1);
        assertThat(ItemSlices.count(1_000_000, 128, 500_000_000)).isEqualTo(2);
    }

    @Test
    void recipientsAreReadByTheNamesOfTheirColumns() {
        Dataset<Row> users = Frames.of(
                spark(),
                "rules int, hidden array<bigint>, scores array<float>, items array<int>, follows array<bigint>,"
                        + " segment string, source string, hours array<float>, other string,"
                        + " factors array<float>, strengths array<float>, met array<int>, user_id string",
                "5 | [9, 8] | [0.5, 0.25] | [3, 4] | [2, 1] | age=18 | als | [0.75] | x | [1.5, 2.5] | [1, -1]"
                        + " | [6, 7] | ann",
                "null | null | null | null | null | null | null | null | null | null | null | null | zoe");

        assertThat(Recipient.rows(users).map(UserListsTest::text).collect())
                .containsExactlyInAnyOrder(
                        "ann: seen [6, 7], strengths [1.0, -1.0], factors [1.5, 2.5], hours [0.75], hidden [8, 9], rules 5,"
                                + " source als, segment age=18, follows [1, 2], items [3, 4], scores [0.5, 0.25]",
                        "zoe: seen [], strengths [], factors [], hours [], hidden [], rules 0,"
                                + " source null, segment null, follows [], items [], scores []");
        assertThatThrownBy(() -> new RecipientReader(users.drop("factors").schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factors");
    }

    @Test
    void similarVideosPointTheSameWay() {
        Dataset<Row> vectors = Frames.of(
                spark(),
                "video_idx int, factors array<float>, origin string",
                "0 | [2.0, 0.0] | interactions",
                "1 | [9.0, 9.0] | interactions",
                "2 | [0.0, 1.0] | features",
                "3 | [0.0, 0.0] | none",
                "4 | [-1.0, 0.5] | interactions");

        for (int slices : new int[] {1, 3}) {
            // 1 may not be listed, but has similar videos.
            assertThat(Frames.lines(new SimilarVideoSearch(
                                    vectors, vectors.filter("video_idx <> 1"), 2, slices, new SimilarSettings(2, 9, 0))
                            .rows(names)
                            .selectExpr("video_id", "video_ids", "transform(scores, s -> round(s, 3))", "source")))
                    .containsExactlyInAnyOrder(
                            "v0 | [v2, v4] | [0.0, -0.894] | als",
                            "v1 | [v0, v2] | [0.707, 0.707] | als",
                            "v2 | [v4, v0] | [0.447, 0.0] | features",
                            "v4 | [v2, v0] | [0.447, -0.894] | als");
        }
    }

    private static String text(Recipient user) {
        return "%s: seen %s, strengths %s, factors %s, hours %s, hidden %s, rules %d, source %s, segment %s, follows %s, items %s, scores %s"
                .formatted(
                        user.id(),
                        Arrays.toString(user.seen()),
                        Arrays.toString(user.strengths()),
                        Arrays.toString(user.factors()),
                        Arrays.toString(user.context().hours()),
                        Arrays.toString(user.exclusions().creators()),
                        user.exclusions().rules(),
                        user.source(),
                        user.segment(),
                        Arrays.toString(user.follows()),
                        Arrays.toString(user.candidates().items()),
                        Arrays.toString(user.candidates().scores()));
    }

    private static Row one(UserLists lists, Recipient recipient) {
        List<Row> rows = new ArrayList<>();
        lists.of(List.of(recipient).iterator()).forEachRemaining(rows::add);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static long creator(String id) {
        return videos.filter("creator_id = '" + id + "'")
                .select("creator")
                .head()
                .getLong(0);
    }
}
