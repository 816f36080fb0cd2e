/**
 * Dense linear algebra in floats: the loops in which training and scoring spend their time. They use the Vector API if
 * its module is there, otherwise plain Java that the compiler vectorises.
 *
 * <p>The entry points are {@link io.reelrank.engine.kernels.Kernels} and its operand {@link
 * io.reelrank.engine.kernels.Matrix}.
 *
 * <p>The package knows nothing of users, items or factors, and starts no threads.
 */
package io.reelrank.engine.kernels;
