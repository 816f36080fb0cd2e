/**
 * The declared tables, and the store that keeps them as Parquet, one folder a table and day.
 *
 * <p>The door is {@link io.reelrank.tables.TableStore}. Each other class declares one {@link io.reelrank.tables.Table}:
 * its columns once, with type, meaning and unit. A table checks what it is given: columns present, types exact, keys
 * neither null nor repeated; it casts nothing. A day of a table exists once its manifest does, which is swapped in
 * after every file was counted, so a failed write leaves what was there before.
 *
 * <p>It transforms nothing, knows no stage, and imports nothing else of reelrank.
 */
package io.reelrank.tables;
