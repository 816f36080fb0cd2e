/**
 * The declared tables: each class declares one {@link io.reelrank.core.store.Table}, its columns once, with type,
 * meaning and unit.
 *
 * <p>It stores nothing, transforms nothing, and knows no stage.
 */
package io.reelrank.core.tables;
