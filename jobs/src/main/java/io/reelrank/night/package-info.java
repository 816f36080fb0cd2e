/**
 * The stages of a night, one package each: what runs every night in production.
 *
 * <p>A stage may use {@link io.reelrank.engine} and {@link io.reelrank.core}; only the root package uses stages, to put
 * them into a pipeline. Stages do not use each other: one stage's result reaches another as a declared table of {@link
 * io.reelrank.core.tables}.
 *
 * <p>Algorithms that measuring, tuning or a second stage needs do not belong here but in the engine, and tools that
 * people run by hand belong in the workbench.
 */
package io.reelrank.night;
