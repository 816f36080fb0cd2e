package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.reelrank.engine.reduce.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The prior of the means of G groups that empirical Bayes shrinks towards 0. Of each group, n numbers with the sum s and the sum
 * of squares q were observed; N = Σ n.
 *
 * <pre>σ² = Σ (q − s²/n) / (N − G),   τ² = max(0, (Σ s²/n − G σ²) / N)</pre>
 *
 * <p>by the method of moments (DerSimonian and Laird 1986, "Meta-analysis in clinical trials"). A group's mean is then estimated
 * as τ² s / (n τ² + σ²), and the variance of what is not known of it is τ² σ² / (n τ² + σ²): without a number, 0 and τ². Where
 * no group has two numbers, σ and τ cannot be told apart, and all is taken for σ.
 *
 * @param within σ², the variance within a group; above 0
 * @param between τ², the variance between the groups' true means; 0 or more
 */
public record MeanPrior(double within, double between) {
    private static final double LEAST_WITHIN = 1e-6;

    /** The prior of no group: every mean is 0. */
    public static final MeanPrior NONE = new MeanPrior(LEAST_WITHIN, 0);

    /**
     * The aggregate over groups that {@link #of(Row)} takes.
     *
     * @param n the column of the counts, each at least 1
     * @param s the column of the sums
     * @param q the column of the sums of squares
     */
    public static Column moments(Column n, Column s, Column q) {
        return struct(count(lit(1)), sum(n), ExactSum.of(pow(s, 2).divide(n)), ExactSum.of(q));
    }

    /** The prior that the moments of all groups give. */
    public static MeanPrior of(Row moments) {
        long groups = moments.getLong(0);
        long numbers = moments.getLong(1);
        double ofMeans = moments.getDouble(2);
        double squares = moments.getDouble(3);
        if (numbers == groups) {
            return new MeanPrior(Math.max(LEAST_WITHIN, squares / Math.max(1, numbers)), 0);
        }
        double within = Math.max(LEAST_WITHIN, (squares - ofMeans) / (numbers - groups));
        return new MeanPrior(within, Math.max(0, (ofMeans - groups * within) / numbers));
    }

    /**
     * The estimate of a mean.
     *
     * @param within the column of σ², above 0
     * @param between the column of τ²
     */
    public static Column estimate(Column s, Column n, Column within, Column between) {
        return between.multiply(s).divide(n.multiply(between).plus(within));
    }

    /** The variance of what is not known of the mean, for the same columns. */
    public static Column variance(Column n, Column within, Column between) {
        return between.multiply(within).divide(n.multiply(between).plus(within));
    }
}
