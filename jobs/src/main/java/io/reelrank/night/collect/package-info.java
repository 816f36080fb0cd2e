/**
 * The night's first stage: the sources' files become events, videos, users and history, and every row is accounted for.
 *
 * <p>The door is {@link io.reelrank.night.collect.CollectStage}. {@code DeliverySchedule} says which days' files are due, {@code
 * FileLedger} which files were delivered before, {@code SourceReader} reads their rows with file and line, one mapping a kind
 * of source says what a row means or why it is refused, {@code Deduplication} finds what was said before, and {@code
 * LatestState} keeps the newest of each video and user. Every row of every file ends as accepted, as a repeat, or in
 * {@code rejected_events} with its reason; the books of {@code collected_rows} add up to the files' lines exactly.
 *
 * <p>Events lie under the day they happened on, with the day they were delivered beside, and what a night knows is what
 * was delivered by its date. So late events join their own day, a night that is run again sees what it saw, and the
 * tables are the same in whichever order the days are collected.
 *
 * <p>It judges rows, not users: it does not weigh, decay or join events.
 */
package io.reelrank.night.collect;
