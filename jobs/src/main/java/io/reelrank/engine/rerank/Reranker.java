package io.reelrank.engine.rerank;

import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.scoring.RankedItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * Chooses a list from a user's candidates greedily. Each place goes to the candidate i with the largest gain
 *
 * <pre>s_i + w · min(0, b_i) − θ · max_{j listed} sim(i, j) + λ · c_i</pre>
 *
 * among the candidates that the caps allow. s_i is the score, scaled so that the candidates by merit span 0 to 1; b_i
 * is the quality; the third term is maximal marginal relevance (Carbonell, Goldstein 1998); c_i is the gain in
 * calibration ({@link Calibration}).
 *
 * <p>A quota reserves ⌊k · share⌋ of the first k places for new items, and another one for items of small creators, as
 * long as there are such candidates (Zehlike et al. 2017, "FA*IR", with the share as the minimum number). A weight, cap
 * or share of 0 disables its step. If all steps are disabled, the list is the first candidates by merit.
 *
 * <p>Cost: places × candidates. Not thread-safe.
 */
public final class Reranker {
    private static final int[] NONE = {};

    private final ItemTraits traits;
    private final RerankSettings settings;
    private final ItemSimilarity similarity;

    /**
     * @param traits of all items that may be candidates
     * @param settings of the steps
     */
    public Reranker(ItemTraits traits, RerankSettings settings) {
        this.traits = traits;
        this.settings = settings;
        this.similarity = new ItemSimilarity(traits, settings.byKinds());
    }

    /**
     * Chooses a list.
     *
     * @param merit the best candidates, best first
     * @param quotas more candidates, for the quotas; those that are among merit count once
     * @param seen ids of the items the user has seen, ascending
     * @param strengths [seen] the strength of each
     * @param n the length of the list; it is shorter if the caps allow fewer of the candidates
     */
    public RerankedList of(RankedItems merit, List<RankedItems> quotas, int[] seen, float[] strengths, int n) {
        return settings.isOff()
                ? first(merit, n)
                : new GrowingList(ScaledCandidates.of(merit, quotas, traits), seen, strengths).fill(n);
    }

    private static RerankedList first(RankedItems merit, int n) {
        int count = Math.min(n, merit.items().length);
        RerankedList.Claim[] claims = new RerankedList.Claim[count];
        Arrays.fill(claims, RerankedList.Claim.MERIT);
        return new RerankedList(Arrays.copyOf(merit.items(), count), Arrays.copyOf(merit.scores(), count), claims);
    }

    /** The state of one list while it is filled. Candidates are identified by their indices. */
    private final class GrowingList {
        private final double diversity = settings.diversity();
        private final double calibrationWeight = settings.calibration();
        private final ScaledCandidates candidates;
        /** Null if calibration is disabled. */
        private final Calibration calibration;
        /** [candidates] the terms of each in the calibration. */
        private final int[][] terms;
        /** [candidates] the part of the gain that the list does not change. */
        private final float[] base;
        /** [candidates] the gain but for calibration, by the similarities that are known: it never grows. */
        private final double[] most;
        /** [candidates] a bound of the gain in calibration, as of when it was last asked for: it never grows. */
        private final double[] mostPerPlace;
        /** [open] bounds of the gains for the place that is being filled; NaN for a candidate that may not get it. */
        private final double[] bounds;
        /** [candidates] the largest similarity to the first of the listed items. */
        private final float[] maxSimilarity;
        /** [candidates] how many listed items these are. */
        private final int[] compared;
        /** [places] the listed candidates. */
        private final int[] listed;

        private final boolean[] everybody;
        /** The candidates that may still be chosen, ascending; only the first openCount count. */
        private final int[] open;

        private final GroupCap creators;
        private final GroupCap categories;
        private final List<ExposureQuota> quotas = new ArrayList<>();
        private int openCount;
        private int listedCount;

