package io.reelrank.rerank;

import io.reelrank.scoring.RankedItems;
import io.reelrank.settings.RerankSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses a list from a user's candidates, place by place, each time the candidate i with the largest
 *
 * <pre>s_i + w · min(0, b_i) − θ · max_{j listed} likeness(i, j) + λ · (what i adds to the user's mix)</pre>
 *
 * among those that the caps allow and that are owed the place: s is the score scaled so that the candidates by merit have 0
 * to 1, b the item's quality; the third term is maximal marginal relevance (Carbonell, Goldstein 1998), the fourth
 * calibration ({@link TasteMix}). Of the first k places ⌊k · share⌋ at least are those of new items, and likewise of small
 * creators, as long as there are any (Zehlike et al. 2017, "FA*IR", with the share as least number). Every weight of 0 and
 * every cap of 0 is a step left out; with all of them left out the list is the candidates' first.
 *
 * <p>Steps: places × candidates. Has scratch of its own: one a thread.
 */
public final class Reranker {
    private final ItemTraits traits;
    private final RerankSettings settings;
    private final Likeness likeness;

    /**
     * @param traits of all items that may be candidates
     * @param settings the steps
     */
    public Reranker(ItemTraits traits, RerankSettings settings) {
        this.traits = traits;
        this.settings = settings;
        this.likeness = new Likeness(traits, settings.byKinds());
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
    public Arranged of(RankedItems merit, List<RankedItems> owed, int[] met, float[] strengths, int n) {
        return settings.isOff()
                ? first(merit, n)
                : new Choosing(Candidates.of(merit, owed, traits), met, strengths).list(n);
    }

    private static Arranged first(RankedItems merit, int n) {
        int count = Math.min(n, merit.items().length);
        Arranged.Claim[] claims = new Arranged.Claim[count];
        Arrays.fill(claims, Arranged.Claim.MERIT);
        return new Arranged(Arrays.copyOf(merit.items(), count), Arrays.copyOf(merit.scores(), count), claims);
    }

    /** One list while it grows. */
    private final class Choosing {
        private final Candidates candidates;
        private final TasteMix mix;
        private final int[][] kinds;
        private final float[] base;
        private final float[] alike;
        private final boolean[] isListed;
        private final Map<Long, Integer> byCreator = new HashMap<>();
        private final Map<Integer, Integer> byCategory = new HashMap<>();
        private final List<Owing> owing = new ArrayList<>();

        Choosing(Candidates candidates, int[] met, float[] strengths) {
            this.candidates = candidates;
            int count = candidates.count();
            this.mix = settings.calibration() > 0 ? new TasteMix(traits, met, strengths) : null;
            this.kinds = new int[count][];
            this.base = new float[count];
            this.alike = new float[count];
            this.isListed = new boolean[count];
            for (int i = 0; i < count; i++) {
                int position = candidates.positions()[i];
                base[i] = candidates.scaled()[i] + (float) settings.quality() * Math.min(0, traits.quality(position));
                kinds[i] = mix == null ? null : mix.kinds(position);
            }
            if (settings.diversity() > 0) {
                likeness.take(candidates.positions());
            }
            if (settings.newShare() > 0) {
                owing.add(new Owing(Arranged.Claim.NEW, settings.newShare()));
            }
            if (settings.smallCreatorShare() > 0) {
                owing.add(new Owing(Arranged.Claim.SMALL_CREATOR, settings.smallCreatorShare()));
            }
        }

        Arranged list(int n) {
            int[] items = new int[Math.min(n, candidates.count())];
            float[] scores = new float[items.length];
            Arranged.Claim[] claims = new Arranged.Claim[items.length];
            int count = 0;
            for (int next; count < items.length && (next = next(count, claims)) >= 0; count++) {
                items[count] = candidates.items()[next];
                scores[count] = candidates.scores()[next];
                take(next);
            }
            return new Arranged(
                    Arrays.copyOf(items, count), Arrays.copyOf(scores, count), Arrays.copyOf(claims, count));
        }

        /** The candidate for a place, or -1 if none is allowed; writes why. */
        private int next(int place, Arranged.Claim[] claims) {
            int best = best(candidate -> true);
            claims[place] = Arranged.Claim.MERIT;
            for (Owing owed : owing) {
                if (best >= 0 && owed.isDue(place) && !owed.has(best)) {
                    int due = best(owed::has);
                    if (due >= 0) {
                        claims[place] = owed.claim;
                        return due;
                    }
                }
            }
            return best;
        }

        private int best(Members members) {
            int best = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < base.length; i++) {
                if (!isListed[i] && members.has(i) && isAllowed(i)) {
                    double gain = base[i] - settings.diversity() * alike[i];
                    if (mix != null && kinds[i].length > 0) {
                        gain += settings.calibration()
                                * mix.gain(kinds[i], traits.groups(candidates.positions()[i]).length);
                    }
                    if (gain > most) {
                        most = gain;
                        best = i;
                    }
                }
            }
            return best;
        }

        private boolean isAllowed(int candidate) {
            int position = candidates.positions()[candidate];
            return isBelow(settings.maxPerCreator(), byCreator, traits.creator(position), traits.creator(position) != 0)
                    && isBelow(
                            settings.maxPerCategory(),
                            byCategory,
                            traits.category(position),
                            traits.category(position) >= 0);
        }

        private <K> boolean isBelow(int cap, Map<K, Integer> counts, K key, boolean isKnown) {
            return cap == 0 || !isKnown || counts.getOrDefault(key, 0) < cap;
        }

        private void take(int candidate) {
            int position = candidates.positions()[candidate];
            isListed[candidate] = true;
            if (settings.diversity() > 0) {
                likeness.raise(candidate, alike);
            }
            if (mix != null) {
                mix.list(kinds[candidate], traits.groups(position).length);
            }
            byCreator.merge(traits.creator(position), 1, Integer::sum);
            byCategory.merge(traits.category(position), 1, Integer::sum);
            owing.forEach(owed -> owed.listed += owed.has(candidate) ? 1 : 0);
        }

        /** Who is owed a share of the places. */
        private final class Owing {
            private final Arranged.Claim claim;
            private final double share;
            private int listed;

            Owing(Arranged.Claim claim, double share) {
                this.claim = claim;
                this.share = share;
            }

            boolean isDue(int place) {
                return listed < Math.floor(share * (place + 1));
            }

            boolean has(int candidate) {
                int position = candidates.positions()[candidate];
                return claim == Arranged.Claim.NEW ? traits.isNew(position) : traits.isSmall(position);
            }
        }
    }

    /** Some of the candidates. */
    private interface Members {
        boolean has(int candidate);
    }
}
