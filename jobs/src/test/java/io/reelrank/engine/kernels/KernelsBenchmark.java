package io.reelrank.engine.kernels;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * GFLOP/s of the matrix products on one thread, in the shapes of scoring and training. Arguments are the kernels,
 * vector or plain, and the ranks. It prints one line for each rank: the median of the runs of
 *
 * <ul>
 *   <li>{@code setProduct} and {@code setProductNear}, 64 users by blocks of 128 items, bounds that few scores reach;
 *   <li>{@code addProduct}, rank by rank, and {@code addGram}, both over 64 rows.
 * </ul>
 *
 * Run it from {@code jobs} after {@code mvn package}:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp "target/test-classes:target/classes:target/spark/jars/*" \
 *     io.reelrank.engine.kernels.KernelsBenchmark vector 16 64 128
 * </pre>
 *
 * Not a test: no build runs it.
 */
final class KernelsBenchmark {
    private static final int RUNS = 15;
    private static final long RUN = 200_000_000L;
    private static final int WARM_UP_RUNS = 10;
    private static final int USERS = 64;
    private static final int ITEMS = 128;
    private static final int BLOCKS = 100;

    private KernelsBenchmark() {}

    public static void main(String[] args) {
        Kernels kernels = args[0].equals("plain") ? Kernels.plain() : Kernels.vector();
        Random random = new Random(1);
        for (int a = 1; a < args.length; a++) {
            int rank = Integer.parseInt(args[a]);
            Matrix users = random(rank, USERS, random);
            Matrix[] blocks = new Matrix[BLOCKS];
            for (int block = 0; block < BLOCKS; block++) {
                blocks[block] = random(rank, ITEMS, random);
            }
            float[] biases = random(1, ITEMS, random).values;
            Matrix scores = new Matrix(USERS, ITEMS);
            float[] bounds = new float[USERS];
            // Three standard deviations of a score.
            Arrays.fill(bounds, (float) (3 * Math.sqrt(rank)));
            int[] near = new int[USERS * ITEMS + 1];
            Matrix rows = random(USERS, rank, random);
            Matrix square = new Matrix(rank, rank);
            double scored = 2.0 * USERS * ITEMS * rank * BLOCKS;
            double added = 2.0 * USERS * rank * rank;
            Runnable[] products = {
                () -> {
                    for (Matrix block : blocks) {
                        kernels.setProduct(users, block, rank, biases, 0, scores, USERS, ITEMS);
                    }
                },
                () -> {
                    for (Matrix block : blocks) {
                        kernels.setProductNear(users, block, rank, biases, 0, scores, USERS, ITEMS, bounds, near);
                    }
                },
                () -> kernels.addProduct(rows, rows, USERS, square, rank, rank),
                () -> kernels.addGram(rows, USERS, square, rank)
            };
            double[] figures = medians(products, new double[] {scored, scored, added, added / 2});
            System.out.printf(
                    Locale.ROOT,
                    "%s rank %d: setProduct %.1f, setProductNear %.1f, addProduct %.1f, addGram %.1f GFLOP/s%n",
                    args[0],
                    rank,
                    figures[0],
                    figures[1],
                    figures[2],
                    figures[3]);
        }
    }

    /** The products in turns, so that a busy machine slows all of them alike. */
    private static double[] medians(Runnable[] products, double[] flops) {
        double[][] figures = new double[products.length][RUNS];
        for (int run = -WARM_UP_RUNS; run < RUNS; run++) {
            for (int p = 0; p < products.length; p++) {
                double figure = rate(products[p], flops[p]);
                if (run >= 0) {
                    figures[p][run] = figure;
                }
            }
        }
        return Arrays.stream(figures)
                .mapToDouble(figure -> Arrays.stream(figure).sorted().toArray()[RUNS / 2])
                .toArray();
    }

    private static double rate(Runnable product, double flops) {
        long start = System.nanoTime();
        long times = 0;
        long passed;
        do {
            product.run();
            times++;
            passed = System.nanoTime() - start;
        } while (passed < RUN);
        return flops * times / passed;
    }

    private static Matrix random(int rows, int columns, Random random) {
        Matrix matrix = new Matrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.values[i * matrix.stride + j] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }
}
