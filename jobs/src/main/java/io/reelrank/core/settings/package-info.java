/**
 * Every setting of a night as immutable records, one a stage, built from HOCON.
 *
 * <p>The door is {@link io.reelrank.core.settings.Settings#load}: it lays {@code --set} over the {@code --conf} file over
 * {@code reference.conf}, checks every value and refuses keys nobody reads, naming file and line.
 *
 * <p>It reads no data, opens no storage, knows no stage, and imports nothing else of reelrank.
 */
package io.reelrank.core.settings;
