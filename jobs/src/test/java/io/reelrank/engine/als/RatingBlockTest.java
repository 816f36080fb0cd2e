package io.reelrank.engine.als;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.engine.solver.SparseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RatingBlockTest {
    private static final BlockHash HASH = new BlockHash(3);

    private record Pair(int row, int other, float strength) {}

    @Test
    void pairsAreSortedByRowAndOthersByBlock() {
        for (int spread : new int[] {1, 1_000_000}) {
            List<Pair> pairs = randomPairs(spread);
            Map<Integer, Map<Integer, Float>> expected = new TreeMap<>();
            pairs.forEach(pair ->
                    expected.computeIfAbsent(pair.row, row -> new TreeMap<>()).put(pair.other, pair.strength));

            RatingBlock block = RatingBlock.of(2, packed(pairs), SplitRows.none(HASH));

            assertThat(block.number()).isEqualTo(2);
            assertThat(block.ids())
                    .containsExactly(
                            expected.keySet().stream().mapToInt(id -> id).toArray());
            assertThat(pairsOf(block)).isEqualTo(expected);
            assertOrderedByBlock(block.others());
        }
    }

    @Test
    void theBlockDoesNotDependOnTheOrderOfThePairs() {
        List<Pair> pairs = randomPairs(7);
        RatingBlock first = RatingBlock.of(0, packed(pairs), SplitRows.none(HASH));
        Collections.shuffle(pairs, new Random(4));
        RatingBlock second = RatingBlock.of(0, packed(pairs), SplitRows.none(HASH));

        assertThat(second.ids()).isEqualTo(first.ids());
        assertThat(second.others()).isEqualTo(first.others());
        assertThat(second.rows()).usingRecursiveComparison().isEqualTo(first.rows());
    }

    @Test
    void aBlockMayBeEmpty() {
        RatingBlock block = RatingBlock.of(1, packed(List.of()), SplitRows.none(HASH));

        assertThat(block.ids()).isEmpty();
        assertThat(block.others()).isEmpty();
        assertThat(block.rows().size()).isZero();
    }

    @Test
    void aSplitRowHasItsPairsInTheBlocksOfTheirOthersAndItsCountsInItsOwnBlock() {
        Map<Integer, Float> ofRow = new TreeMap<>();
        for (int other = 0; other < 100; other++) {
            ofRow.put(other, other % 4 == 0 ? -1f : 1f);
        }
        SplitRows split = new SplitRows(new int[] {5}, new int[] {100}, new int[] {75}, 40, HASH);
        List<RatingColumns.Builder> batches = Stream.generate(() -> new RatingColumns.Builder(0))
                .limit(HASH.blocks())
                .toList();
        ofRow.forEach((other, r) -> batches.get(split.blockOfPair(0, other)).add(~5, other, r));
        batches.get(HASH.blockOf(6)).add(6, 1, 2f);

        Map<Integer, Float> found = new TreeMap<>();
        for (int number = 0; number < HASH.blocks(); number++) {
            RatingBlock block = RatingBlock.of(number, batches.get(number).build(), split);
            assertThat(block.partIds()).containsExactly(5);
            assertThat(block.parts().pairs()).isBetween(20, 50);
            for (int pair = 0; pair < block.parts().pairs(); pair++) {
                found.put(
                        block.others()[block.parts().indices()[pair]],
                        block.parts().strengths()[pair]);
            }
            int row = Arrays.binarySearch(block.ids(), 5);
            assertThat(row >= 0).isEqualTo(HASH.blockOf(5) == number);
            if (row >= 0) {
                assertThat(block.rows().starts()[row + 1] - block.rows().starts()[row])
                        .isZero();
                assertThat(block.counts().observed()[row]).isEqualTo(100);
                assertThat(block.counts().positives()[row]).isEqualTo(75);
            }
            int whole = Arrays.binarySearch(block.ids(), 6);
            assertThat(whole >= 0).isEqualTo(HASH.blockOf(6) == number);
            if (whole >= 0) {
                assertThat(block.counts().observed()[whole]).isEqualTo(1);
            }
        }
        assertThat(found).isEqualTo(ofRow);
    }

    private static List<Pair> randomPairs(int spread) {
        Random random = new Random(spread);
        TreeMap<Long, Pair> pairs = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            int row = spread * random.nextInt(20);
            int other = spread * random.nextInt(30);
            pairs.put((long) row << 32 | other, new Pair(row, other, random.nextFloat()));
        }
        List<Pair> shuffled = new ArrayList<>(pairs.values());
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static RatingColumns packed(List<Pair> pairs) {
        RatingColumns.Builder builder = new RatingColumns.Builder(0);
        pairs.forEach(pair -> builder.add(pair.row, pair.other, pair.strength));
        return builder.build();
    }

    private static Map<Integer, Map<Integer, Float>> pairsOf(RatingBlock block) {
        Map<Integer, Map<Integer, Float>> pairs = new TreeMap<>();
        SparseRows rows = block.rows();
        for (int row = 0; row < rows.size(); row++) {
            Map<Integer, Float> ofRow = new TreeMap<>();
            for (int pair = rows.starts()[row]; pair < rows.starts()[row + 1]; pair++) {
                ofRow.put(block.others()[rows.indices()[pair]], rows.strengths()[pair]);
            }
            pairs.put(block.ids()[row], ofRow);
        }
        return pairs;
    }

    private static void assertOrderedByBlock(int[] others) {
        List<Integer> ordered = Arrays.stream(others)
                .boxed()
                .sorted((a, b) -> HASH.blockOf(a) == HASH.blockOf(b)
                        ? Integer.compare(a, b)
                        : Integer.compare(HASH.blockOf(a), HASH.blockOf(b)))
                .toList();
        assertThat(Arrays.stream(others).boxed()).containsExactlyElementsOf(ordered);
    }
}
