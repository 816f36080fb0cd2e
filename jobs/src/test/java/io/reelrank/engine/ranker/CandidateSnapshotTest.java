package io.reelrank.engine.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.SparkTest;
import io.reelrank.engine.scoring.Exclusions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CandidateSnapshotTest extends SparkTest {
    private static final double FLOAT = 1e-6;
    private static final float[] TASTE = {1};

    private static CandidateSnapshot snapshot;

    @BeforeAll
    static void collect() {
        snapshot = SmallSnapshot.of(spark(), 10);
    }

    @Test
    void candidatesAreTheTopByServedScoreWithoutSeenAndIneligibleVideos() {
        assertThat(list(TASTE).videos()).containsExactly(3, 1, 2, 4);
        assertThat(list(TASTE, 1).videos()).containsExactly(3, 2, 4);
        assertThat(list(new float[0]).videos()).containsExactly(2, 3, 1, 4);
        assertThat(SmallSnapshot.of(spark(), 2).shortlist(user(TASTE)).videos()).containsExactly(3, 1);
    }

    @Test
    void theServedScoreGivesItsPartsAndThePlaceAsFeatures() {
        Shortlist list = list(TASTE);
        // Video 1: 0.5 + 0.125, behind video 3's 1.2.
        assertThat(feature(list, 1, RankerFeature.TASTE)).isCloseTo(0.5, within(FLOAT));
        assertThat(feature(list, 1, RankerFeature.POPULARITY)).isCloseTo(0.125, within(FLOAT));
        assertThat(feature(list, 1, RankerFeature.BEHIND)).isCloseTo(-0.575, within(FLOAT));
        assertThat(feature(list, 1, RankerFeature.PLACE)).isCloseTo(Math.log(2), within(FLOAT));
        assertThat(feature(list(new float[0]), 2, RankerFeature.TASTE)).isZero();
    }

    @Test
    void videoFeaturesAreAsOfTheSnapshotsDate() {
        Shortlist list = list(TASTE);
        assertThat(feature(list, 1, RankerFeature.POSITIVES)).isCloseTo(Math.log(4), within(FLOAT));
        assertThat(feature(list, 1, RankerFeature.RECENT_POSITIVES)).isCloseTo(Math.log(3), within(FLOAT));
        assertThat(feature(list, 1, RankerFeature.RECENT_SHOWN)).isCloseTo(Math.log(6), within(FLOAT));
        // r = 4 / 20 of all videos: (2 + 5 · 0.2) / (5 + 5).
        assertThat(feature(list, 1, RankerFeature.POSITIVE_RATE)).isCloseTo(0.3, within(FLOAT));
        assertThat(feature(list, 3, RankerFeature.POSITIVE_RATE)).isCloseTo(0.2, within(FLOAT));
        assertThat(feature(list, 2, RankerFeature.PULL)).isCloseTo(-0.5, within(FLOAT));
        // 5 days old on the features' date, 3 as of the snapshot; video 2 was not published then.
        assertThat(feature(list, 1, RankerFeature.AGE)).isCloseTo(Math.log(4), within(FLOAT));
        assertThat(feature(list, 2, RankerFeature.AGE)).isZero();
        assertThat(feature(list, 1, RankerFeature.LENGTH)).isCloseTo(Math.log(10), within(FLOAT));
        assertThat(feature(list, 3, RankerFeature.LENGTH)).isZero();
    }

    @Test
    void userFeaturesAreSumsOverTheSeenVideos() {
        // Positives: 9 (ann, cats, 9 s) with strength 3, 2 (bob, cars, 29 s) with 1. Skipped: 1 (ann, cats and pets).
        Shortlist list = snapshot.shortlist(new UserContext(
                Exclusions.of(new int[] {1, 2, 9}), new float[] {0, 1, 3}, TASTE, new float[] {0.75f, 0.25f}));
        assertThat(list.videos()).containsExactly(3, 4);

        double length = (Math.log(10) + Math.log(30)) / 2;
        assertThat(feature(list, 4, RankerFeature.LENGTH_FIT)).isCloseTo(Math.log(10) - length, within(FLOAT));
        assertThat(feature(list, 3, RankerFeature.LENGTH_FIT)).isZero();
        // Of the strength 4, 3 is of cats. 1 of 2 videos with cats is a positive, and 2 of all 3.
        assertThat(feature(list, 4, RankerFeature.TAG_SHARE)).isCloseTo(0.75, within(FLOAT));
        assertThat(feature(list, 4, RankerFeature.TAG_RATE)).isCloseTo((1 + 3 * 2 / 3.0) / 5, within(FLOAT));
        assertThat(feature(list, 3, RankerFeature.TAG_SHARE)).isZero();
        assertThat(feature(list, 3, RankerFeature.TAG_RATE)).isCloseTo(2 / 3.0, within(FLOAT));
        assertThat(feature(list, 3, RankerFeature.CREATOR_STRENGTH)).isCloseTo(Math.log(4), within(FLOAT));
        assertThat(feature(list, 3, RankerFeature.CREATOR_SKIPPED)).isCloseTo(Math.log(2), within(FLOAT));
        assertThat(feature(list, 4, RankerFeature.CREATOR_STRENGTH)).isZero();
        assertThat(feature(list, 4, RankerFeature.SEEN)).isCloseTo(Math.log(4), within(FLOAT));
        assertThat(feature(list, 4, RankerFeature.SEEN_POSITIVES)).isCloseTo(Math.log(3), within(FLOAT));
    }

    @Test
    void hoursFitByTheUsersSharesTimesTheVideosLifts() {
        Shortlist list = snapshot.shortlist(
                new UserContext(Exclusions.NOTHING, new float[0], TASTE, new float[] {0.75f, 0.25f}));
        // 0.75 · 2 + 0.25 · 0.5
        assertThat(feature(list, 1, RankerFeature.HOUR_FIT)).isCloseTo(Math.log(1.625), within(FLOAT));
        assertThat(feature(list, 3, RankerFeature.HOUR_FIT)).isZero();
        assertThat(feature(list(TASTE), 1, RankerFeature.HOUR_FIT)).isZero();
    }

    private static Shortlist list(float[] factors, int... seen) {
        return snapshot.shortlist(user(factors, seen));
    }

    private static UserContext user(float[] factors, int... seen) {
        return new UserContext(Exclusions.of(seen), new float[seen.length], factors, new float[0]);
    }

    private static double feature(Shortlist list, int video, RankerFeature feature) {
        for (int place = 0; place < list.videos().length; place++) {
            if (list.videos()[place] == video) {
                return list.features()[place][feature.position()];
            }
        }
        throw new AssertionError("no candidate " + video);
    }
}
