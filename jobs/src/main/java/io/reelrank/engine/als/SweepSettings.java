package io.reelrank.engine.als;

import io.reelrank.engine.solver.InitialFactors;

/**
 * How long the sweeps go on, and how the work is divided.
 *
 * @param rank the length of a row's factors
 * @param iterations the most sweeps
 * @param stall a sweep that lowers the loss by a smaller share than this is the last
 * @param blocks the number of blocks of each side
 * @param initial the factors of a row that has none yet
 * @param broadcastBytes a side whose factors have more bytes is routed, not broadcast
 * @param gradientSteps conjugate gradient steps for rows where these are cheaper; 0 solves every row exactly
 * @param splitPairs a row with more pairs is summed in several blocks
 * @param checkpointInterval factors are checkpointed every so many sweeps, which cuts their lineage
 */
public record SweepSettings(
        int rank,
        int iterations,
        double stall,
        int blocks,
        InitialFactors initial,
        long broadcastBytes,
        int gradientSteps,
        int splitPairs,
        int checkpointInterval) {}
