package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/**
 * Conjugate gradients from the factors at hand (Takács, Pilászy, Tikk 2011, "Applications of the conjugate gradient
 * method for implicit feedback collaborative filtering"), preconditioned by the system's diagonal: 2 n rank products a
 * step. Each step lowers the row's loss; the solution is that of the other solvers once there are enough steps.
 */
final class GradientSolver implements RowSolver {
    private final Kernels kernels;
    private final ConjugateGradient method;
    private final float[] inverse;
    private final float[] residual;
    private final float[] scaled;
    private final float[] direction;
    private final float[] product;

    GradientSolver(Kernels kernels, ConjugateGradient method, int rank) {
        this.kernels = kernels;
        this.method = method;
        int width = Matrix.padded(rank);
        this.inverse = new float[width];
        this.residual = new float[width];
        this.scaled = new float[width];
        this.direction = new float[width];
        this.product = new float[width];
    }

    @Override
    public void solve(RowSystem system, float[] x) {
        int width = system.width;
        float[] factors = system.side.rotated();
        System.arraycopy(system.diagonal, 0, inverse, 0, width);
        for (int k = 0; k < width; k++) {
            residual[k] = system.pull[k] - system.diagonal[k] * x[k];
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
        double enough = energy * method.tolerance() * method.tolerance();
        for (int step = 0; step < method.steps() && energy > enough && energy > Float.MIN_NORMAL; step++) {
            energy = step(system, x, energy);
        }
    }

    /** One step; the residual's square in the preconditioner's norm after it. */
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
            scaled[k] = inverse[k] * residual[k];
        }
        double next = product(residual, scaled);
        float kept = (float) (next / energy);
        for (int k = 0; k < width; k++) {
            direction[k] = scaled[k] + kept * direction[k];
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
