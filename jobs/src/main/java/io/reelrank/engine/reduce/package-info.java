/**
 * Sums that do not depend on the order in which a cluster adds them.
 *
 * <p>The entry points are {@link io.reelrank.engine.reduce.ExactSum}, an aggregate for SQL that adds whole numbers, and
 * {@link io.reelrank.engine.reduce.OrderedReduce}, which adds the elements of an RDD in the order of the partitions.
 *
 * <p>The package does not know what is added.
 */
package io.reelrank.engine.reduce;
