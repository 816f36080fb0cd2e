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
import java.util.stream.IntStream;

/**
 * Chooses a list from a user's candidates, place by place, each time the candidate i with the largest
 *
 * <pre>s_i + w · min(0, b_i) − θ · max_{j listed} likeness(i, j) + λ · (what i adds to the user's mix)</pre>
 *
 * among those that the caps allow and that are owed the place: s is the score scaled so that the candidates by merit
 * have 0 to 1, b the item's quality; the third term is maximal marginal relevance (Carbonell, Goldstein 1998), the
 * fourth calibration ({@link Calibration}). Of the first k places ⌊k · share⌋ at least are those of new items, and
 * likewise of small creators, as long as there are any (Zehlike et al. 2017, "FA*IR", with the share as least number).
 * Every weight of 0 and every cap of 0 is a step left out; with all of them left out the list is the candidates' first.
 *
 * <p>Steps: places × candidates. Has scratch of its own: one a thread.
 */
public final class Reranker {
    private static final int[] NONE = {};

    private final ItemTraits traits;
    private final RerankSettings settings;
    private final ItemSimilarity likeness;

    /**
     * @param traits of all items that may be candidates
     * @param settings the steps
     */
    public Reranker(ItemTraits traits, RerankSettings settings) {
        this.traits = traits;
        this.settings = settings;
        this.likeness = new ItemSimilarity(traits, settings.byKinds());
    }

    /**
     * A list.
     *
     * @param merit the best candidates, best first
     * @param owed more candidates for what is owed places; those among merit are not taken twice
     * @param met numbers of the items the user met, ascending
     * @param strengths [met] how much the user wanted each
     * @param n how many places at the most; fewer where the caps allow no more of the candidates
     */
    public RerankedList of(RankedItems merit, List<RankedItems> owed, int[] met, float[] strengths, int n) {
        return settings.isOff()
                ? first(merit, n)
                : new Choosing(ScaledCandidates.of(merit, owed, traits), met, strengths).list(n);
    }

    private static RerankedList first(RankedItems merit, int n) {
        int count = Math.min(n, merit.items().length);
        RerankedList.Claim[] claims = new RerankedList.Claim[count];
        Arrays.fill(claims, RerankedList.Claim.MERIT);
        return new RerankedList(Arrays.copyOf(merit.items(), count), Arrays.copyOf(merit.scores(), count), claims);
    }

    /** One list while it grows. */
    private final class Choosing {
        private final ScaledCandidates candidates;
        private final Calibration mix;
        private final int[][] kinds;
        private final int[] kindCounts;
        private final float[] base;
        private final float[] alike;
        private final boolean[] everybody;
        /** Places of the candidates that may still be chosen, ascending; the first {@link #openCount}. */
        private final int[] open;

        private final Counts creators;
        private final Counts categories;
        private final List<Owing> owing = new ArrayList<>();
        private int openCount;

        Choosing(ScaledCandidates candidates, int[] met, float[] strengths) {
            int[] positions = candidates.positions();
            this.candidates = candidates;
            this.openCount = positions.length;
            this.open = IntStream.range(0, openCount).toArray();
            this.mix = settings.calibration() > 0 ? new Calibration(traits, met, strengths) : null;
            this.kinds = new int[openCount][];
            this.kindCounts = new int[openCount];
            this.base = new float[openCount];
            this.alike = new float[openCount];
            this.everybody = new boolean[openCount];
            Arrays.fill(everybody, true);
            for (int i = 0; i < openCount; i++) {
                base[i] =
                        candidates.scaled()[i] + (float) settings.quality() * Math.min(0, traits.quality(positions[i]));
                kinds[i] = mix == null ? NONE : mix.kinds(positions[i]);
                kindCounts[i] = traits.groups(positions[i]).length;
            }
            this.creators = new Counts(settings.maxPerCreator(), positions, traits::creator, 0);
            this.categories = new Counts(settings.maxPerCategory(), positions, traits::category, -1);
            if (settings.diversity() > 0) {
                likeness.take(positions);
            }
            if (settings.newShare() > 0) {
                owing.add(new Owing(RerankedList.Claim.NEW, settings.newShare(), traits::isNew, positions));
            }
            if (settings.smallCreatorShare() > 0) {
                owing.add(new Owing(
                        RerankedList.Claim.SMALL_CREATOR, settings.smallCreatorShare(), traits::isSmall, positions));
            }
        }

