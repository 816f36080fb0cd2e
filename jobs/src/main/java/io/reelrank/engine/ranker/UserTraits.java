package io.reelrank.engine.ranker;

import java.util.HashMap;
import java.util.Map;

/**
 * One user's seen videos summed up by tag, creator and length, and the features that follow from these sums.
 *
 * <p>Cost of construction: one step per seen video and tag.
 */
final class UserTraits {
    private static final double PRIOR_SEEN = 3;

    private final VideoTraits videos;
    private final float[] hours;
    private final Map<Integer, TraitSums> byTag = new HashMap<>();
    private final Map<Integer, TraitSums> byCreator = new HashMap<>();
    private final TraitSums all = new TraitSums();
    private double logLengths;
    private int lengthsKnown;

    /**
     * @param videos as of the same date
     * @param seen numbers of the videos that the user has seen
     * @param strengths [seen] the strength of each
     * @param hours [parts of the day] the shares of the user's plays; empty if unknown
     */
    UserTraits(VideoTraits videos, int[] seen, float[] strengths, float[] hours) {
        this.videos = videos;
        this.hours = hours;
        for (int j = 0; j < seen.length; j++) {
            all.add(strengths[j]);
            int position = videos.position(seen[j]);
            if (position >= 0) {
                add(position, strengths[j]);
            }
        }
    }

    private void add(int position, float strength) {
        for (int tag : videos.tags()[position]) {
            byTag.computeIfAbsent(tag, key -> new TraitSums()).add(strength);
        }
        if (videos.creators()[position] >= 0) {
            byCreator
                    .computeIfAbsent(videos.creators()[position], key -> new TraitSums())
                    .add(strength);
        }
        float logLength = videos.feature(RankerFeature.LENGTH, position);
        if (strength > 0 && logLength > 0) {
            logLengths += logLength;
            lengthsKnown++;
        }
    }

    /**
     * Writes all features of a pair that do not come from the served score.
     *
     * @param position of the video
     * @param features [features] the output
     */
    void describe(int position, double[] features) {
        for (RankerFeature feature : RankerFeature.values()) {
            if (videos.columns()[feature.position()] != null) {
                features[feature.position()] = videos.feature(feature, position);
            }
        }
        float logLength = videos.feature(RankerFeature.LENGTH, position);
        features[RankerFeature.LENGTH_FIT.position()] =
                logLength > 0 && lengthsKnown > 0 ? -Math.abs(logLength - logLengths / lengthsKnown) : 0;
        describeTags(videos.tags()[position], features);
        TraitSums creator = byCreator.getOrDefault(videos.creators()[position], TraitSums.NONE);
        features[RankerFeature.CREATOR_STRENGTH.position()] = Math.log1p(creator.strength);
        features[RankerFeature.CREATOR_SKIPPED.position()] = Math.log1p(creator.seen - creator.positives);
        features[RankerFeature.HOUR_FIT.position()] = hourFit(videos.hours()[position]);
        features[RankerFeature.SEEN.position()] = Math.log1p(all.seen);
        features[RankerFeature.SEEN_POSITIVES.position()] = Math.log1p(all.positives);
    }

    private void describeTags(int[] tags, double[] features) {
        double share = 0;
        double ownRate = all.seen > 0 ? all.positives / all.seen : 0;
        double rate = tags.length == 0 ? ownRate : 0;
        for (int tag : tags) {
            TraitSums sums = byTag.getOrDefault(tag, TraitSums.NONE);
            share = Math.max(share, all.strength > 0 ? sums.strength / all.strength : 0);
            rate = Math.max(rate, (sums.positives + PRIOR_SEEN * ownRate) / (sums.seen + PRIOR_SEEN));
        }
        features[RankerFeature.TAG_SHARE.position()] = share;
        features[RankerFeature.TAG_RATE.position()] = rate;
    }

    private double hourFit(float[] lifts) {
        double fit = 0;
        for (int h = 0; h < Math.min(hours.length, lifts.length); h++) {
            fit += hours[h] * lifts[h];
        }
        return fit > 0 ? Math.log(fit) : 0;
    }

    /** Sums over some of a user's seen videos. */
    private static final class TraitSums {
        private static final TraitSums NONE = new TraitSums();

        private double seen;
        private double positives;
        private double strength;

        void add(float strength) {
            seen++;
            if (strength > 0) {
                positives++;
                this.strength += strength;
            }
        }
    }
}
