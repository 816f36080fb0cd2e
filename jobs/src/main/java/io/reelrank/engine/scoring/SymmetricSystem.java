package io.reelrank.engine.scoring;

/**
 * A symmetric positive definite system of equations in doubles, which is factored once and solved for many right sides. It
 * works on four rows at a time, so that a sum is read and written once for four products.
 */
final class SymmetricSystem {
    private static final int ROWS = 4;

    private final int rank;
    /** [rank × rank] Lᵀ of A = L Lᵀ, by rows. */
    private final double[] upper;

    /**
     * Factors the system.
     *
     * @param rank the number of unknowns
     * @param matrix [rank × rank] A, of which only the upper half is read; overwritten
     */
    SymmetricSystem(int rank, double[] matrix) {
        this.rank = rank;
        this.upper = matrix;
        double[] row = new double[rank];
        for (int m = 0; m < rank; m++) {
            int at = m * rank;
            double diagonal = Math.sqrt(matrix[at + m]);
            matrix[at + m] = diagonal;
            for (int l = m + 1; l < rank; l++) {
                matrix[at + l] /= diagonal;
            }
            System.arraycopy(matrix, at, row, 0, rank);
            for (int k = m + 1; k < rank; k++) {
                subtract(row[k], row, k, k * rank + k);
            }
        }
    }

    /** A −= factor · the end of a row, from an element of A to the end of its row. */
    private void subtract(double factor, double[] row, int from, int at) {
        for (int l = 0; l < rank - from; l++) {
            upper[at + l] -= factor * row[from + l];
        }
    }

    /**
     * Solves the system for all right sides, A X = B.
     *
     * @param columns [rank × sides] B by rows; overwritten by X
     * @param sides the number of right sides
     */
    void solve(double[] columns, int sides) {
        double[] row = new double[sides];
        for (int k = 0; k < rank; k++) {
            System.arraycopy(columns, k * sides, row, 0, sides);
            eliminate(row, columns, 0, k, k, rank);
            divide(row, k, columns);
        }
        for (int k = rank - 1; k >= 0; k--) {
            System.arraycopy(columns, k * sides, row, 0, sides);
            eliminate(row, columns, k + 1, rank, k * rank, 1);
            divide(row, k, columns);
        }
    }

    /** row[i] −= Σ_l upper[at + l · step] · columns[l][i], from ≤ l &lt; to. */
    private void eliminate(double[] row, double[] columns, int from, int to, int at, int step) {
        int sides = row.length;
        int l = from;
        for (; l + ROWS <= to; l += ROWS) {
            double a = upper[at + l * step];
            double b = upper[at + (l + 1) * step];
            double c = upper[at + (l + 2) * step];
            double d = upper[at + (l + 3) * step];
            int first = l * sides;
            int second = first + sides;
            int third = second + sides;
            int fourth = third + sides;
            for (int i = 0; i < sides; i++) {
                row[i] = row[i]
                        - a * columns[first + i]
                        - b * columns[second + i]
                        - c * columns[third + i]
                        - d * columns[fourth + i];
            }
        }
        for (; l < to; l++) {
            double a = upper[at + l * step];
            int first = l * sides;
            for (int i = 0; i < sides; i++) {
                row[i] -= a * columns[first + i];
            }
        }
    }

    private void divide(double[] row, int k, double[] columns) {
        double diagonal = upper[k * rank + k];
        for (int i = 0; i < row.length; i++) {
            columns[k * row.length + i] = row[i] / diagonal;
        }
    }
}
