package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The centres of the cells of {@link ItemCells}, by spherical k-means (Dhillon, Modha 2001, "Concept decompositions for
 * large sparse text data using clustering"): each vector belongs to the centre c with the largest x·c, and each centre is
 * the sum of its vectors, scaled to length 1.
 */
public final class CellCentres implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int ITERATIONS = 8;

    private final float[][] centres;
    private final TopItems search;

    private CellCentres(float[][] centres) {
        this.centres = centres;
        int rank = centres[0].length;
        float[] packed = new float[centres.length * rank];
        for (int c = 0; c < centres.length; c++) {
            System.arraycopy(centres[c], 0, packed, c * rank, rank);
        }
        this.search =
                new TopItems(rank, IntStream.range(0, centres.length).toArray(), packed, new float[centres.length]);
    }

    /**
     * Finds centres. The same sample in the same order gives the same centres.
     *
     * @param sample [vectors][rank] of length 1, in an order that has nothing to do with where they lie; at least one
     * @param count how many centres; at most as many as there are vectors
     */
    public static CellCentres of(float[][] sample, int count) {
        CellCentres centres = new CellCentres(Arrays.copyOf(sample, Math.min(count, sample.length)));
        for (int i = 0; i < ITERATIONS; i++) {
            centres = centres.improved(sample);
        }
        return centres;
    }

    private CellCentres improved(float[][] sample) {
        int rank = sample[0].length;
        double[][] sums = new double[centres.length][rank];
        for (int from = 0; from < sample.length; from += TopItems.BATCH) {
            int to = Math.min(sample.length, from + TopItems.BATCH);
            int[] cells = nearest(Arrays.copyOfRange(sample, from, to));
            for (int i = from; i < to; i++) {
                double[] sum = sums[cells[i - from]];
                for (int k = 0; k < rank; k++) {
                    sum[k] += sample[i][k];
                }
            }
        }
        float[][] better = new float[centres.length][];
        for (int c = 0; c < better.length; c++) {
            double length = Math.sqrt(Arrays.stream(sums[c]).map(x -> x * x).sum());
            // A centre without vectors stays.
            better[c] = length > 0 ? scaled(sums[c], length) : centres[c];
        }
        return new CellCentres(better);
    }

    private static float[] scaled(double[] sum, double length) {
        float[] scaled = new float[sum.length];
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = (float) (sum[k] / length);
        }
        return scaled;
    }

    /** The number of centres. */
    public int count() {
        return centres.length;
    }

    /**
     * The nearest centre of each vector; of equally near ones the first.
     *
     * @param vectors [vectors][rank]
     * @return [vectors]
     */
    public int[] nearest(float[][] vectors) {
        Exclusions[] nothing = new Exclusions[vectors.length];
        Arrays.fill(nothing, Exclusions.NOTHING);
        return Arrays.stream(search.top(vectors, nothing, 1))
                .mapToInt(best -> best.items()[0])
                .toArray();
    }

    /** All centres, those nearest to one of them first. */
    int[] byNearness(int centre) {
        return search.top(centres[centre], Exclusions.NOTHING, centres.length).items();
    }
}
