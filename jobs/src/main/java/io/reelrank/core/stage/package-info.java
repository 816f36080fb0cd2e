/**
 * What a stage is, and how a night runs its stages: in order, each once, over declared tables.
 *
 * <p>The entry point is {@link io.reelrank.core.stage.Pipeline}. Its constructor refuses a table that is read before a
 * stage writes it, and a table that two stages write. A stage is not computed again if its tables of the date were
 * already written from the same inputs and settings.
 *
 * <p>The package knows no stage by name, transforms no data, and does not read the time of day.
 */
package io.reelrank.core.stage;
