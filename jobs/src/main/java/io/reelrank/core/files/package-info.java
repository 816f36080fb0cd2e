/**
 * Files beside the tables, on any file system that Hadoop knows: small JSON files that are replaced in one step, lines
 * of text files with their numbers, and digests that tell two inputs apart.
 *
 * <p>The entry points are {@link io.reelrank.core.files.Storage} and {@link io.reelrank.core.files.TextLines}.
 *
 * <p>It knows neither tables nor what a file means.
 */
package io.reelrank.core.files;
