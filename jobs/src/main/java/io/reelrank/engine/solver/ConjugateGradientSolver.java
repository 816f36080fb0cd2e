package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/**
 * Conjugate gradients from warm factors (Takács, Pilászy, Tikk 2011, "Applications of the conjugate gradient method for
 * implicit feedback collaborative filtering"), preconditioned by the diagonal of the system: 2 n rank multiplications a
 * step. Each step lowers the row's loss. With enough steps the solution is the exact one.
 */
final class ConjugateGradientSolver implements RowSolver {
    private final Kernels kernels;
    private final StoppingCriteria stopping;
    /** [rank padded] the preconditioner: the inverse of the system's diagonal; zero beyond the rank. */
    private final float[] inverse;

    private final float[] residual;
    private final float[] preconditioned;
    private final float[] direction;
    private final float[] product;

    ConjugateGradientSolver(Kernels kernels, StoppingCriteria stopping, int rank) {
        this.kernels = kernels;
        this.stopping = stopping;
        int width = Matrix.padded(rank);
        this.inverse = new float[width];
        this.residual = new float[width];
        this.preconditioned = new float[width];
        this.direction = new float[width];
        this.product = new float[width];
    }

    @Override
    public void solve(RowSystem system, float[] x) {
        int width = system.width;
        float[] factors = system.side.rotated();
        System.arraycopy(system.diagonal, 0, inverse, 0, width);
        for (int k = 0; k < width; k++) {
            residual[k] = system.priorTerm[k] - system.diagonal[k] * x[k];
        }
        for (int j = 0; j < system.count; j++) {
            float weight = system.weights[j];
            int at = system.starts[j];
            kernels.addResponse(system.targets[j], weight, factors, at, x, residual, width);
            kernels.addSquares(weight, factors, at, inverse, width);
        }
        for (int k = 0; k < width; k++) {
            inverse[k] = k < system.rank ? 1 / inverse[k] : 0f;
            direction[k] = inverse[k] * residual[k];
        }
        double energy = product(residual, direction);
        double bound = energy * stopping.tolerance() * stopping.tolerance();
        for (int step = 0; step < stopping.steps() && energy > bound && energy > Float.MIN_NORMAL; step++) {
            energy = step(system, x, energy);
        }
    }

    /**
     * Takes one step.
     *
     * @param energy rᵀ M⁻¹ r of the residual before, M being the preconditioner
     * @return the same of the residual after the step; 0 if there is nothing left to gain
     */
    private double step(RowSystem system, float[] x, double energy) {
        int width = system.width;
        float[] factors = system.side.rotated();
        Arrays.fill(product, 0f);
        for (int j = 0; j < system.count; j++) {
            kernels.addResponse(0f, -system.weights[j], factors, system.starts[j], direction, product, width);
        }
        for (int k = 0; k < width; k++) {
            product[k] += system.diagonal[k] * direction[k];
        }
        double curvature = product(direction, product);
        if (!(curvature > 0)) {
            return 0;
        }
        float length = (float) (energy / curvature);
        kernels.addScaled(length, direction, 0, x, 0, width);
        kernels.addScaled(-length, product, 0, residual, 0, width);
        for (int k = 0; k < width; k++) {
            preconditioned[k] = inverse[k] * residual[k];
        }
        double next = product(residual, preconditioned);
        float share = (float) (next / energy);
        for (int k = 0; k < width; k++) {
            direction[k] = preconditioned[k] + share * direction[k];
        }
        return next;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }
}
