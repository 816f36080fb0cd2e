package io.reelrank.engine.ranker;

import java.util.HashMap;
import java.util.Map;

/**
 * What a ranker knows of one user as of a moment: the past, added up by tag, creator and length.
 *
 * <p>Steps: one a past video and tag of it.
 */
final class UserTraits {
    private static final double PRIOR_MET = 3;

    private final VideoTraits videos;
    private final float[] hours;
    private final Map<Integer, TraitSums> byTag = new HashMap<>();
    private final Map<Integer, TraitSums> byCreator = new HashMap<>();
    private final TraitSums all = new TraitSums();
    private double lengths;
    private int lengthsKnown;

    /**
     * @param videos as of the same moment
     * @param met numbers of the videos the user met
     * @param strengths [met] how much the user wanted each
     * @param hours [parts of the day] the share of the user's plays; empty where nothing is known
     */
    UserTraits(VideoTraits videos, int[] met, float[] strengths, float[] hours) {
        this.videos = videos;
        this.hours = hours;
        for (int j = 0; j < met.length; j++) {
            all.add(strengths[j]);
            int position = videos.position(met[j]);
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
        float length = videos.own(RankerFeature.LENGTH, position);
        if (strength > 0 && length > 0) {
            lengths += length;
            lengthsKnown++;
        }
    }

    /**
     * Writes the features of a pair that are not the served score's.
     *
     * @param position of the video
     * @param features [features] written
     */
    void describe(int position, double[] features) {
        for (RankerFeature feature : RankerFeature.values()) {
            if (videos.columns()[feature.position()] != null) {
                features[feature.position()] = videos.own(feature, position);
            }
        }
        float length = videos.own(RankerFeature.LENGTH, position);
        features[RankerFeature.LENGTH_FIT.position()] =
                length > 0 && lengthsKnown > 0 ? -Math.abs(length - lengths / lengthsKnown) : 0;
        describeTags(videos.tags()[position], features);
        TraitSums creator = byCreator.getOrDefault(videos.creators()[position], TraitSums.NONE);
        features[RankerFeature.CREATOR_STRENGTH.position()] = Math.log1p(creator.strength);
        features[RankerFeature.CREATOR_SKIPPED.position()] = Math.log1p(creator.met - creator.wanted);
        features[RankerFeature.HOUR_FIT.position()] = hourFit(videos.hours()[position]);
        features[RankerFeature.MET.position()] = Math.log1p(all.met);
        features[RankerFeature.WANTED.position()] = Math.log1p(all.wanted);
    }

    private void describeTags(int[] tags, double[] features) {
        double share = 0;
        double own = all.met > 0 ? all.wanted / all.met : 0;
        double rate = tags.length == 0 ? own : 0;
        for (int tag : tags) {
            TraitSums sums = byTag.getOrDefault(tag, TraitSums.NONE);
            share = Math.max(share, all.strength > 0 ? sums.strength / all.strength : 0);
            rate = Math.max(rate, (sums.wanted + PRIOR_MET * own) / (sums.met + PRIOR_MET));
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

    /** Of some of the videos that a user met. */
    private static final class TraitSums {
        private static final TraitSums NONE = new TraitSums();

        private double met;
        private double wanted;
        private double strength;

        void add(float strength) {
            met++;
            if (strength > 0) {
                wanted++;
                this.strength += strength;
            }
        }
    }
}
