/**
 * The command line: one class per command, and what all commands share.
 *
 * <p>The entry point is {@link io.reelrank.cli.CommandLines}; {@code Main} gives it the clock and the pipelines. A
 * command turns arguments into settings, a date and a Spark session, and an error into one line and an exit code.
 *
 * <p>The package computes nothing about users or videos. It knows the stages only as a pipeline.
 */
package io.reelrank.cli;
