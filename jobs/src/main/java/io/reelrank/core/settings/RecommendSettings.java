package io.reelrank.core.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How lists are made.
 *
 * @param topN videos a user
 * @param candidates how many of a user's best videos a list is chosen from; at least topN
 * @param reasons for how many of a list's first videos the past video that speaks most for them is named
 * @param similar how many similar videos each video has
 * @param newVideoDays a video is new for so many days
 * @param hides after how many hidden videos of a creator a user is shown no more of them; 0 never
 * @param reports after how many reported ones; 0 never
 * @param creatorIds what a creator's id is
 * @param sliceMegabytes videos whose factors are larger are scored slice by slice
 * @param rules who may not see what
 * @param rerank how a list is chosen
 * @param variants other ways by name, which are measured beside
 */
public record RecommendSettings(
        int topN,
        int candidates,
        int reasons,
        int similar,
        double newVideoDays,
        int hides,
        int reports,
        CreatorIds creatorIds,
        int sliceMegabytes,
        List<EligibilityRule> rules,
        RerankSettings rerank,
        Map<String, RerankSettings> variants) {
    /** A user's rules are bits of an int, the sign left alone. */
    private static final int MOST_RULES = 31;

    /** Copies the rules. */
    public RecommendSettings {
        rules = List.copyOf(rules);
        variants = Collections.unmodifiableMap(new TreeMap<>(variants));
    }

    /** What a creator's id is. */
    public enum CreatorIds {
        /** That of the user whom the creator is: nobody is recommended what they made. */
        USERS,
        /** One of its own. */
        OWN
    }

    /**
     * A rule.
     *
     * @param name its key under {@code reelrank.recommend.rules}
     * @param videos the condition, in SQL, that a video must meet; one that is null is not met
     * @param users the condition, in SQL, of the users for whom it must; for everybody if there is none
     */
    public record EligibilityRule(String name, String videos, Optional<String> users) {
        /** The key of one of the rule's conditions. */
        public String key(String condition) {
            return "reelrank.recommend.rules." + name + "." + condition;
        }
    }

    /** Whether lists, or any way to choose them that is measured, look at videos' quality. */
    public boolean looksAtQuality() {
        return rerank.quality() > 0 || variants.values().stream().anyMatch(way -> way.quality() > 0);
    }

    static RecommendSettings of(Section section) {
        int topN = section.integer("top-n", 1, 10_000);
        Section rerank = section.section("rerank");
        Map<String, RerankSettings> variants = new TreeMap<>();
        section.section("rerank-variants")
                .sectionsOver(rerank)
                .forEach((name, variant) -> variants.put(name, RerankSettings.of(variant)));
        return new RecommendSettings(
                topN,
                section.integer("candidates", topN, 20_000),
                section.integer("reasons", 0, 10_000),
                section.integer("similar", 0, 10_000),
                section.number("new-video-days", 0, 3650),
                section.integer("hide-creator.hides", 0, 1_000_000),
                section.integer("hide-creator.reports", 0, 1_000_000),
                section.choice("creator-ids", CreatorIds.class),
                section.integer("slice-mb", 1, 1_000_000),
                rules(section),
                RerankSettings.of(rerank),
                variants);
    }

    private static List<EligibilityRule> rules(Section section) {
        List<EligibilityRule> rules = new ArrayList<>();
        Map<String, Section> named = section.section("rules").sections();
        named.forEach((name, rule) ->
                rules.add(new EligibilityRule(name, rule.nonEmpty("videos"), rule.optionalText("users"))));
        if (rules.size() > MOST_RULES) {
            throw section.wrong("rules", "at most " + MOST_RULES + " rules");
        }
        return rules;
    }
}