        RerankedList list(int n) {
            int[] items = new int[Math.min(n, openCount)];
            float[] scores = new float[items.length];
            RerankedList.Claim[] claims = new RerankedList.Claim[items.length];
            int count = 0;
            for (; count < items.length && openCount > 0; count++) {
                int next = next(count, claims);
                items[count] = candidates.items()[next];
                scores[count] = candidates.scores()[next];
                take(next);
            }
            return new RerankedList(
                    Arrays.copyOf(items, count), Arrays.copyOf(scores, count), Arrays.copyOf(claims, count));
        }

        /** The candidate for a place; writes why. */
        private int next(int place, RerankedList.Claim[] claims) {
            int best = best(everybody);
            claims[place] = RerankedList.Claim.MERIT;
            for (Owing owed : owing) {
                if (owed.isDue(place) && !owed.isOf[best]) {
                    int due = best(owed.isOf);
                    if (due >= 0) {
                        claims[place] = owed.claim;
                        return due;
                    }
                }
            }
            return best;
        }

        /** The best of some of those that may be chosen; -1 if there is none. */
        private int best(boolean[] those) {
            int best = -1;
            double most = 0;
            double diversity = settings.diversity();
            double calibration = settings.calibration();
            for (int at = 0; at < openCount; at++) {
                int i = open[at];
                if (those[i]) {
                    double gain = base[i] - diversity * alike[i];
                    if (kinds[i].length > 0) {
                        gain += calibration * mix.gain(kinds[i], kindCounts[i]);
                    }
                    // Scores that are no numbers leave the candidates in their order.
                    if (best < 0 || gain > most) {
                        most = gain;
                        best = i;
                    }
                }
            }
            return best;
        }

        private void take(int candidate) {
            boolean isCreatorFull = creators.isFullWith(candidate);
            boolean isCategoryFull = categories.isFullWith(candidate);
            int kept = 0;
            for (int at = 0; at < openCount; at++) {
                int i = open[at];
                boolean isClosed = i == candidate
                        || (isCreatorFull && creators.areAlike(i, candidate))
                        || (isCategoryFull && categories.areAlike(i, candidate));
                if (!isClosed) {
                    open[kept++] = i;
                }
            }
            openCount = kept;
            if (settings.diversity() > 0) {
                likeness.raise(candidate, open, openCount, alike);
            }
            if (mix != null) {
                mix.list(kinds[candidate], kindCounts[candidate]);
            }
            owing.forEach(owed -> owed.listed += owed.isOf[candidate] ? 1 : 0);
        }
    }

    /** How many of a list have something in common, against a cap; what is unknown has nothing in common. */
    private static final class Counts {
        private final int cap;
        private final long unknown;
        private final long[] keys;
        private final Map<Long, Integer> counts = new HashMap<>();

        Counts(int cap, int[] positions, IntToLongFunction key, long unknown) {
            this.cap = cap;
            this.unknown = unknown;
            this.keys = cap == 0
                    ? new long[0]
                    : Arrays.stream(positions).mapToLong(key).toArray();
        }

        /** Counts a candidate, and tells whether no more like it may follow. */
        boolean isFullWith(int candidate) {
            return cap > 0 && keys[candidate] != unknown && counts.merge(keys[candidate], 1, Integer::sum) >= cap;
        }

        boolean areAlike(int a, int b) {
            return keys[a] == keys[b];
        }
    }

    /** Who is owed a share of the places. */
    private static final class Owing {
        private final RerankedList.Claim claim;
        private final double share;
        private final boolean[] isOf;
        private int listed;

        Owing(RerankedList.Claim claim, double share, IntPredicate those, int[] positions) {
            this.claim = claim;
            this.share = share;
            this.isOf = new boolean[positions.length];
            for (int i = 0; i < positions.length; i++) {
                isOf[i] = those.test(positions[i]);
            }
        }

        boolean isDue(int place) {
            return listed < Math.floor(share * (place + 1));
        }
    }
}
