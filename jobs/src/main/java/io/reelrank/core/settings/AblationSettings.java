package io.reelrank.core.settings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which other ways to strengths are measured beside the one that is set.
 *
 * @param metrics what they are compared by: the geometric mean of these, of all users, larger being better
 * @param confidence with which α a variant is trained
 * @param variants other ways by name
 */
public record AblationSettings(List<String> metrics, Confidence confidence, Map<String, StrengthSettings> variants) {
    /** Copies the list and the map. */
    public AblationSettings {
        metrics = List.copyOf(metrics);
        variants = Collections.unmodifiableMap(new TreeMap<>(variants));
    }

    /** With which α of the confidence α₀ + α·|strength| a variant is trained. */
    public enum Confidence {
        /** With the model's. */
        FIXED,
        /** With that which gives its strengths the mean confidence of those that are set: scale is not what differs. */
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
