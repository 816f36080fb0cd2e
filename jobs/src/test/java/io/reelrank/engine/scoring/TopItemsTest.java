package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopItemsTest {
    private static final float[] NO_FACTORS = {};
    private static final Exclusions NONE = Exclusions.NOTHING;

    /** The reference: computes every score and sorts all items. */
    @SuppressWarnings("ArrayRecordComponent")
    private record BruteForce(int rank, int[] items, float[] factors, float[] biases) {
        private RankedItems top(float[] user, int[] seen, int n) {
            List<Integer> best = IntStream.range(0, items.length)
                    .boxed()
                    .filter(i -> Arrays.stream(seen).noneMatch(item -> item == items[i]))
                    .sorted(Comparator.comparing((Integer i) -> -score(user, i)).thenComparing(i -> items[i]))
                    .limit(n)
                    .toList();
            float[] scores = new float[best.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = score(user, best.get(i));
            }
            return new RankedItems(best.stream().mapToInt(i -> items[i]).toArray(), scores);
        }

        private float score(float[] user, int i) {
            float score = biases[i];
            for (int k = 0; k < user.length; k++) {
                score += user[k] * factors[i * rank + k];
            }
            return score;
        }
    }

    @Test
    void theBestItemsComeFirst() {
        // x = (1, 2): scores 1·1 + 2·0 + 0 = 1, 0 + 2 + 0.5 = 2.5, 1 + 2 - 1 = 2.
        TopItems items =
                new TopItems(2, new int[] {4, 7, 9}, new float[] {1, 0, 0, 1, 1, 1}, new float[] {0, 0.5f, -1});

        RankedItems top = items.top(new float[] {1, 2}, NONE, 2);

        assertThat(top.items()).containsExactly(7, 9);
        assertThat(top.scores()).containsExactly(2.5f, 2f);
    }

    @Test
    void seenItemsAreExcluded() {
        TopItems items = ranked(3, 2, 1);
        assertThat(items.top(NO_FACTORS, Exclusions.of(new int[] {0, 5, 77}), 3).items())
                .containsExactly(1, 2);
    }

    @Test
    void aUserWithoutFactorsIsRankedByTheBias() {
        TopItems items = new TopItems(1, new int[] {0, 1}, new float[] {100, 1}, new float[] {1, 2});
        assertThat(items.top(NO_FACTORS, NONE, 2).items()).containsExactly(1, 0);
        assertThat(items.top(new float[] {1}, NONE, 2).items()).containsExactly(0, 1);
    }

    @Test
    void ofEqualScoresTheLowerNumberComesFirst() {
        assertThat(ranked(1, 2, 1, 2, 1).top(NO_FACTORS, NONE, 4).items()).containsExactly(1, 3, 0, 2);
        float[] equal = new float[3000];
        assertThat(ranked(equal)
                        .top(NO_FACTORS, Exclusions.of(new int[] {1}), 3)
                        .items())
                .containsExactly(0, 2, 3);
    }

    @Test
    void aListLongerThanTheCatalogueHasAllItems() {
        assertThat(ranked(1, 2).top(NO_FACTORS, NONE, 100).items()).containsExactly(1, 0);
    }

    @Test
    void nothingIsListedIfEverythingWasSeen() {
        RankedItems top = ranked(1, 2, 3).top(NO_FACTORS, Exclusions.of(new int[] {0, 1, 2}), 2);
        assertThat(top.items()).isEmpty();
        assertThat(top.scores()).isEmpty();
    }

    @Test
    void oneItemIsRanked() {
        assertThat(ranked(5).top(NO_FACTORS, NONE, 1).items()).containsExactly(0);
    }

    @Test
    void noItemsGiveNoList() {
        assertThat(ranked().top(NO_FACTORS, NONE, 5).items()).isEmpty();
        assertThat(ranked(1, 2).top(NO_FACTORS, NONE, 0).items()).isEmpty();
    }

    @Test
    void anItemWhoseScoreIsNaNIsNotListed() {
        assertThat(ranked(1, Float.NaN, 2).top(NO_FACTORS, NONE, 3).items()).containsExactly(2, 0);
        assertThat(ranked(Float.NaN, 1, 2).top(NO_FACTORS, NONE, 1).items()).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 50, 10",
        "1, 1, 1",
        "3, 1, 5",
        "4, 1023, 20",
        "4, 1024, 20",
        "4, 1025, 20",
        "7, 2048, 50",
        "8, 5000, 100",
        "2, 100, 100",
        "2, 100, 1000",
        "5, 8192, 100",
        "3, 20000, 500",
        "2, 9000, 9000",
        "16, 3000, 1"
    })
    void everyListIsThatOfSortingEverything(int rank, int count, int n) {
        Random random = new Random(rank * 31L + count);
        for (int round = 0; round < 20; round++) {
            // Small integers: every sum is exact, and many scores are equal.
            float[] factors = numbers(random, rank * count);
            float[] biases = numbers(random, count);
            int[] items = ascending(random, count, 3);
            TopItems fast = new TopItems(rank, items, factors, biases);
            BruteForce reference = new BruteForce(rank, items, factors, biases);
            float[] user = round % 4 == 0 ? NO_FACTORS : numbers(random, rank);
            int[] seen = round % 3 == 0 ? new int[0] : ascending(random, random.nextInt(count) + 1, 5);

            RankedItems top = fast.top(user, Exclusions.of(seen), n);
            RankedItems expected = reference.top(user, seen, n);

            assertThat(top.items()).isEqualTo(expected.items());
            assertThat(top.scores()).isEqualTo(expected.scores());
        }
    }

    /** The sample holds all of the best items, or none of them: the floor is far too high, or far too low. */
    @Test
    void aMisleadingSampleChangesNoList() {
        int count = 20_000;
        int[] numbers = IntStream.range(0, count).toArray();
        for (boolean isSampleBest : new boolean[] {true, false}) {
            float[] biases = new float[count];
            for (int i = 0; i < count; i++) {
                boolean isSampled = i % 16 == 8;
                biases[i] = (isSampled == isSampleBest ? 1000 : 0) + i % 977 / 1000f;
            }
            TopItems fast = new TopItems(0, numbers, new float[0], biases);
            BruteForce reference = new BruteForce(0, numbers, new float[0], biases);
            for (int n : new int[] {1, 100, 2000}) {
                for (int[] seen : new int[][] {{}, {1, 5, 1100, 1101}}) {
                    RankedItems expected = reference.top(NO_FACTORS, seen, n);
                    RankedItems[] found = fast.top(
                            new float[][] {NO_FACTORS, NO_FACTORS, NO_FACTORS},
                            new Exclusions[] {Exclusions.of(seen), NONE, Exclusions.of(seen)},
                            n);
                    assertThat(found[0].items()).isEqualTo(expected.items());
                    assertThat(found[2].items()).isEqualTo(expected.items());
                    assertThat(found[1].items())
                            .isEqualTo(reference.top(NO_FACTORS, new int[0], n).items());
                }
            }
        }
    }

    @Test
    void itemsExcludedByRulesAndCreatorsAreNotListed() {
        Random random = new Random(11);
        int rank = 6;
        int count = 2000;
        int[] numbers = ascending(random, count, 3);
        float[] factors = some(random, rank * count);
        float[] biases = some(random, count);
        long[] creators = random.longs(count, 0, 40).toArray();
        int[] rules = random.ints(count, 0, 8).toArray();
        TopItems marked = new TopItems(rank, numbers, factors, biases, new ItemMarks(creators, rules));
        TopItems all = new TopItems(rank, numbers, factors, biases);
        for (int round = 0; round < 30; round++) {
            float[] user = round % 5 == 0 ? NO_FACTORS : some(random, rank);
            Exclusions exclusions = new Exclusions(
                    ascending(random, 300, 9),
                    random.longs(round % 4, 0, 40).sorted().toArray(),
                    random.nextInt(8));
            RankedItems everything = all.top(user, NONE, count);
            int[] expected = Arrays.stream(everything.items())
                    .filter(item -> {
                        int at = Arrays.binarySearch(numbers, item);
                        return Arrays.binarySearch(exclusions.items(), item) < 0
                                && Arrays.stream(exclusions.creators()).noneMatch(creator -> creator == creators[at])
                                && (rules[at] & exclusions.rules()) == 0;
                    })
                    .limit(100)
                    .toArray();

            assertThat(marked.top(user, exclusions, 100).items()).isEqualTo(expected);
        }
    }

    @Test
    void aUsersListDoesNotDependOnTheBatch() {
        Random random = new Random(9);
        int rank = 20;
        int count = 1300;
        TopItems items =
                new TopItems(rank, ascending(random, count, 3), some(random, rank * count), some(random, count));
        float[][] users = new float[2 * TopItems.BATCH + 5][];
        Exclusions[] seen = new Exclusions[users.length];
        for (int user = 0; user < users.length; user++) {
            users[user] = user % 7 == 3 ? NO_FACTORS : some(random, rank);
            seen[user] = Exclusions.of(ascending(random, random.nextInt(count), 3));
        }

        RankedItems[] together = items.top(users, seen, 50);

        for (int user = 0; user < users.length; user++) {
            RankedItems alone = items.top(users[user], seen[user], 50);
            assertThat(together[user].items()).isEqualTo(alone.items());
            assertThat(together[user].scores()).isEqualTo(alone.scores());
        }
    }

    @Test
    void scoresThatDifferOnlyByRoundingEndNoBatchTooEarly() {
        Random random = new Random(3);
        int rank = 8;
        int count = 3000;
        float[] factors = some(random, rank * count);
        float[] biases = new float[count];
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= 3e-8f;
        }
        Arrays.fill(biases, 1);
        TopItems items = new TopItems(rank, IntStream.range(0, count).toArray(), factors, biases);
        for (int round = 0; round < 20; round++) {
            float[] user = some(random, rank);
            float[] scores = new float[count];
            items.scores(user, scores);

            int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> -scores[i]).thenComparing(i -> i))
                    .limit(50)
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(items.top(user, NONE, 50).items()).isEqualTo(expected);
        }
    }

    private static float[] some(Random random, int length) {
        float[] some = new float[length];
        for (int i = 0; i < length; i++) {
            some[i] = (float) random.nextGaussian();
        }
        return some;
    }

    @Test
    void theSizeIsThatOfTheArrays() {
        TopItems items = new TopItems(16, IntStream.range(0, 480).toArray(), new float[16 * 480], new float[480]);
        assertThat(items.rank()).isEqualTo(16);
        assertThat(items.size()).isEqualTo(480);
        assertThat(items.bytes()).isEqualTo((16 + 5) * 4 * 480);
    }

    @Test
    void lengthsThatDifferAreRefused() {
        assertThatThrownBy(() -> new TopItems(2, new int[] {1, 2}, new float[3], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal lengths: 2 items, 2 biases, 3 factors of rank 2");
        assertThatThrownBy(() -> new TopItems(0, new int[] {1, 2}, new float[0], new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal lengths: 2 items, 1 biases, 0 factors of rank 0");
    }

    @Test
    void itemsThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> new TopItems(0, new int[] {1, 3, 3}, new float[0], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal items: must ascend, 3 is followed by 3");
    }

    @Test
    void userFactorsOfAnotherLengthAreRefused() {
        TopItems items = new TopItems(2, new int[] {1}, new float[2], new float[1]);
        assertThatThrownBy(() -> items.top(new float[3], NONE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal user factors: 3, must be 2 or none");
    }

    private static TopItems ranked(float... biases) {
        return new TopItems(0, IntStream.range(0, biases.length).toArray(), new float[0], biases);
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(9) - 4;
        }
        return numbers;
    }

    private static int[] ascending(Random random, int count, int widest) {
        int[] numbers = new int[count];
        int last = -1;
        for (int i = 0; i < count; i++) {
            last += 1 + random.nextInt(widest);
            numbers[i] = last;
        }
        return numbers;
    }
}
