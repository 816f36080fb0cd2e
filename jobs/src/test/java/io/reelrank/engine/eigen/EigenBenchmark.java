package io.reelrank.engine.eigen;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import io.reelrank.engine.kernels.Kernels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.netlib.util.intW;

/**
 * Milliseconds of a full eigendecomposition of a random Gramian on one thread: {@link SymmetricEigen} against LAPACK's
 * {@code dsyevd} and {@code dsyevr} as netlib runs them. Arguments are the kernels, vector or plain, and the ranks. It
 * prints one line for each rank: the median of the runs, and in brackets the largest difference of eigenvalues from
 * those of {@code dsyevd} in Java, relative to the largest eigenvalue. The solvers run in turns, so that a busy machine
 * slows all of them alike. Run it from {@code jobs} after {@code mvn package}:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp "target/test-classes:target/classes:target/spark/jars/*" \
 *     io.reelrank.engine.eigen.EigenBenchmark vector 64 128 256 512 1024
 * </pre>
 *
 * Not a test: no build runs it.
 */
final class EigenBenchmark {
    private static final int RUNS = 11;
    private static final long WARM_UP = 4_000_000_000L;

    private EigenBenchmark() {}

    @FunctionalInterface
    private interface EigenSolver {
        /** Eigenvalues of a matrix of this size, ascending; the eigenvectors are computed too. */
        double[] solve(int size, double[] matrix);
    }

    public static void main(String[] args) {
        Kernels kernels = args[0].equals("plain") ? Kernels.plain() : Kernels.vector();
        LAPACK lapack = LAPACK.getInstance();
        LAPACK java = JavaLAPACK.getInstance();
        System.out.printf(
                "%s kernels, LAPACK.getInstance() is %s%n",
                args[0], lapack.getClass().getSimpleName());
        Map<String, EigenSolver> solvers = new LinkedHashMap<>();
        solvers.put("ours", (size, matrix) -> SymmetricEigen.of(kernels, size, matrix)
                .values());
        solvers.put("dsyevd", (size, matrix) -> dsyevd(java, size, matrix));
        solvers.put("dsyevr", (size, matrix) -> dsyevr(java, size, matrix));
        if (lapack != java) {
            solvers.put("native dsyevd", (size, matrix) -> dsyevd(lapack, size, matrix));
            solvers.put("native dsyevr", (size, matrix) -> dsyevr(lapack, size, matrix));
        }
        for (int a = 1; a < args.length; a++) {
            int rank = Integer.parseInt(args[a]);
            System.out.println(line(rank, gramian(rank, new Random(rank)), solvers));
        }
    }

    private static String line(int rank, double[] gramian, Map<String, EigenSolver> solvers) {
        Map<String, double[]> times = new LinkedHashMap<>();
        solvers.forEach((name, solver) -> {
            warmUp(solver, rank, gramian);
            times.put(name, new double[RUNS]);
        });
        for (int run = 0; run < RUNS; run++) {
            for (Map.Entry<String, EigenSolver> solver : solvers.entrySet()) {
                long start = System.nanoTime();
                solver.getValue().solve(rank, gramian);
                times.get(solver.getKey())[run] = (System.nanoTime() - start) / 1e6;
            }
        }
        double[] expected = dsyevd(JavaLAPACK.getInstance(), rank, gramian);
        StringBuilder line = new StringBuilder("rank ").append(rank);
        times.forEach((name, milliseconds) -> {
            Arrays.sort(milliseconds);
            double[] values = solvers.get(name).solve(rank, gramian);
            double farthest = 0;
            for (int k = 0; k < rank; k++) {
                farthest = Math.max(farthest, Math.abs(values[k] - expected[k]) / expected[rank - 1]);
            }
            line.append(String.format(Locale.ROOT, " | %s %.2f ms (%.0e)", name, milliseconds[RUNS / 2], farthest));
        });
        return line.toString();
    }

    private static void warmUp(EigenSolver solver, int rank, double[] gramian) {
        long start = System.nanoTime();
        do {
            solver.solve(rank, gramian);
        } while (System.nanoTime() - start < WARM_UP);
    }

    /** [rank × rank] YᵀY of 4 · rank rows of normal numbers. */
    private static double[] gramian(int rank, Random random) {
        double[] gramian = new double[rank * rank];
        double[] row = new double[rank];
        for (int i = 0; i < 4 * rank; i++) {
            for (int k = 0; k < rank; k++) {
                row[k] = random.nextGaussian();
            }
            for (int k = 0; k < rank; k++) {
                for (int l = 0; l < rank; l++) {
                    gramian[k * rank + l] += row[k] * row[l];
                }
            }
        }
        return gramian;
    }

    private static double[] dsyevd(LAPACK lapack, int size, double[] matrix) {
        double[] a = matrix.clone();
        double[] values = new double[size];
        double[] work = new double[1];
        int[] integers = new int[1];
        intW info = new intW(0);
        lapack.dsyevd("V", "L", size, a, size, values, work, -1, integers, -1, info);
        work = new double[(int) work[0]];
        integers = new int[integers[0]];
        lapack.dsyevd("V", "L", size, a, size, values, work, work.length, integers, integers.length, info);
        requireSolved("dsyevd", info);
        return values;
    }

    private static double[] dsyevr(LAPACK lapack, int size, double[] matrix) {
        double[] a = matrix.clone();
        double[] values = new double[size];
        double[] vectors = new double[size * size];
        int[] support = new int[2 * size];
        double[] work = new double[1];
        int[] integers = new int[1];
        intW found = new intW(0);
        intW info = new intW(0);
        lapack.dsyevr(
                "V", "A", "L", size, a, size, 0, 0, 0, 0, 0, found, values, vectors, size, support, work, -1, integers,
                -1, info);
        work = new double[(int) work[0]];
        integers = new int[integers[0]];
        lapack.dsyevr(
                "V",
                "A",
                "L",
                size,
                a,
                size,
                0,
                0,
                0,
                0,
                0,
                found,
                values,
                vectors,
                size,
                support,
                work,
                work.length,
                integers,
                integers.length,
                info);
        requireSolved("dsyevr", info);
        return values;
    }

    private static void requireSolved(String routine, intW info) {
        if (info.val != 0) {
            throw new ArithmeticException("%s returned %d".formatted(routine, info.val));
        }
    }
}
