/**
 * The declaration of tables, and the store that keeps them as Parquet, one folder per table and day.
 *
 * <p>Entry points: {@link io.reelrank.core.store.Table} declares a table; {@link io.reelrank.core.store.TableStore}
 * reads and writes its days. A write checks that the columns are present, the types exact, and the keys neither null
 * nor repeated; it casts nothing. Replacing the manifest of a day publishes the write in one step, so that a failed
 * write leaves the former rows as they were.
 *
 * <p>It declares no tables of its own, transforms nothing, and knows no stage.
 */
package io.reelrank.core.store;
