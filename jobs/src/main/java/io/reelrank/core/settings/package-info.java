/**
 * All settings of a night as immutable records, one per stage or command.
 *
 * <p>The entry point is {@link io.reelrank.core.settings.Settings#load}. It merges the {@code --set} options, the
 * {@code --conf} file and {@code reference.conf}, and checks every value. An unknown key or a value that is not allowed
 * is an error that names the file and line.
 *
 * <p>The package reads no data, opens no storage, knows no stage, and imports nothing else of reelrank.
 */
package io.reelrank.core.settings;
