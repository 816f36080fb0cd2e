package io.reelrank.core.settings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which other ways to compute strengths are measured beside the night's own.
 *
 * @param metrics the score of a variant is the geometric mean of these metrics over all users; larger is better
 * @param confidence the confidence slope α that a variant is trained with
 * @param variants the other ways by name
 */
public record AblationSettings(List<String> metrics, Confidence confidence, Map<String, StrengthSettings> variants) {
    /** Copies the list and the map. */
    public AblationSettings {
        metrics = List.copyOf(metrics);
        variants = Collections.unmodifiableMap(new TreeMap<>(variants));
    }

    /** The slope α of the confidence α₀ + α·|strength| that a variant is trained with. */
    public enum Confidence {
        /** The model's own. */
        FIXED,
        /** The slope that gives the night's own mean confidence, so that the scale of strengths does not matter. */
        BALANCED
    }

    static AblationSettings of(Section section, Section features) {
        List<String> metrics = section.textList("metrics");
        if (metrics.isEmpty()) {
            throw section.wrong("metrics", "a list of at least one metric");
        }
        Map<String, StrengthSettings> variants = new TreeMap<>();
        section.section("variants")
                .sectionsOver(features)
                .forEach((name, variant) -> variants.put(name, StrengthSettings.of(variant)));
        return new AblationSettings(metrics, section.choice("confidence", Confidence.class), variants);
    }
}
