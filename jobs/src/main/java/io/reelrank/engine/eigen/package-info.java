/**
 * Eigenvectors of symmetric matrices of some hundreds of rows, as fast as the kernels of products allow and without
 * native libraries.
 *
 * <p>The door is {@link io.reelrank.engine.eigen.SymmetricEigen}.
 *
 * <p>It knows nothing of factors or users.
 */
package io.reelrank.engine.eigen;
