package io.reelrank.engine.als;

import io.reelrank.engine.solver.InitialFactors;

/**
 * How sweeps go on.
 *
 * @param rank the factors' length
 * @param iterations how many sweeps at the most
 * @param stall a sweep that lowers the loss by a smaller share than this is the last
 * @param blocks in how many blocks either side is cut
 * @param first what a row without factors begins with
 * @param broadcastBytes a side with larger factors is not broadcast but routed
 * @param gradientSteps steps of conjugate gradients for the rows that they are cheaper for; 0 solves every row exactly
 * @param splitPairs a row with more pairs than this is summed in several blocks
 * @param checkpointInterval after how many sweeps the lineage of routed factors is cut
 */
public record SweepSettings(
        int rank,
        int iterations,
        double stall,
        int blocks,
        InitialFactors first,
        long broadcastBytes,
        int gradientSteps,
        int splitPairs,
        int checkpointInterval) {}
