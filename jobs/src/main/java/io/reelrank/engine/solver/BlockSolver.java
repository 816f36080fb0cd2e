package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/**
 * Solves blocks of rows against a fixed side, each row by the method that costs least. A row's factors depend on its
 * own pairs, prior and warm start alone, never on the block it is in.
 *
 * <p>Holds the scratch of one thread: 8 rank² bytes and more; several of them may share a fixed side.
 */
public final class BlockSolver {
    private static final float[] NONE = {};

    private final FixedSide side;
    private final SolvePlan plan;
    private final RowSystem system;
    private final PrimalSolver primal;
    private final RowSolver dual;
    private final RowSolver gradient;
    private final Rotation into;
    private final Rotation back;
    private final float[] warms;
    private final float[] priors;
    private final float[] solutions;
    private final float[] x;

    /**
     * @param side the other side
     * @param plan which method solves which row
     */
    public BlockSolver(FixedSide side, SolvePlan plan) {
        this(side, plan, Kernels.best());
    }

    BlockSolver(FixedSide side, SolvePlan plan, Kernels kernels) {
        int rank = side.rank();
        int width = side.stride();
        this.side = side;
        this.plan = plan;
        this.system = new RowSystem(side);
        this.primal = new PrimalSolver(kernels, rank);
        this.dual = new DualSolver(kernels, rank);
        this.gradient = new GradientSolver(kernels, plan.gradient(), rank);
        this.into = side.basis().into(kernels);
        this.back = side.basis().back(kernels);
        this.warms = new float[Rotation.ROWS * width];
        this.priors = new float[Rotation.ROWS * width];
        this.solutions = new float[Rotation.ROWS * width];
        this.x = new float[width];
    }

    /** The factors of rows of which nothing is known but their pairs: {@link #solve(SparseRows, float[], float[])}. */
    public float[] solve(SparseRows rows) {
        return solve(rows, NONE, NONE);
    }

    /**
     * The factors of rows.
     *
     * @param rows their pairs
     * @param warm [rows × rank] factors that conjugate gradients start from, or an empty array: then from the prior
     * @param prior [rows × rank] what the factors are drawn to, or an empty array for zero
     * @return [rows × rank]
     */
    public float[] solve(SparseRows rows, float[] warm, float[] prior) {
        int rank = side.rank();
        int length = Math.multiplyExact(rows.size(), rank);
        requireLength("warm", warm, length);
        requireLength("prior", prior, length);
        float[] factors = new float[length];
        for (int start = 0; start < rows.size(); start += Rotation.ROWS) {
            int count = Math.min(Rotation.ROWS, rows.size() - start);
            rotate(prior, start, count, priors);
            if (warm.length == 0) {
                System.arraycopy(priors, 0, warms, 0, priors.length);
            } else if (wantsWarmth(rows, start, count)) {
                rotate(warm, start, count, warms);
            }
            for (int i = 0; i < count; i++) {
                system.fill(rows, start + i);
                if (prior.length > 0) {
                    system.pullTo(priors, i * side.stride());
                }
                solve(rows.pairs(start + i), i * side.stride());
                System.arraycopy(x, 0, solutions, i * side.stride(), side.stride());
            }
            back.load(solutions, 0, side.stride(), count);
            back.store(factors, start * rank, rank);
        }
        return factors;
    }

    /**
     * The factors of a row whose pairs were summed elsewhere.
     *
     * @param sums over all of its pairs
     * @param lambda λ of the row
     * @param prior [… × rank] what rows are drawn to, or an empty array for zero
     * @param at where the row's prior begins
     * @return [rank]
     */
    public float[] solve(RowSums sums, double lambda, float[] prior, int at) {
        float[] factors = new float[side.rank()];
        system.weigh(lambda);
        if (prior.length > 0) {
            into.load(prior, at, side.rank(), 1);
            into.store(priors, 0, side.stride());
            system.pullTo(priors, 0);
        }
        if (sums.wantsNothing() && !system.pulled) {
            return factors;
        }
        System.arraycopy(system.pull, 0, x, 0, x.length);
        Matrix upper = new Matrix(side.rank(), side.rank());
        sums.write(upper, x);
        primal.solve(system, upper, x);
        back.load(x, 0, side.stride(), 1);
        back.store(factors, 0, side.rank());
        return factors;
    }

    /** Solves the system, of so many pairs, into x; its warm start begins at {@code at}. */
    private void solve(int pairs, int at) {
        if (system.solvedByZero()) {
            Arrays.fill(x, 0f);
            return;
        }
        SolveMethod method = methodOf(pairs);
        if (method == SolveMethod.GRADIENT) {
            System.arraycopy(warms, at, x, 0, x.length);
        }
        solver(method).solve(system, x);
    }

    private RowSolver solver(SolveMethod method) {
        return switch (method) {
            case PRIMAL -> primal;
            case DUAL -> dual;
            case GRADIENT -> gradient;
        };
    }

    /** Whether any row starts from its factors: turning them costs as much as turning the solutions back. */
    private boolean wantsWarmth(SparseRows rows, int start, int count) {
        for (int row = start; row < start + count; row++) {
            if (methodOf(rows.pairs(row)) == SolveMethod.GRADIENT) {
                return true;
            }
        }
        return false;
    }

    private SolveMethod methodOf(int pairs) {
        return plan.choice().of(pairs, side.rank());
    }

    private void rotate(float[] rows, int start, int count, float[] rotated) {
        if (rows.length == 0) {
            Arrays.fill(rotated, 0f);
        } else {
            into.load(rows, start * side.rank(), side.rank(), count);
            into.store(rotated, 0, side.stride());
        }
    }

    private static void requireLength(String name, float[] rows, int length) {
        if (rows.length != 0 && rows.length != length) {
            throw new IllegalArgumentException(
                    "illegal %s: %d, must be %d or none".formatted(name, rows.length, length));
        }
    }
}
