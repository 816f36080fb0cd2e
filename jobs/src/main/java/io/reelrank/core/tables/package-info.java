/**
 * The declared tables. Each class declares one {@link io.reelrank.core.store.Table}: what a row is, and each column
 * with its type, meaning and unit. {@link io.reelrank.core.tables.AsOf} has the cutoff dates that are part of several
 * tables' keys.
 *
 * <p>The package stores nothing and knows no stage.
 */
package io.reelrank.core.tables;
