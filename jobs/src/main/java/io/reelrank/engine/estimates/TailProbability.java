package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.udf;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;

/** How probable a count or a number as extreme as the observed one is by chance. The values are exact, also for few counts. */
public final class TailProbability {
    private TailProbability() {}

    /**
     * P(X ≥ k) of a binomial X of n with probability p, which is I_p(k, n − k + 1) of the regularized incomplete beta function;
     * 1 for k ≤ 0. k and n need not be whole: with overdispersion φ, give k/φ and n/φ.
     */
    public static Column atLeast(Column k, Column n, Column p) {
        UDF3<Double, Double, Double, Double> tail = (part, whole, rate) -> {
            if (part == null || whole == null || rate == null) {
                return null;
            }
            return part <= 0 ? 1.0 : Beta.regularizedBeta(Math.min(rate, 1), part, Math.max(whole - part, 0) + 1);
        };
        return udf(tail, DataTypes.DoubleType).apply(k, n, p);
    }

    /** The probability that a number with Student's t distribution is larger than t. */
    public static Column ofStudent(Column t, Column degreesOfFreedom) {
        UDF2<Double, Double, Double> tail = (value, degrees) ->
                value == null || degrees == null ? null : new TDistribution(degrees).cumulativeProbability(-value);
        return udf(tail, DataTypes.DoubleType).apply(t, degreesOfFreedom);
    }
}
