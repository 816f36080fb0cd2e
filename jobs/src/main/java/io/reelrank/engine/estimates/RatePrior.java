package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * The prior of a group of G rates that empirical Bayes shrinks towards, from the sums of the group. Of each rate, k of n were
 * observed; the variance of k/n is φ m (1 − m) / n, where φ ≥ 1 is the overdispersion that days and videos bring.
 *
 * <pre>m = (K + ½) / (N + 1),   τ² = max(√(2(G − 1)) v, Σ k²/n − K²/N − (G − 1) v) / (N − Σ n²/N),   s = min(v / τ², N)</pre>
 *
 * <p>with K = Σ k, N = Σ n and v = φ m (1 − m); τ² is the variance between the rates by the method of moments (DerSimonian and
 * Laird 1986, "Meta-analysis in clinical trials", with weights n). Of rates that are all equal, Σ k²/n − K²/N is about v times a
 * chi-squared variable of G − 1 degrees of freedom, whose standard deviation is √(2(G − 1)): τ² is at least that, as few rates
 * cannot show that they are equal, and intervals that took them to be would be too narrow (Morris 1983, "Parametric empirical
 * Bayes inference"). A rate is then estimated as (k + s m) / (n + s), as if s more had been observed, and its interval is that of
 * a beta distribution of (n + s) / φ observations. The ½ keeps m off 0 and 1.
 *
 * @param rates G, the number of rates
 * @param observed N
 * @param observedSquares Σ n²
 * @param parts K
 * @param partSquares Σ k²/n
 * @param dispersion φ
 */
public record RatePrior(
        Column rates, Column observed, Column observedSquares, Column parts, Column partSquares, Column dispersion) {
    /** m, the mean rate. */
    public Column mean() {
        return parts.plus(0.5).divide(observed.plus(1));
    }

    /** s, how many observations the prior is worth. */
    public Column strength() {
        Column within = dispersion.multiply(mean()).multiply(lit(1.0).minus(mean()));
        Column beyond = partSquares
                .minus(pow(parts, 2).divide(some(observed)))
                .minus(rates.minus(1).multiply(within));
        Column between = greatest(beyond, sqrt(rates.minus(1).multiply(2)).multiply(within))
                .divide(some(observed.minus(observedSquares.divide(some(observed)))));
        return when(between.gt(0), least(within.divide(some(between)), observed))
                .otherwise(observed);
    }

    /**
     * The estimate of a rate.
     *
     * @param strength of {@link #strength}
     */
    public static Column estimate(Column k, Column n, Column mean, Column strength) {
        return k.plus(strength.multiply(mean)).divide(some(n.plus(strength)));
    }

    /**
     * An end of the interval of an estimate.
     *
     * @param observations (n + s) / φ
     * @param z the number of standard deviations, negative for the lower end
     */
    public static Column bound(Column estimate, Column observations, double z) {
        return BetaQuantile.of(
                estimate.multiply(observations), lit(1.0).minus(estimate).multiply(observations), z);
    }

    // In ANSI mode a division by 0 fails even in a branch that is not taken.
    private static Column some(Column number) {
        return greatest(number.cast("double"), lit(Double.MIN_NORMAL));
    }
}
