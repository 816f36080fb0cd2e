/**
 * The pages for operators: whether a night is well, and what its model is worth.
 *
 * <p>The doors are {@link io.reelrank.pages.nights.NightPage}, made of {@link io.reelrank.pages.nights.NightFacts}, and {@link
 * io.reelrank.pages.nights.ModelCard}. They are in English, as logs and errors are, and have their words in templates and
 * classes.
 *
 * <p>The package refuses no night and does not measure the model: it says what the gate, the run's record and {@code
 * model_quality} hold. It knows nothing of creators' pages.
 */
package io.reelrank.pages.nights;
