package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/**
 * Solves blocks of rows against a fixed side, each row by the cheapest method. A row's factors depend only on its own
 * pairs, prior and warm start, never on the other rows of its block.
 *
 * <p>Not thread-safe: each thread needs its own, with at least 8 rank² bytes of scratch memory. They may share a fixed
 * side.
 */
public final class BlockSolver {
    private static final float[] ZERO = {};

    private final FixedSide side;
    private final SolvePlan plan;
    private final RowSystem system;
    private final PrimalSolver primal;
    private final RowSolver dual;
    private final RowSolver conjugateGradient;
    private final Rotation toBasis;
    private final Rotation fromBasis;
    /** [{@link Rotation#ROWS} × rank padded] warm starts in the basis. */
    private final float[] warms;
    /** [{@link Rotation#ROWS} × rank padded] priors in the basis. */
    private final float[] priors;
    /** [{@link Rotation#ROWS} × rank padded] solutions in the basis. */
    private final float[] solutions;
    /** [rank padded] the solution of one row in the basis. */
    private final float[] x;

    /**
     * @param side the fixed side
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
        this.conjugateGradient = new ConjugateGradientSolver(kernels, plan.stopping(), rank);
        this.toBasis = side.basis().toBasis(kernels);
        this.fromBasis = side.basis().fromBasis(kernels);
        this.warms = new float[Rotation.ROWS * width];
        this.priors = new float[Rotation.ROWS * width];
        this.solutions = new float[Rotation.ROWS * width];
        this.x = new float[width];
    }

    /** Solves rows that have no warm start and no prior: {@link #solve(SparseRows, float[], float[])}. */
    public float[] solve(SparseRows rows) {
        return solve(rows, ZERO, ZERO);
    }

    /**
     * Solves rows.
     *
     * @param rows the pairs of the rows
     * @param warm [rows × rank] where conjugate gradients start, or an empty array to start at the prior
     * @param prior [rows × rank] what the factors are drawn to, or an empty array for zero
     * @return [rows × rank] the factors
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
            } else if (usesWarmStart(rows, start, count)) {
                rotate(warm, start, count, warms);
            }
            for (int i = 0; i < count; i++) {
                system.load(rows, start + i);
                if (prior.length > 0) {
                    system.drawTo(priors, i * side.stride());
                }
                solve(rows.pairs(start + i), i * side.stride());
                System.arraycopy(x, 0, solutions, i * side.stride(), side.stride());
            }
            fromBasis.load(solutions, 0, side.stride(), count);
            fromBasis.store(factors, start * rank, rank);
        }
        return factors;
    }

    /**
     * Solves a row whose pairs were summed elsewhere.
     *
     * @param sums over all pairs of the row
     * @param lambda λ of the row
     * @param prior [… × rank] what rows are drawn to, or an empty array for zero
     * @param at where the row's prior starts
     * @return [rank] the factors
     */
    public float[] solve(RowSums sums, double lambda, float[] prior, int at) {
        float[] factors = new float[side.rank()];
        system.regularize(lambda);
        if (prior.length > 0) {
            toBasis.load(prior, at, side.rank(), 1);
            toBasis.store(priors, 0, side.stride());
            system.drawTo(priors, 0);
        }
        if (sums.hasNoPositives() && !system.hasPriorTerm) {
            return factors;
        }
        System.arraycopy(system.priorTerm, 0, x, 0, x.length);
        Matrix upper = new Matrix(side.rank(), side.rank());
        sums.write(upper, x);
        primal.solve(system, upper, x);
        fromBasis.load(x, 0, side.stride(), 1);
        fromBasis.store(factors, 0, side.rank());
        return factors;
    }

    /**
     * Solves the system into x.
     *
     * @param pairs how many pairs the row has
     * @param at where the row's warm start starts
     */
    private void solve(int pairs, int at) {
        if (system.hasZeroSolution()) {
            Arrays.fill(x, 0f);
            return;
        }
        SolveMethod method = methodOf(pairs);
        if (method == SolveMethod.CONJUGATE_GRADIENT) {
            System.arraycopy(warms, at, x, 0, x.length);
        }
        solver(method).solve(system, x);
    }

    private RowSolver solver(SolveMethod method) {
        return switch (method) {
            case PRIMAL -> primal;
            case DUAL -> dual;
            case CONJUGATE_GRADIENT -> conjugateGradient;
        };
    }

    /**
     * Whether any of the rows needs its warm start. To rotate the warm starts costs as much as to rotate the solutions.
     */
    private boolean usesWarmStart(SparseRows rows, int start, int count) {
        for (int row = start; row < start + count; row++) {
            if (methodOf(rows.pairs(row)) == SolveMethod.CONJUGATE_GRADIENT) {
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
            toBasis.load(rows, start * side.rank(), side.rank(), count);
            toBasis.store(rotated, 0, side.stride());
        }
    }

    private static void requireLength(String name, float[] rows, int length) {
        if (rows.length != 0 && rows.length != length) {
            throw new IllegalArgumentException(
                    "illegal %s: %d, must be %d or none".formatted(name, rows.length, length));
        }
    }
}
