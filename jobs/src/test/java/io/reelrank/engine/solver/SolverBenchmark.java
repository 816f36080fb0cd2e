package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures the seconds of a sweep on random Zipf data: {@code SolverBenchmark users items pairs plan kernels rank...},
 * where the plan is exact, warm or primal and the kernels are vector or plain. It uses two threads and blocks of 1024
 * rows, and prints the best and the median sweep after two sweeps that warm up the JVM. Not a test: run it by hand.
 */
final class SolverBenchmark {
    private static final int BLOCK = 1024;
    private static final int ITERATIONS = 5;

    private SolverBenchmark() {}

    public static void main(String[] args) throws Exception {
        int users = Integer.parseInt(args[0]);
        int items = Integer.parseInt(args[1]);
        SparseRows byUser = zipf(users, items, Integer.parseInt(args[2]));
        SparseRows byItem = SampleRows.transposed(byUser, items);
        SolvePlan plan =
                switch (args[3]) {
                    case "exact" -> SolvePlan.exact();
                    case "warm" -> SolvePlan.warm(3);
                    default -> SolvePlan.only(SolveMethod.PRIMAL, new StoppingCriteria(1, 0));
                };
        Objective objective = new Objective(10, 0.1, new Regularization.FrequencyScaled(0.05, 0.75));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int a = 5; a < args.length; a++) {
            int rank = Integer.parseInt(args[a]);
            float[] x = new float[users * rank];
            float[] y = new float[items * rank];
            for (int row = 0; row < items; row++) {
                new InitialFactors(1, 0.1).write(row, rank, y, row * rank);
            }
            double[] seconds = new double[ITERATIONS];
            double[] prepare = new double[ITERATIONS];
            for (int i = 0; i < ITERATIONS; i++) {
                double[] spent = new double[1];
                long start = System.nanoTime();
                x = halfSweep(threads, objective, rank, plan, args[4], byUser, y, x, spent);
                y = halfSweep(threads, objective, rank, plan, args[4], byItem, x, y, spent);
                seconds[i] = (System.nanoTime() - start) / 1e9;
                prepare[i] = spent[0];
            }
            double loss = Loss.unobserved(objective, Gramian.of(rank, x), Gramian.of(rank, y))
                    + Loss.observed(objective, rank, byUser, x, y);
            double[] last = Arrays.copyOfRange(seconds, 2, ITERATIONS);
            Arrays.sort(last);
            System.out.printf(
                    Locale.ROOT,
                    "%s %s rank %d: best %.3f median %.3f s, of which prepare %.3f, loss without regularisation %.1f%n",
                    args[3],
                    args[4],
                    rank,
                    last[0],
                    last[last.length / 2],
                    prepare[ITERATIONS - 1],
                    loss);
        }
        threads.shutdown();
    }

    private static float[] halfSweep(
            ExecutorService threads,
            Objective objective,
            int rank,
            SolvePlan plan,
            String kernels,
            SparseRows rows,
            float[] others,
            float[] warm,
            double[] spent)
            throws Exception {
        long start = System.nanoTime();
        double[] gramian = new double[rank * rank];
        int blocks = (others.length / rank + BLOCK - 1) / BLOCK;
        List<Future<double[]>> grams = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            float[] block = block(others, rank, b);
            grams.add(threads.submit(() -> Gramian.of(rank, block)));
        }
        for (Future<double[]> gram : grams) {
            Gramian.add(gram.get(), gramian);
        }
        Eigenbasis basis = Eigenbasis.of(rank, gramian);
        List<Future<float[]>> rotated = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            float[] block = block(others, rank, b);
            rotated.add(threads.submit(() -> basis.rotate(block)));
        }
        float[] all = new float[others.length];
        for (int b = 0; b < blocks; b++) {
            float[] block = rotated.get(b).get();
            System.arraycopy(block, 0, all, b * BLOCK * rank, block.length);
        }
        FixedSide side = new FixedSide(objective, basis, others.length / rank, all);
        spent[0] += (System.nanoTime() - start) / 1e9;
        List<Future<float[]>> solved = new ArrayList<>();
        ThreadLocal<BlockSolver> solvers = ThreadLocal.withInitial(
                () -> new BlockSolver(side, plan, kernels.equals("plain") ? Kernels.plain() : Kernels.vector()));
        for (int from = 0; from < rows.size(); from += BLOCK) {
            SparseRows block = slice(rows, from, Math.min(rows.size(), from + BLOCK));
            float[] blockWarm = Arrays.copyOfRange(warm, from * rank, (from + block.size()) * rank);
            solved.add(threads.submit(() -> solvers.get().solve(block, blockWarm, new float[0])));
        }
        float[] factors = new float[warm.length];
        int at = 0;
        for (Future<float[]> part : solved) {
            System.arraycopy(part.get(), 0, factors, at, part.get().length);
            at += part.get().length;
        }
        return factors;
    }

    private static float[] block(float[] rows, int rank, int block) {
        return Arrays.copyOfRange(rows, block * BLOCK * rank, Math.min(rows.length, (block + 1) * BLOCK * rank));
    }

    private static SparseRows slice(SparseRows rows, int from, int to) {
        int[] starts = new int[to - from + 1];
        for (int row = from; row <= to; row++) {
            starts[row - from] = rows.starts()[row] - rows.starts()[from];
        }
        return new SparseRows(
                starts,
                Arrays.copyOfRange(rows.indices(), rows.starts()[from], rows.starts()[to]),
                Arrays.copyOfRange(rows.strengths(), rows.starts()[from], rows.starts()[to]));
    }

    /** The numbers of pairs of users are log-normal; the items follow Zipf's law with exponent 0.8. */
    private static SparseRows zipf(int users, int items, int pairs) {
        Random random = new Random(1);
        double[] share = new double[users];
        double total = 0;
        for (int u = 0; u < users; u++) {
            share[u] = Math.exp(random.nextGaussian() * 0.8);
            total += share[u];
        }
        int[] starts = new int[users + 1];
        int[] indices = new int[pairs + users];
        int at = 0;
        int[] seen = new int[items];
        Arrays.fill(seen, -1);
        double top = Math.pow(items + 1.0, 0.2);
        for (int u = 0; u < users; u++) {
            int length = Math.min(items / 4, (int) Math.round(share[u] / total * pairs));
            for (int j = 0; j < length && at < indices.length; j++) {
                int item;
                do {
                    item = Math.min(items - 1, (int) Math.pow(1 + random.nextDouble() * (top - 1), 5) - 1);
                } while (seen[item] == u);
                seen[item] = u;
                indices[at++] = item;
            }
            starts[u + 1] = at;
        }
        float[] strengths = new float[at];
        for (int i = 0; i < at; i++) {
            strengths[i] = 0.2f + random.nextFloat();
        }
        return new SparseRows(starts, Arrays.copyOf(indices, at), strengths);
    }
}
