package io.reelrank.workbench.benchmark;

import java.util.Optional;

/**
 * A benchmark as it is published.
 *
 * @param train the file to learn from
 * @param test the file of what is held out, in the format of the first
 * @param candidates the file of what is ranked for each user; none ranks every item that occurs in training
 * @param format the files' format; none tells it by the first lines of {@code train}
 * @param skipLines how many lines at each file's start say something else, such as the columns' names
 */
public record BenchmarkFiles(
        String train, String test, Optional<String> candidates, Optional<PairFormat> format, int skipLines) {}
