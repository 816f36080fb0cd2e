package io.reelrank.workbench.benchmark;

import java.util.Optional;

/**
 * The files of a published benchmark.
 *
 * @param train the file of training pairs
 * @param test the file of held-out pairs, in the same format
 * @param candidates the file of each user's candidates; without it every item of training is ranked
 * @param format the format; without it the first lines of {@code train} decide
 * @param skipLines how many lines to skip at the start of each file, such as a header
 */
public record BenchmarkFiles(
        String train, String test, Optional<String> candidates, Optional<PairFormat> format, int skipLines) {}
