/**
 * The loops over floats in which training and scoring spend their time: by the Vector API where its module is, else in
 * plain Java that the compiler vectorises.
 *
 * <p>The doors are {@link io.reelrank.engine.kernels.Kernels} and what they work on, {@link io.reelrank.engine.kernels.Matrix}.
 *
 * <p>It knows sums of products and nothing of what they mean.
 */
package io.reelrank.engine.kernels;
