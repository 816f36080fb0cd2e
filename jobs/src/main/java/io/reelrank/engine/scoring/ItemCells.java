package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Items in cells of similar factors, of which a search looks at the nearest ones only: an inverted file (Sivic, Zisserman
 * 2003, "Video Google"; Jégou, Douze, Schmid 2011, "Product quantization for nearest neighbor search", section IV). All
 * queries of one cell look at the same cells, so they are scored as a block.
 *
 * <p>The factors have length 1. Memory: (rank + 1) · 4 bytes an item.
 */
public final class ItemCells implements Serializable {
    private static final long serialVersionUID = 1;

    private final int rank;
    private final CellCentres centres;
    /** [cells][items of the cell] ids, ascending. */
    private final int[][] items;
    /** [cells][items of the cell × rank]. */
    private final float[][] factors;
    /** [cells] the cells that a query of the cell looks at, nearest first. */
    private final int[][] near;

    /**
     * Puts items into their cells.
     *
     * @param centres of the cells
     * @param all the items with their factors
     * @param looked how many items a search looks at, at least; it looks at whole cells, and at two at least
     */
    public ItemCells(CellCentres centres, ItemFactors all, long looked) {
        this.rank = all.rank();
        this.centres = centres;
        int[] ids = all.ids();
        int[] cells = new int[ids.length];
        int[] sizes = new int[centres.count()];
        for (int from = 0; from < ids.length; from += TopItems.BATCH) {
            int[] some = centres.nearest(IntStream.range(from, Math.min(ids.length, from + TopItems.BATCH))
                    .mapToObj(i -> all.row(i))
                    .toArray(float[][]::new));
            for (int i = 0; i < some.length; i++) {
                cells[from + i] = some[i];
                sizes[some[i]]++;
            }
        }
        this.items = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        this.factors =
                Arrays.stream(sizes).mapToObj(size -> new float[size * rank]).toArray(float[][]::new);
        int[] filled = new int[sizes.length];
        for (int i = 0; i < ids.length; i++) {
            int at = filled[cells[i]]++;
            items[cells[i]][at] = ids[i];
            System.arraycopy(all.row(i), 0, factors[cells[i]], at * rank, rank);
        }
        this.near = IntStream.range(0, sizes.length)
                .mapToObj(cell -> first(centres.byNearness(cell), sizes, looked))
                .toArray(int[][]::new);
    }

    private static int[] first(int[] cells, int[] sizes, long looked) {
        long seen = 0;
        int count = 0;
        while (count < cells.length && (count < 2 || seen < looked)) {
            seen += sizes[cells[count++]];
        }
        return Arrays.copyOf(cells, count);
    }

    /** The centres of the cells. */
    public CellCentres centres() {
        return centres;
    }

    /** The items that a query of a cell is compared with. */
    public TopItems near(int cell) {
        int count = Arrays.stream(near[cell]).map(other -> items[other].length).sum();
        long[] order = new long[count];
        int[] cellOf = new int[count];
        int[] indexOf = new int[count];
        int at = 0;
        for (int other : near[cell]) {
            for (int i = 0; i < items[other].length; i++, at++) {
                cellOf[at] = other;
                indexOf[at] = i;
                order[at] = (long) items[other][i] << Integer.SIZE | at;
            }
        }
        Arrays.sort(order);
        int[] ids = new int[count];
        float[] packed = new float[count * rank];
        for (int i = 0; i < count; i++) {
            int from = (int) order[i];
            ids[i] = (int) (order[i] >> Integer.SIZE);
            System.arraycopy(factors[cellOf[from]], indexOf[from] * rank, packed, i * rank, rank);
        }
        return new TopItems(rank, ids, packed, new float[count]);
    }
}
