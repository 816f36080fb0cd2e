/**
 * Files beside the tables, on any file system that Hadoop supports: small JSON files that are replaced atomically, the
 * numbered lines of text files, and digests that tell two inputs apart.
 *
 * <p>Entry points: {@link io.reelrank.core.files.Storage}, {@link io.reelrank.core.files.TextLines}, {@link
 * io.reelrank.core.files.Json} and {@link io.reelrank.core.files.Digest}.
 *
 * <p>It knows neither tables nor the meaning of a file.
 */
package io.reelrank.core.files;
