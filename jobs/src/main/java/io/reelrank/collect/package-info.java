/**
 * The night's first stage: the sources' files become events, videos, users and history, and every row is accounted for.
 *
 * <p>The door is {@link io.reelrank.collect.CollectStage}. {@code SourceFiles} finds a day's files, {@code SourceRows}
 * reads their rows with file and line, and one mapping a kind of source says what a row means or why it is refused.
 * Every row of every file ends as accepted, as a repeat, or in {@code rejected_events} with its reason; the books of
 * {@code collected_rows} add up to the files' lines exactly.
 *
 * <p>It judges rows, not users: it does not weigh, decay or join events.
 */
package io.reelrank.collect;
