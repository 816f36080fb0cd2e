/**
 * Compares the pipeline's models with published benchmarks: trains on one file of pairs and evaluates on another, by
 * the protocol of the papers.
 *
 * <p>The entry point is {@link io.reelrank.workbench.benchmark.Benchmark}.
 *
 * <p>It reads no table, knows no night and splits no data: the held-out pairs are given.
 */
package io.reelrank.workbench.benchmark;
