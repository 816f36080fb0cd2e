/**
 * Eigenvalues and eigenvectors of dense symmetric matrices of up to about a thousand rows, without a native library.
 *
 * <p>The entry point is {@link io.reelrank.engine.eigen.SymmetricEigen}. The package knows nothing of factors or users,
 * and does not solve for a part of the spectrum.
 *
 * <p>Milliseconds of a full decomposition of a random Gramian on one thread, the median of 11 runs, against LAPACK in
 * Java, which is what netlib runs where no native library is found ({@code LAPACK.getInstance()} is {@code F2jLAPACK}):
 *
 * <pre>
 * rank   vector kernels   plain kernels   dsyevd   dsyevr
 *   64             0.40            0.52     0.56     0.50
 *  128             1.38            2.23     2.95     2.47
 *  256             5.78           12.20    18.45    15.07
 *  512            32.58           84.57   129.80   105.97
 * 1024           223.82          659.66   992.30   820.22
 * </pre>
 *
 * LAPACK's eigenvectors are in doubles, these are in floats. The eigenvalues differ by less than 1e-13 of the largest.
 * Measured with Java 17 on a server of the AMD EPYC family by, in {@code jobs}:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp "target/test-classes:target/classes:target/spark/jars/*" \
 *     io.reelrank.engine.eigen.EigenBenchmark vector 64 128 256 512 1024
 * </pre>
 */
package io.reelrank.engine.eigen;
