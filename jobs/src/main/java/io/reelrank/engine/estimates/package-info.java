/**
 * What counts say about rates: intervals, estimates from few counts, and which differences chance does not explain.
 *
 * <p>Entry points: {@link io.reelrank.engine.estimates.WilsonInterval} for one rate,
 * {@link io.reelrank.engine.estimates.RatePrior} for many rates of one kind, and
 * {@link io.reelrank.engine.estimates.FalseDiscoveries} for many tests.
 *
 * <p>The package knows no table and no figure.
 */
package io.reelrank.engine.estimates;
