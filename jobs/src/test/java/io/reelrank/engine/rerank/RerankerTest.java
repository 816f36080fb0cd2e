package io.reelrank.engine.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RerankerTest extends SparkTest {
    private static final int[] NONE = {};
    private static final RankedItems MERIT = new RankedItems(new int[] {1, 2, 3, 4, 5}, new float[] {10, 9, 8, 7, 6});

    private static ItemTraits traits;

    /** 1 and 2 have the same direction and tag, 3 is orthogonal to them; 4 is new, 5 of a small creator, 6 is both. */
    @BeforeAll
    static void traits() {
        traits = SomeTraits.of(
                spark(),
                "1 | 100 | pets | [\"cats\"] | 0.0 | false | false | [1.0, 0.0]",
                "2 | 100 | pets | [\"cats\"] | 0.0 | false | false | [2.0, 0.0]",
                "3 | 200 | cars | [\"cars\"] | -0.5 | false | false | [0.0, 1.0]",
                "4 | 300 | null | [] | 0.3 | true | false | [0.0, 0.0]",
                "5 | 0 | pets | [\"dogs\"] | 0.0 | false | true | [-1.0, 0.0]",
                "6 | 0 | pets | [] | 0.0 | true | true | [1.0, 1.0]",
                "7 | 100 | pets | [\"cats\"] | 0.0 | false | false | [1.0, 0.0]");
    }

    @Test
    void withoutAnyStepTheListIsTheFirstCandidates() {
        RerankedList list = list(RerankSettings.OFF, 3);

        assertThat(list.items()).containsExactly(1, 2, 3);
        assertThat(list.scores()).containsExactly(10, 9, 8);
        assertThat(list.claims()).containsOnly(RerankedList.Claim.MERIT);
    }

    /**
     * The scaled scores are 1, .75, .5, .25, 0; 2 equals 1 and loses 1; 3 and 5 are dissimilar to 1 and lose nothing.
     */
    @Test
    void similarityToListedItemsLowersTheGain() {
        RerankSettings settings = TestSettings.rerank("diversity=1", "likeness-by-tags=0.5");
        assertThat(list(settings, 5).items()).containsExactly(1, 3, 4, 5, 2);

        // With half the weight 2 has .75 - .5 = .25, as 4 has, and comes before it.
        assertThat(list(TestSettings.rerank("diversity=0.5", "likeness-by-tags=0.5"), 5)
                        .items())
                .containsExactly(1, 3, 2, 4, 5);
    }

    @Test
    void similarityIsOfFactorsOrOfTags() {
        ItemSimilarity byFactors = new ItemSimilarity(traits, 0);
        ItemSimilarity byTags = new ItemSimilarity(traits, 1);
        int[] all = {0, 1, 2, 4, 5};
        float[] factors = new float[5];
        float[] tags = new float[5];
        byFactors.take(all);
        byTags.take(all);
        for (int i = 0; i < all.length; i++) {
            factors[i] = byFactors.largest(i, new int[] {0}, 0, 1, 0);
            tags[i] = byTags.largest(i, new int[] {0}, 0, 1, 0);
        }

        // Opposite directions have similarity 0, as orthogonal ones; 6 has no tags, so its kind is its category.
        assertThat(factors).usingComparatorWithPrecision(0.01f).containsExactly(1f, 1f, 0f, 0f, 0.707f);
        assertThat(tags).containsExactly(1f, 1f, 0f, 0f, 0f);
    }

    @Test
    void aQualityBelowTheUsualLowersTheGain() {
        // 3 has .5 - .5 · .6 = .2, below 4, whose quality above the usual adds nothing.
        assertThat(list(TestSettings.rerank("quality=0.6"), 5).items()).containsExactly(1, 2, 4, 3, 5);
    }

    @Test
    void noListHasMoreOfACreatorOrCategoryThanTheCap() {
        RerankSettings oneEach = TestSettings.rerank("max-per-creator=1");
        assertThat(list(oneEach, 5).items()).containsExactly(1, 3, 4, 5);
        // An item without a category is not capped.
        assertThat(list(TestSettings.rerank("max-per-category=1"), 5).items()).containsExactly(1, 3, 4);
    }

    @Test
    void quotasHoldForEveryPrefixOfTheList() {
        RankedItems fresh = new RankedItems(new int[] {4, 6}, new float[] {7, 1});
        RankedItems small = new RankedItems(new int[] {5, 6}, new float[] {6, 1});
        RerankedList list = new Reranker(traits, TestSettings.rerank("new-video-share=0.5", "small-creator-share=0.25"))
                .of(MERIT, List.of(fresh, small), NONE, new float[0], 6);

        // Two of the first four places go to new items, one to small creators; 6 counts for both.
        assertThat(list.items()).containsExactly(1, 4, 2, 6, 3, 5);
        assertThat(list.claims())
                .containsExactly(
                        RerankedList.Claim.MERIT,
                        RerankedList.Claim.NEW,
                        RerankedList.Claim.MERIT,
                        RerankedList.Claim.NEW,
                        RerankedList.Claim.MERIT,
                        RerankedList.Claim.MERIT);
        assertThat(list.scores()).containsExactly(10, 7, 9, 1, 8, 6);
    }

    @Test
    void aListApproachesTheUsersOwnMix() {
        // Three quarters of the positives are cats, and all candidates have the same score.
        RankedItems equal = new RankedItems(new int[] {3, 1, 2, 7}, new float[] {1, 1, 1, 1});
        RerankedList list = new Reranker(traits, TestSettings.rerank("calibration=1"))
                .of(equal, List.of(), new int[] {1, 3}, new float[] {3, 1}, 4);
        assertThat(list.items()).containsExactly(1, 3, 2, 7);
    }

    @Test
    void infiniteScoresKeepTheirOrder() {
        RankedItems infinite =
                new RankedItems(new int[] {3, 1, 2}, new float[] {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, 1});
        assertThat(new Reranker(
                                traits,
                                TestSettings.rerank(
                                        "diversity=1",
                                        "likeness-by-tags=0.5",
                                        "calibration=1",
                                        "quality=1",
                                        "max-per-creator=2",
                                        "max-per-category=2",
                                        "new-video-share=0.5",
                                        "small-creator-share=0.5"))
                        .of(infinite, List.of(infinite, infinite), NONE, new float[0], 3)
                        .items())
                .containsExactly(3, 1, 2);
    }

    @Test
    void noCandidatesGiveAnEmptyList() {
        RankedItems nothing = new RankedItems(NONE, new float[0]);
        assertThat(new Reranker(
                                traits,
                                TestSettings.rerank(
                                        "diversity=1",
                                        "likeness-by-tags=0.5",
                                        "calibration=1",
                                        "quality=1",
                                        "max-per-creator=1",
                                        "max-per-category=1",
                                        "new-video-share=0.5",
                                        "small-creator-share=0.5"))
                        .of(nothing, List.of(nothing, nothing), NONE, new float[0], 5)
                        .items())
                .isEmpty();
    }

    /** Each item is listed once, quotas and caps hold, and a second run gives the same list. */
    @Test
    void quotasAndCapsHoldForAnyCandidates() {
        Random random = new Random(5);
        int count = 300;
        String[] rows = IntStream.range(0, count)
                .mapToObj(item -> "%d | %d | %s | [\"t%d\", \"t%d\"] | %s | %b | %b | [%s, %s]"
                        .formatted(
                                item,
                                1 + random.nextInt(20),
                                "c" + random.nextInt(4),
                                random.nextInt(9),
                                random.nextInt(9),
                                random.nextGaussian() / 10,
                                item % 10 == 0,
                                item % 3 == 0,
                                (float) random.nextGaussian(),
                                (float) random.nextGaussian()))
                .toArray(String[]::new);
        ItemTraits many = SomeTraits.of(spark(), rows);
        RerankSettings settings = TestSettings.rerank(
                "diversity=0.3",
                "likeness-by-tags=0.5",
                "calibration=0.2",
                "quality=0.5",
                "max-per-creator=4",
                "max-per-category=15",
                "new-video-share=0.2",
                "small-creator-share=0.3");
        for (int round = 0; round < 20; round++) {
            float[] scores = new float[count];
            for (int item = 0; item < count; item++) {
                scores[item] = (float) random.nextGaussian();
            }
            RankedItems merit = RankedItems.best(scores, 150);
            List<RankedItems> quotas = List.of(
                    RankedItems.best(only(scores, item -> item % 10 == 0), 30),
                    RankedItems.best(only(scores, item -> item % 3 == 0), 60));
            int[] seen = random.ints(20, 0, count).sorted().distinct().toArray();
            float[] strengths = new float[seen.length];
            for (int j = 0; j < seen.length; j++) {
                strengths[j] = random.nextFloat() - 0.2f;
            }
            RerankedList list = new Reranker(many, settings).of(merit, quotas, seen, strengths, 50);
            RerankedList again = new Reranker(many, settings).of(merit, quotas, seen, strengths, 50);

            assertThat(list.items()).hasSize(50).doesNotHaveDuplicates().isEqualTo(again.items());
            int fresh = 0;
            int small = 0;
            int[] byCreator = new int[21];
            int[] byCategory = new int[8];
            for (int place = 0; place < 50; place++) {
                int position = many.position(list.items()[place]);
                fresh += many.isNew(position) ? 1 : 0;
                small += many.isSmall(position) ? 1 : 0;
                assertThat(++byCreator[(int) many.creator(position)]).isLessThanOrEqualTo(4);
                byCategory[Math.floorMod(many.category(position), 8)]++;
                // If both quotas are due, the second one waits for the next place.
                assertThat(fresh).isGreaterThanOrEqualTo((int) (0.2 * (place + 1)) - 1);
                assertThat(small).isGreaterThanOrEqualTo((int) (0.3 * (place + 1)) - 1);
                assertThat(list.scores()[place]).isEqualTo(scores[list.items()[place]]);
            }
            assertThat(fresh).isGreaterThanOrEqualTo(10);
        }
    }

    private static float[] only(float[] scores, IntPredicate isAllowed) {
        float[] allowed = scores.clone();
        for (int item = 0; item < scores.length; item++) {
            allowed[item] = isAllowed.test(item) ? scores[item] : Float.NaN;
        }
        return allowed;
    }

    private static RerankedList list(RerankSettings settings, int n) {
        return new Reranker(traits, settings).of(MERIT, List.of(), NONE, new float[0], n);
    }

    /** Bit 0 of a video's number: tags; bit 1: a category; bit 2: a creator; bit 3: factors. */
    @Test
    void anyPartOfWhatIsKnownOfAVideoMayBeMissing() {
        int[] videos = IntStream.range(0, 16).toArray();
        ItemTraits partial = SomeTraits.of(
                spark(),
                Arrays.stream(videos)
                        .mapToObj(video -> "%d | %d | %s | %s | 0.0 | false | false | %s"
                                .formatted(
                                        video,
                                        (video & 4) > 0 ? 100 + video : 0,
                                        (video & 2) > 0 ? "pets" : "null",
                                        (video & 1) > 0 ? "[\"cats\"]" : "[]",
                                        (video & 8) > 0 ? "[1.0, 0.0]" : "null"))
                        .toArray(String[]::new));
        RankedItems merit = new RankedItems(videos, new float[16]);
        RerankSettings all = TestSettings.rerank(
                "diversity=0.5",
                "likeness-by-tags=0.5",
                "calibration=0.5",
                "quality=0.5",
                "max-per-creator=16",
                "max-per-category=16",
                "new-video-share=0.5",
                "small-creator-share=0.5");

        RerankedList list = new Reranker(partial, all).of(merit, List.of(), videos, new float[16], 16);

        assertThat(list.items()).containsExactlyInAnyOrder(videos);
    }
}
