package io.reelrank.pages.nights;

import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.pages.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model's settings in plain words.
 *
 * @param settings how the model is trained, measured and judged
 */
record ModelWords(ModelCard.ModelCardSettings settings) {
    private static final int MOST_WORDS = 400;
    private static final double FOREVER = 10_000;

    /**
     * A parameter.
     *
     * @param name in a few words
     * @param key the setting, without {@code reelrank.}
     * @param words its value and what it does
     */
    record ModelParameter(String name, String key, String words) {}

    /** How the model is trained. */
    List<ModelParameter> training() {
        ModelSettings model = settings.model();
        boolean isOurs = model.solver() == ModelSettings.Solver.IALS;
        List<ModelParameter> all = new ArrayList<>();
        all.add(new ModelParameter(
                "Method",
                "model.solver",
                isOurs
                        ? "Factors for users and videos, fitted to implicit feedback by alternating least squares (iALS)."
                        : "Factors for users and videos by the alternating least squares of Spark's MLlib."));
        all.add(new ModelParameter(
                "Size", "model.rank", "%d numbers describe each user and each video.".formatted(model.rank())));
        all.add(new ModelParameter(
                "Sweeps",
                "model.iterations",
                "At most %d over all users and videos; %s. It ends earlier when a sweep lowers the loss by less than %s."
                        .formatted(
                                model.iterations(),
                                model.warmIterations() > 0
                                        ? "%d where it goes on from the published night's factors"
                                                .formatted(model.warmIterations())
                                        : "every night begins anew",
                                EnglishText.percent(model.stall()))));
        all.add(new ModelParameter(
                "Regularization",
                "model.regularization",
                "λ = %s draws the factors towards zero, the more the less is known of a user or video."
                        .formatted(model.regularization())));
        all.add(new ModelParameter(
                "Confidence",
                "model.alpha",
                "A pair of strength 1 counts %s, a pair that never met counts %s."
                        .formatted(
                                EnglishText.tick(model.unobservedWeight() + model.alpha()),
                                small(model.unobservedWeight()))));
        all.add(new ModelParameter(
                "Popularity",
                "model.popularity-weight",
                model.popularityWeight() == 0
                        ? "Scores have no part for popularity."
                        : "Recent popularity, scaled to [0, 1], is added to every score with weight %s; its half-life is %s days."
                                .formatted(
                                        model.popularityWeight(),
                                        EnglishText.tick(settings.features().popularityHalfLifeDays()))));
        all.add(new ModelParameter("New videos", "model.feature-prior", newVideos(model.featurePrior())));
        all.add(new ModelParameter(
                "Chance",
                "model.seed",
                "The first factors are drawn with seed %d: the same input gives the same factors."
                        .formatted(model.seed())));
        return all;
    }

    private static String newVideos(ModelSettings.PriorSettings prior) {
        String of = String.join(", ", prior.of());
        if (prior.isOn()) {
            return "The factors of every video are drawn towards what its %s lead one to expect, with weight %s."
                    .formatted(of, prior.weight());
        }
        return prior.ridge() > 0
                ? "A video that nobody has met yet gets, after training, the factors that its %s lead one to expect."
                        .formatted(of)
                : "A video that nobody has met yet has no factors.";
    }

    /** What the model learns from. */
    List<ModelParameter> data() {
        FeaturesSettings features = settings.features();
        StrengthSettings strength = features.strength();
        return List.of(
                new ModelParameter(
                        "Positive",
                        "features.relevant",
                        "A pair is positive where the user did one of: %s."
                                .formatted(String.join(", ", features.relevant()))),
                new ModelParameter(
                        "Strength",
                        "features.weights",
                        PlainText.of(
                                "Each event adds its weight: %s.".formatted(weights(strength.weights())), MOST_WORDS)),
                new ModelParameter(
                        "Age",
                        "features.half-life-days",
                        strength.halfLifeDays() > FOREVER
                                ? "All events of these days count alike."
                                : "An event counts half after %s days."
                                        .formatted(EnglishText.tick(strength.halfLifeDays()))));
    }

    private static String weights(Map<String, Double> weights) {
        return weights.entrySet().stream()
                .filter(weight -> weight.getValue() != 0)
                .map(weight -> weight.getKey() + " " + EnglishText.tick(weight.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Where the figures and the model end. */
    List<String> limits() {
        EvaluationSettings evaluation = settings.evaluation();
        List<String> limits = new ArrayList<>();
        limits.add(
                "The figures are of days that have passed: they say how well the lists find what users met and wanted, by whatever"
                        + " way they came to it. Whether users stay longer with these lists only a trial with live users tells.");
        limits.add(
                "What users were never shown they could not want. A model that finds what was shown before looks better than it is,"
                        + " and one that shows new things looks worse.");
        limits.add("A new user has no factors of their own: they get the list of their segment, or what is popular.");
        if (settings.model().featurePrior().ridge() > 0
                || settings.model().featurePrior().isOn()) {
            limits.add("A new video is placed by its %s alone until somebody has met it."
                    .formatted(String.join(", ", settings.model().featurePrior().of())));
        }
        limits.add("Taste of the moment is not in it: the order in which somebody watched is not used.");
        limits.add(
                "Groups of few users have wide intervals; a difference within them is no finding. Groups of fewer than %d users"
                                .formatted(evaluation.parityMinUsers())
                        + " do not count in parity.");
        limits.add("With more than %,d users of the held-out days, a sample of so many is measured."
                .formatted(evaluation.maxUsers()));
        return limits;
    }

    private static String small(double value) {
        return value >= 0.0001 ? EnglishText.tick(value) : Double.toString(value);
    }
}
