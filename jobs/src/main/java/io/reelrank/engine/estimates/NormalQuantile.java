package io.reelrank.engine.estimates;

/** Quantiles of the standard normal distribution: how many standard deviations an interval reaches to each side. */
public final class NormalQuantile {
    /** The 97.5% quantile: ±1.959964 holds 95%. */
    public static final double Z95 = 1.959964;

    /** The 95% quantile: ±1.644854 holds 90%. */
    public static final double Z90 = 1.644854;

    private NormalQuantile() {}
}
