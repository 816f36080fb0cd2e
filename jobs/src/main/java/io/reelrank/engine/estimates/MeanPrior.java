package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.engine.reduce.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.WindowSpec;

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
public record MeanPrior(Column within, Column between) {
    private static final double LEAST_WITHIN = 1e-6;

    /** The prior of no group: every mean is 0. */
    public static final MeanPrior NONE = new MeanPrior(lit(LEAST_WITHIN), lit(0.0));

    /**
     * The prior as aggregates over the rows of groups.
     *
     * @param n the counts, each at least 1
     * @param s the sums
     * @param q the sums of squares
     */
    public static MeanPrior of(Column n, Column s, Column q) {
        return of(count(lit(1)), sum(n), ExactSum.of(ofMean(n, s)), ExactSum.of(q));
    }

    /** The same over the groups of a window. */
    public static MeanPrior over(Column n, Column s, Column q, WindowSpec window) {
        return of(
                count(lit(1)).over(window),
                sum(n).over(window),
                ExactSum.over(ofMean(n, s), window),
                ExactSum.over(q, window));
    }

    private static Column ofMean(Column n, Column s) {
        return pow(s, 2).divide(n);
    }

    private static MeanPrior of(Column groups, Column numbers, Column ofMeans, Column squares) {
        Column isTold = numbers.gt(groups);
        // In ANSI mode a division by 0 fails even in a branch that is not taken.
        Column variance = when(isTold, squares.minus(ofMeans).divide(greatest(numbers.minus(groups), lit(1L))))
                .otherwise(squares.divide(numbers));
        Column within = greatest(variance, lit(LEAST_WITHIN));
        Column rest = ofMeans.minus(groups.multiply(within)).divide(numbers);
        return new MeanPrior(within, when(isTold, greatest(rest, lit(0.0))).otherwise(0.0));
    }

    /** The estimate of the mean of a group. */
    public Column estimate(Column n, Column s) {
        return between.multiply(s).divide(n.multiply(between).plus(within));
    }

    /** The variance of what is not known of it. */
    public Column variance(Column n) {
        return between.multiply(within).divide(n.multiply(between).plus(within));
    }
}
