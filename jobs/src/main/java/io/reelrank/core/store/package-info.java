/**
 * What a table is, and the store that keeps tables as Parquet, one folder a table and day.
 *
 * <p>The entry points are {@link io.reelrank.core.store.Table} and {@link io.reelrank.core.store.TableStore}. A table
 * checks what it is given: columns present, types exact, keys neither null nor repeated; it casts nothing. A day of a
 * table exists once its manifest does, which is swapped in after every file was counted, so a failed write leaves what
 * was there before.
 *
 * <p>It declares no table of its own, transforms nothing, and knows no stage.
 */
package io.reelrank.core.store;
