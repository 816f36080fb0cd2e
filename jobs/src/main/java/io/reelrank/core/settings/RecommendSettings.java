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
 * @param topN length of a user's list
 * @param candidates how many of a user's best videos a list is chosen from; at least topN
 * @param reasons how many of a list's first videos get a reason: the seen video that adds most to their score
 * @param similar how similar videos are found
 * @param newVideoDays how long a video is new, in days
 * @param hides number of hidden videos after which a creator is no longer recommended to the user; 0 is never
 * @param reports the same for reported videos
 * @param creatorIds what a creator's id is
 * @param order what orders the candidates of a list
 * @param experiments whose lists are mixed or shuffled, to compare orders
 * @param sliceMegabytes with more factors of videos, videos are scored slice by slice
 * @param rules which videos may be recommended to which users
 * @param rerank how a list is chosen among the candidates
 * @param variants other ways to choose it, by name, which are measured beside it
 */
public record RecommendSettings(
        int topN,
        int candidates,
        int reasons,
        SimilarSettings similar,
        double newVideoDays,
        int hides,
        int reports,
        CreatorIds creatorIds,
        CandidateOrder order,
        ExperimentSettings experiments,
        int sliceMegabytes,
        List<EligibilityRule> rules,
        RerankSettings rerank,
        Map<String, RerankSettings> variants) {
    /** The rules of a user are bits of an int; the sign bit is not used. */
    private static final int MOST_RULES = 31;

    /** Copies the list and the map. */
    public RecommendSettings {
        rules = List.copyOf(rules);
        variants = Collections.unmodifiableMap(new TreeMap<>(variants));
    }

    /** What a creator's id is. */
    public enum CreatorIds {
        /** The id of a user, who is then not recommended their own videos. */
        USERS,
        /** An id that has nothing to do with the ids of users. */
        OWN
    }

    /**
     * How the similar videos of each video are found.
     *
     * @param count how many similar videos each video has
     * @param exactVideos among more videos than this, only those near the video are compared with it
     * @param share how large a part of the videos these are
     */
    public record SimilarSettings(int count, int exactVideos, double share) {}

    /**
     * A rule of eligibility.
     *
     * @param name its key under {@code reelrank.recommend.rules}
     * @param videos the condition in SQL that a video must meet; null is not met
     * @param users the condition in SQL that selects the users of the rule; without it the rule is for everybody
     */
    public record EligibilityRule(String name, String videos, Optional<String> users) {
        /** The full key of one of the rule's conditions. */
        public String key(String condition) {
            return "reelrank.recommend.rules." + name + "." + condition;
        }
    }

    /** Whether the lists, or any measured variant of them, use the quality of videos. */
    public boolean looksAtQuality() {
        return rerank.quality() > 0 || variants.values().stream().anyMatch(way -> way.quality() > 0);
    }

    /** Checks that creators' ids are not compared with pseudonyms of users. */
    void requireFor(Section section, PrivacySettings privacy) {
        if (privacy.key().isPresent() && creatorIds == CreatorIds.USERS) {
            throw section.wrong(
                    "creator-ids",
                    "own where privacy.key is set: creators keep their ids, users get pseudonyms, and nothing joins the two");
        }
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
                new SimilarSettings(
                        section.integer("similar", 0, 10_000),
                        section.integer("similar-exact-videos", 1, 100_000_000),
                        section.number("similar-share", 0, 1)),
                section.number("new-video-days", 0, 3650),
                section.integer("hide-creator.hides", 0, 1_000_000),
                section.integer("hide-creator.reports", 0, 1_000_000),
                section.choice("creator-ids", CreatorIds.class),
                section.choice("order", CandidateOrder.class),
                ExperimentSettings.of(section.section("experiments"), topN),
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
