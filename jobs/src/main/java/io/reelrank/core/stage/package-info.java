/**
 * What a stage is, and how a night runs them: in order, each once, over declared tables.
 *
 * <p>The door is {@link io.reelrank.core.stage.Pipeline}. It refuses at construction a table that is read before anything
 * wrote it, or that two stages write. A stage whose tables for the date were already written from the same inputs and
 * settings is not computed again.
 *
 * <p>It knows no stage by name, transforms no data, and reads no clock.
 */
package io.reelrank.core.stage;
