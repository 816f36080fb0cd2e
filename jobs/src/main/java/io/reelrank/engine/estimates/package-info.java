/**
 * What few numbers say: intervals, estimates of rates and means, ranges of what comes next, and which differences chance does
 * not explain.
 *
 * <p>Entry points: {@link io.reelrank.engine.estimates.WilsonInterval} for one rate, {@link
 * io.reelrank.engine.estimates.ClusteredRatio} for one of observations that resemble each other,
 * {@link io.reelrank.engine.estimates.RatePrior} for many rates of one kind, {@link
 * io.reelrank.engine.estimates.MeanPrior} for many means, {@link io.reelrank.engine.estimates.FalseDiscoveries} for many tests,
 * and {@link io.reelrank.engine.estimates.ConformalRange} for what comes next.
 *
 * <p>The package knows no table and no figure.
 */
package io.reelrank.engine.estimates;
