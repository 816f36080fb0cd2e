package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemCellsTest {
    private static final int RANK = 8;
    private static final int DIRECTIONS = 5;
    private static final int OF_EACH = 40;

    private final Random random = new Random(7);
    /** [directions][rank] at right angles to each other. */
    private final float[][] directions = IntStream.range(0, DIRECTIONS)
            .mapToObj(d -> {
                float[] axis = new float[RANK];
                axis[d] = 1;
                return axis;
            })
            .toArray(float[][]::new);
    /** [vectors][rank] those of one direction every five. */
    private final float[][] vectors = IntStream.range(0, DIRECTIONS * OF_EACH)
            .mapToObj(i -> near(directions[i % DIRECTIONS]))
            .toArray(float[][]::new);

    @Test
    void eachDirectionGetsACentreInItsMiddle() {
        CellCentres centres = CellCentres.of(vectors, DIRECTIONS);

        assertThat(centres.count()).isEqualTo(DIRECTIONS);
        int[] cells = centres.nearest(vectors);
        for (int i = 0; i < vectors.length; i++) {
            assertThat(cells[i]).isEqualTo(cells[i % DIRECTIONS]);
        }
        assertThat(IntStream.range(0, DIRECTIONS).map(d -> cells[d])).doesNotHaveDuplicates();
        int[] ofDirections = centres.nearest(directions);
        for (int d = 0; d < DIRECTIONS; d++) {
            assertThat(ofDirections[d]).isEqualTo(cells[d]);
        }
    }

    @Test
    void moreCentresThanVectorsAreAsManyAsVectors() {
        assertThat(CellCentres.of(new float[][] {directions[0]}, 9).count()).isEqualTo(1);
    }

    @Test
    void aSearchLooksAtWholeCellsNearestFirstAndAtTwoAtLeast() {
        CellCentres centres = CellCentres.of(vectors, DIRECTIONS);
        int cell = centres.nearest(vectors)[0];

        TopItems two = new ItemCells(centres, factors(), 1).near(cell);
        assertThat(two.size()).isEqualTo(2 * OF_EACH);
        assertThat(IntStream.range(0, vectors.length).filter(i -> i % DIRECTIONS == 0))
                .allMatch(i -> two.has(id(i)));
        assertThat(new ItemCells(centres, factors(), 2L * OF_EACH + 1)
                        .near(cell)
                        .size())
                .isEqualTo(3 * OF_EACH);
    }

    @Test
    void whereAllCellsAreLookedAtTheListsAreExact() {
        CellCentres centres = CellCentres.of(vectors, DIRECTIONS);
        ItemCells cells = new ItemCells(centres, factors(), vectors.length);
        TopItems all = new TopItems(RANK, ids(), packed(), new float[vectors.length]);
        for (int i = 0; i < vectors.length; i += 7) {
            Exclusions itself = Exclusions.of(new int[] {id(i)});
            RankedItems found =
                    cells.near(centres.nearest(new float[][] {vectors[i]})[0]).top(vectors[i], itself, 20);
            RankedItems exact = all.top(vectors[i], itself, 20);
            assertThat(found.items()).isEqualTo(exact.items());
            assertThat(found.scores()).isEqualTo(exact.scores());
        }
    }

    private float[] near(float[] direction) {
        float[] vector = direction.clone();
        double squares = 0;
        for (int k = 0; k < RANK; k++) {
            vector[k] += (float) (0.1 * random.nextGaussian());
            squares += (double) vector[k] * vector[k];
        }
        for (int k = 0; k < RANK; k++) {
            vector[k] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    /** Ids with gaps. */
    private static int id(int i) {
        return 3 * i + 2;
    }

    private int[] ids() {
        return IntStream.range(0, vectors.length).map(ItemCellsTest::id).toArray();
    }

    private float[] packed() {
        float[] packed = new float[vectors.length * RANK];
        for (int i = 0; i < vectors.length; i++) {
            System.arraycopy(vectors[i], 0, packed, i * RANK, RANK);
        }
        return packed;
    }

    private ItemFactors factors() {
        return new ItemFactors(RANK, ids(), packed());
    }
}
