/**
 * Tools that people run beside the night, one package each: simulated data, tuning, benchmarks, speed measurements and
 * a look into the tables.
 *
 * <p>The command line and the root package may use a tool. A tool may use {@link io.reelrank.engine} and {@link
 * io.reelrank.core}, and no other tool.
 *
 * <p>Nothing that a night needs belongs here: the night runs without this room.
 */
package io.reelrank.workbench;
