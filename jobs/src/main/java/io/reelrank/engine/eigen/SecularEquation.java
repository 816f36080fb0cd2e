package io.reelrank.engine.eigen;

/**
 * Finds the eigenvalues of diag(d) + ρ z zᵀ as the roots of the secular equation
 *
 * <pre>f(λ) = 1 + ρ Σ_j z_j² / (d_j − λ)</pre>
 *
 * There is one root between each two neighbouring poles d_k and d_k+1, and one above the last pole. A root is kept as
 * its distance from a pole close to it, so that its distances from all poles are exact to rounding.
 *
 * <p>Each step takes the root of c + s / (d_k − λ) + S / (d_k+1 − λ), fitted to f and to the slopes of its two parts,
 * the sums up to pole k and from pole k + 1 on (the "middle way", Li 1993, LAPACK Working Note 89). If that root is
 * outside the bracket, the step bisects.
 */
final class SecularEquation {
    private static final int MAX_STEPS = 100;
    private static final double ROUNDING = 1e-15;

    private final double[] poles;
    private final double[] squares;
    private final double rho;
    private final int count;

    private int origin;
    private double shift;

    /**
     * @param poles d, strictly ascending
     * @param squares z², positive
     * @param rho positive
     * @param count the number of poles
     */
    SecularEquation(double[] poles, double[] squares, double rho, int count) {
        this.poles = poles;
        this.squares = squares;
        this.rho = rho;
        this.count = count;
    }

    /** The pole that {@link #shift} is measured from. */
    double origin() {
        return poles[origin];
    }

    /** The distance of the last found root from {@link #origin}. */
    double shift() {
        return shift;
    }

    /** Finds the root above pole k. */
    void find(int k) {
        boolean last = k == count - 1;
        double low = 0;
        double high;
        origin = k;
        if (last) {
            high = 0;
            for (int j = 0; j < count; j++) {
                high += rho * squares[j];
            }
        } else {
            high = poles[k + 1] - poles[k];
            if (valueAboveOrigin(high / 2) < 0) {
                origin = k + 1;
                low = -high / 2;
                high = 0;
            } else {
                high /= 2;
            }
        }
        // The step models the poles split and split + 1; f is summed in two parts, up to split and above it.
        int split = last ? Math.max(0, k - 1) : k;
        double x = (low + high) / 2;
        for (int step = 0; step < MAX_STEPS; step++) {
            double below = 0;
            double belowSlope = 0;
            double above = 0;
            double aboveSlope = 0;
            double o = poles[origin];
            for (int j = 0; j <= split; j++) {
                double inverse = 1 / (poles[j] - o - x);
                double term = squares[j] * inverse;
                below += term;
                belowSlope += term * inverse;
            }
            for (int j = split + 1; j < count; j++) {
                double inverse = 1 / (poles[j] - o - x);
                double term = squares[j] * inverse;
                above += term;
                aboveSlope += term * inverse;
            }
            double f = 1 + rho * (below + above);
            if (Math.abs(f) <= ROUNDING * count * (1 + rho * (Math.abs(below) + Math.abs(above)))) {
                break;
            }
            if (f < 0) {
                low = x;
            } else {
                high = x;
            }
            double next = x;
            if (split + 1 < count) {
                double left = poles[split] - o - x;
                double right = poles[split + 1] - o - x;
                double c = f - rho * (left * belowSlope + right * aboveSlope);
                double a = (left + right) * f - left * right * rho * (belowSlope + aboveSlope);
                double b = left * right * f;
                double root = Math.sqrt(Math.max(0, a * a - 4 * b * c));
                if (last) {
                    next += a >= 0 ? (a + root) / (2 * c) : 2 * b / (a - root);
                } else {
                    next += a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
                }
            }
            if (!(next > low && next < high)) {
                next = low / 2 + high / 2;
            }
            if (next == x || !(next > low && next < high)) {
                break;
            }
            x = next;
        }
        shift = x;
    }

    /** f at a distance above the origin. */
    private double valueAboveOrigin(double x) {
        double o = poles[origin];
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += squares[j] / (poles[j] - o - x);
        }
        return 1 + rho * sum;
    }
}