        GrowingList(ScaledCandidates candidates, int[] seen, float[] strengths) {
            int[] positions = candidates.positions();
            this.candidates = candidates;
            this.openCount = positions.length;
            this.open = new int[openCount];
            this.listed = new int[openCount];
            this.calibration = settings.calibration() > 0 ? new Calibration(traits, seen, strengths) : null;
            this.terms = new int[openCount][];
            this.base = new float[openCount];
            this.most = new double[openCount];
            this.mostPerPlace = new double[openCount];
            this.bounds = new double[openCount];
            this.maxSimilarity = new float[openCount];
            this.compared = new int[openCount];
            this.everybody = new boolean[openCount];
            Arrays.fill(everybody, true);
            for (int i = 0; i < openCount; i++) {
                open[i] = i;
                base[i] =
                        candidates.scaled()[i] + (float) settings.quality() * Math.min(0, traits.quality(positions[i]));
                most[i] = base[i];
                terms[i] = calibration == null ? NONE : calibration.terms(positions[i]);
                mostPerPlace[i] = terms[i].length == 0 ? 0 : Double.POSITIVE_INFINITY;
            }
            this.creators = new GroupCap(settings.maxPerCreator(), positions, traits::creator, 0);
            this.categories = new GroupCap(settings.maxPerCategory(), positions, traits::category, -1);
            if (settings.diversity() > 0) {
                similarity.take(positions);
            }
            if (settings.newShare() > 0) {
                quotas.add(new ExposureQuota(RerankedList.Claim.NEW, settings.newShare(), traits::isNew, positions));
            }
            if (settings.smallCreatorShare() > 0) {
                quotas.add(new ExposureQuota(
                        RerankedList.Claim.SMALL_CREATOR, settings.smallCreatorShare(), traits::isSmall, positions));
            }
        }

        RerankedList fill(int n) {
            int[] items = new int[Math.min(n, openCount)];
            float[] scores = new float[items.length];
            RerankedList.Claim[] claims = new RerankedList.Claim[items.length];
            int count = 0;
            for (; count < items.length && openCount > 0; count++) {
                int next = next(count, claims);
                items[count] = candidates.items()[next];
                scores[count] = candidates.scores()[next];
                list(next);
            }
            return new RerankedList(
                    Arrays.copyOf(items, count), Arrays.copyOf(scores, count), Arrays.copyOf(claims, count));
        }

        /** The candidate for a place; writes its claim. */
        private int next(int place, RerankedList.Claim[] claims) {
            int best = best(everybody);
            claims[place] = RerankedList.Claim.MERIT;
            for (ExposureQuota quota : quotas) {
                if (quota.isDue(place) && !quota.isMember[best]) {
                    int due = best(quota.isMember);
                    if (due >= 0) {
                        claims[place] = quota.claim;
                        return due;
                    }
                }
            }
            return best;
        }

        /**
         * The open candidate with the largest gain among those allowed, the first of equal ones; -1 if there is none. The
         * likeliest is looked at first: its gain excludes nearly all others by their bounds.
         */
        private int best(boolean[] isAllowed) {
            double weight = calibration == null ? 0 : calibrationWeight * calibration.nextLength();
            int best = first(isAllowed);
            if (best < 0) {
                return best;
            }
            // With gains that are NaN the first candidate wins, so the order stays.
            double largest = gain(best);
            int probe = likeliest(isAllowed, weight);
            if (probe > best && gain(probe) > largest) {
                largest = gain(probe);
                best = probe;
            }
            for (int at = 0; at < openCount; at++) {
                int i = open[at];
                if (bounds[at] >= largest && i != best && mayGain(i, best, largest, weight)) {
                    double gain = gain(i);
                    if (isBefore(gain, i, largest, best)) {
                        largest = gain;
                        best = i;
                    }
                }
            }
            return best;
        }

        private int first(boolean[] isAllowed) {
            int at = 0;
            while (at < openCount && !isAllowed[open[at]]) {
                at++;
            }
            return at == openCount ? -1 : open[at];
        }

