package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures the microseconds that each method takes for a row, on one thread: {@code RowBenchmark kernels rank...} with
 * vector or plain kernels. The constants of {@link CostModel} are fitted to its table. Not a test: run it by hand.
 */
final class RowBenchmark {
    private static final int ITEMS = 20_000;
    private static final long MIN_NANOS = 150_000_000L;

    private RowBenchmark() {}

    public static void main(String[] args) {
        for (int a = 1; a < args.length; a++) {
            int rank = Integer.parseInt(args[a]);
            FixedSide side = FixedSide.of(SampleRows.SCALED, rank, SampleRows.factors(ITEMS, rank, 1));
            for (int pairs : new int[] {0, 4, 16, 32, 64, 128, 256, 512, 1024}) {
                System.out.printf(Locale.ROOT, "%s rank %d pairs %d:", args[0], rank, pairs);
                for (SolveMethod method : SolveMethod.values()) {
                    if (method == SolveMethod.DUAL && pairs > 2 * rank) {
                        continue;
                    }
                    Kernels kernels = args[0].equals("plain") ? Kernels.plain() : Kernels.vector();
                    BlockSolver solver =
                            new BlockSolver(side, SolvePlan.only(method, new StoppingCriteria(3, 0)), kernels);
                    System.out.printf(Locale.ROOT, " %s %.1f", method, micros(solver, pairs, rank));
                }
                System.out.println();
            }
        }
    }

    private static double micros(BlockSolver solver, int pairs, int rank) {
        int count = Math.max(4, Math.min(256, 200_000 / (pairs + 1) * 64 / rank));
        int[] lengths = new int[count];
        Arrays.fill(lengths, pairs);
        SparseRows rows = SampleRows.rows(ITEMS, lengths, 5);
        double best = Double.MAX_VALUE;
        long start = System.nanoTime();
        int runs = 0;
        do {
            long before = System.nanoTime();
            solver.solve(rows);
            best = Math.min(best, (System.nanoTime() - before) / 1e3 / count);
            runs++;
        } while (System.nanoTime() - start < MIN_NANOS || runs < 3);
        return best;
    }
}
