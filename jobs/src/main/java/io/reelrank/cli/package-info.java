/**
 * The command line: one small class a command, and what all runs share around the stages.
 *
 * <p>The door is {@link io.reelrank.cli.CommandLines}, which {@code Main} gives the clock and the night's stages. A
 * command turns arguments into settings, a date and a session, and errors into one clear line and an exit code.
 *
 * <p>It computes nothing about users or videos, and knows the stages only as a pipeline.
 */
package io.reelrank.cli;
