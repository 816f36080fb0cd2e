/**
 * The algorithms: training, scoring, ranking, re-ranking and evaluation, and the numerical code under them.
 *
 * <p>The night and the workbench may use it. It may use {@link io.reelrank.core.settings} at the most, and most of its
 * packages use no settings at all. It works on arrays and data frames; the columns that its frames share are {@link
 * io.reelrank.engine.EngineColumns}.
 *
 * <p>Tables, files, stages and dates of nights do not belong here.
 */
package io.reelrank.engine;
