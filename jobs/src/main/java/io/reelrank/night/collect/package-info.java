/**
 * The first stage of the night: it ingests the files of the sources as events, videos, users and history, and accounts
 * for every row.
 *
 * <p>Entry point: {@link io.reelrank.night.collect.CollectStage}. {@code CollectionPlan} decides which days are
 * collected, {@code FileLedger} finds files that were delivered twice, and {@code SourceReader} reads the rows with
 * their file and line. {@code EventMapping} and {@code EntityMapping} parse and validate the rows, {@code
 * Deduplication} finds repeated events, and {@code LatestState} keeps the latest row of each video and user. Every row
 * ends as accepted, as a repeat, or in {@code rejected_events} with its reason; the row counts of {@code
 * collected_rows} add up to the lines of the files exactly.
 *
 * <p>Events are stored under the day they happened on, with the day of their delivery in a column. A night uses the
 * events that were delivered by its date. So a late event joins its own day, a night that runs again gets the same
 * events, and the tables do not depend on the order in which the days are collected.
 *
 * <p>The package judges rows, not users. It does not weigh, decay or join events.
 */
package io.reelrank.night.collect;
