/**
 * The learned ranker (learning to rank): it reorders a user's top videos by the model, learned from which shown videos
 * became positives and which were skipped.
 *
 * <p>Entry points: {@link io.reelrank.engine.ranker.CandidateSnapshot} finds a user's candidates and computes their
 * features as of a date; {@link io.reelrank.engine.ranker.RankerExamples} labels them by the days after that date;
 * {@link io.reelrank.engine.ranker.RankerFit} fits one of MLlib's classifiers to the examples; {@link
 * io.reelrank.engine.ranker.Ranker} is the result, as plain arrays. {@link io.reelrank.engine.ranker.RankerFeature}
 * lists the features. Evaluation and serving use the same code.
 *
 * <p>The package computes the fitted models' scores itself: MLlib's {@code predictRaw} takes 3.3 times as long for the
 * logistic regression, 1.3 times for the perceptron and 0.84 times for the trees, its perceptron returns wrong scores
 * when two tasks share it ({@code PredictionBenchmark}: 12 % of them), and the constructors that would rebuild its
 * models from plain rows are {@code private[ml]}.
 *
 * <p>It knows no table, finds no candidates beyond the model's, and evaluates nothing.
 */
package io.reelrank.engine.ranker;
