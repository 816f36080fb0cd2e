/**
 * Holds the pipeline's training and measuring against published benchmarks: trains on one file of pairs and measures on
 * another, by the protocol that the papers use.
 *
 * <p>The door is {@link io.reelrank.workbench.benchmark.Benchmark}. No tables, no nights, no split: what is held out is given.
 */
package io.reelrank.workbench.benchmark;