        /** Writes the bounds of the allowed candidates, NaN for the others; the candidate with the largest, or -1. */
        private int likeliest(boolean[] isAllowed, double weight) {
            int likeliest = -1;
            double largest = Double.NEGATIVE_INFINITY;
            for (int at = 0; at < openCount; at++) {
                int i = open[at];
                bounds[at] = isAllowed[i] ? most[i] + mostPerPlace[i] * weight : Double.NaN;
                if (bounds[at] > largest) {
                    largest = bounds[at];
                    likeliest = i;
                }
            }
            return likeliest;
        }

        private static boolean isBefore(double gain, int i, double otherGain, int other) {
            return gain > otherGain || (gain == otherGain && i < other);
        }

        /** Whether a candidate may be before another one, by bounds that are brought up to date. */
        private boolean mayGain(int i, int best, double largest, double weight) {
            if (terms[i].length > 0) {
                mostPerPlace[i] = calibration.mostPerPlace(terms[i]);
            }
            if (!isBefore(most[i] + mostPerPlace[i] * weight, i, largest, best)) {
                return false;
            }
            compare(i);
            return isBefore(most[i] + mostPerPlace[i] * weight, i, largest, best);
        }

        private void compare(int i) {
            if (compared[i] < listedCount && diversity > 0) {
                maxSimilarity[i] = similarity.largest(i, listed, compared[i], listedCount, maxSimilarity[i]);
                compared[i] = listedCount;
                most[i] = base[i] - diversity * maxSimilarity[i];
            }
        }

        private double gain(int i) {
            compare(i);
            return terms[i].length == 0 ? most[i] : most[i] + calibrationWeight * calibration.gain(terms[i]);
        }

        /** Lists a candidate, and closes those that may no longer be chosen. */
        private void list(int candidate) {
            boolean isCreatorFull = creators.isFullWith(candidate);
            boolean isCategoryFull = categories.isFullWith(candidate);
            int kept = 0;
            for (int at = 0; at < openCount; at++) {
                int i = open[at];
                boolean isClosed = i == candidate
                        || (isCreatorFull && creators.isSameGroup(i, candidate))
                        || (isCategoryFull && categories.isSameGroup(i, candidate));
                if (!isClosed) {
                    open[kept++] = i;
                }
            }
            openCount = kept;
            listed[listedCount++] = candidate;
            if (calibration != null) {
                calibration.list(terms[candidate]);
            }
            quotas.forEach(quota -> quota.listed += quota.isMember[candidate] ? 1 : 0);
        }
    }

    /** The largest number of listed items with the same key, such as a creator; an unknown key is not capped. */
    private static final class GroupCap {
        private final int cap;
        private final long unknown;
        private final long[] keys;
        private final Map<Long, Integer> counts = new HashMap<>();

        GroupCap(int cap, int[] positions, IntToLongFunction key, long unknown) {
            this.cap = cap;
            this.unknown = unknown;
            this.keys = cap == 0 ? new long[0] : keys(positions, key);
        }

        private static long[] keys(int[] positions, IntToLongFunction key) {
            long[] keys = new long[positions.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = key.applyAsLong(positions[i]);
            }
            return keys;
        }

        /** Counts a listed candidate, and says whether its group has reached the cap. */
        boolean isFullWith(int candidate) {
            return cap > 0 && keys[candidate] != unknown && counts.merge(keys[candidate], 1, Integer::sum) >= cap;
        }

        boolean isSameGroup(int a, int b) {
            return keys[a] == keys[b];
        }
    }

    /** A share of the places that is reserved for some of the candidates, its members. */
    private static final class ExposureQuota {
        private final RerankedList.Claim claim;
        private final double share;
        private final boolean[] isMember;
        private int listed;

        ExposureQuota(RerankedList.Claim claim, double share, IntPredicate membership, int[] positions) {
            this.claim = claim;
            this.share = share;
            this.isMember = new boolean[positions.length];
            for (int i = 0; i < positions.length; i++) {
                isMember[i] = membership.test(positions[i]);
            }
        }

        /** Whether the list would have too few members if this place went to another candidate. */
        boolean isDue(int place) {
            return listed < Math.floor(share * (place + 1));
        }
    }
}
