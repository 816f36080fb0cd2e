package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF6;
import org.apache.spark.sql.types.DataTypes;

/**
 * A share of which the observations come in clusters, such as the showings of a user: R = Σ_u A_u / Σ_u B_u over
 * independent clusters u. Observations of one cluster resemble each other, so the interval comes from the clusters
 * (Cochran 1977, "Sampling Techniques", the linearised variance of a ratio):
 *
 * <pre>
 * V = U / (U − 1) · Σ_u (A_u − R·B_u)² / (Σ_u B_u)²
 * n = R (1 − R) / V
 * </pre>
 *
 * <p>n is how many independent observations would be as sure, and the interval is {@link WilsonInterval}'s of R·n of n. Where
 * all clusters agree, V says nothing, and n is their number U.
 */
public final class ClusteredRatio {
    private static final String CLUSTERS = "clusters";
    private static final String A = "a";
    private static final String B = "b";
    private static final String AA = "aa";
    private static final String AB = "ab";
    private static final String BB = "bb";

    private final Column sums;

    private ClusteredRatio(Column sums) {
        this.sums = sums;
    }

    /**
     * What the estimate needs, an aggregate over clusters, as one struct.
     *
     * @param a A_u: double, never null
     * @param b B_u: double, never null; a cluster with 0 does not count
     */
    public static Column sums(Column a, Column b) {
        return struct(
                count_if(b.notEqual(0)).as(CLUSTERS),
                exact(a).as(A),
                exact(b).as(B),
                exact(a.multiply(a)).as(AA),
                exact(a.multiply(b)).as(AB),
                exact(b.multiply(b)).as(BB));
    }

    // A sum of decimals is the same in any order, and squares of many clusters' counts leave the range of ExactSum.
    private static Column exact(Column number) {
        return coalesce(sum(number.cast("decimal(28,6)")).cast("double"), lit(0.0));
    }

    /** The estimate of a column that has {@link #sums}. */
    public static ClusteredRatio of(String column) {
        return new ClusteredRatio(col(column));
    }

    /** U. */
    public Column clusters() {
        return sums.getField(CLUSTERS);
    }

    /** Σ A. */
    public Column part() {
        return sums.getField(A);
    }

    /** Σ B. */
    public Column whole() {
        return sums.getField(B);
    }

    /** R, in [0, 1]; null without observations. */
    public Column ratio() {
        // In ANSI mode a division by 0 fails even in a branch that is not taken.
        return when(
                whole().notEqual(0),
                part().divide(when(whole().notEqual(0), whole()).otherwise(1.0)));
    }

    /** The lower end of the 95% interval, in [0, 1]; null without observations. */
    public Column lower() {
        return WilsonInterval.lower(ratio().multiply(effective()), effective());
    }

    /** The upper end. */
    public Column upper() {
        return WilsonInterval.upper(ratio().multiply(effective()), effective());
    }

    /** n. One function and no expression: each of the two ends would hold all of it several times. */
    private Column effective() {
        UDF6<Long, Double, Double, Double, Double, Double, Double> n = (clusters, a, b, aa, ab, bb) ->
                clusters == null ? null : effective(clusters, new Sums(a, b, aa, ab, bb));
        return udf(n, DataTypes.DoubleType)
                .apply(clusters(), part(), whole(), sums.getField(AA), sums.getField(AB), sums.getField(BB));
    }

    /** The sums of A, B, A², A·B and B² over clusters. */
    private record Sums(double a, double b, double aa, double ab, double bb) {}

    private static double effective(long clusters, Sums sums) {
        double ratio = sums.a / sums.b;
        double spread = ratio * (1 - ratio);
        double squares = sums.aa - 2 * ratio * sums.ab + ratio * ratio * sums.bb;
        double variance = clusters / (clusters - 1.0) * squares / (sums.b * sums.b);
        // Not so with one cluster, or without observations: both are no numbers then.
        return spread > 0 && variance > 0 && variance < Double.POSITIVE_INFINITY
                ? Math.max(spread / variance, 1)
                : clusters;
    }
}
