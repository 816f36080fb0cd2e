package io.reelrank.engine.interleaving;

import io.reelrank.engine.random.SplitMix64;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Team-draft interleaving of two rankings (Radlinski, Kurup, Joachims 2008, "How does clickthrough data reflect retrieval
 * quality?", CIKM). Of rankings A and B it makes I:
 *
 * <pre>
 * while (∃i: A[i] ∉ I) ∧ (∃j: B[j] ∉ I)
 *     if |TeamA| &lt; |TeamB| ∨ (|TeamA| = |TeamB| ∧ RandBit() = 1)
 *         I ← I + A[k], TeamA ← TeamA ∪ {A[k]}   with k = min {i: A[i] ∉ I}
 *     else
 *         I ← I + B[k], TeamB ← TeamB ∪ {B[k]}   with k = min {j: B[j] ∉ I}
 * </pre>
 *
 * <p>At every even place both teams have as many picks, so a user who likes both rankings alike credits both teams alike
 * (Chapelle, Joachims, Radlinski, Yue 2012, "Large-scale validation and analysis of interleaved search evaluation", TOIS).
 * Where one ranking has ended, the rest of the other follows without a team.
 */
public final class TeamDraft {
    private TeamDraft() {}

    /** Which ranking picked an item. */
    public enum Team {
        /** Ranking A. */
        SERVED,
        /** Ranking B. */
        RIVAL,
        /** None: one of the rankings had ended. */
        NEITHER;

        /** The team as tables have it. */
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A place of the interleaved list.
     *
     * @param from the ranking that the item is from, SERVED or RIVAL
     * @param index the item's place in that ranking, from 0
     * @param credited the team that the user's answer counts for
     */
    public record Pick(Team from, int index, Team credited) {}

    /**
     * The interleaved list.
     *
     * @param a the ranking A, best first, without repeats
     * @param b the ranking B
     * @param length how many places the list has at most
     * @param random the source of RandBit
     */
    public static <T> List<Pick> of(List<T> a, List<T> b, int length, SplitMix64 random) {
        List<Pick> picks = new ArrayList<>();
        Set<T> picked = new HashSet<>();
        int teamA = 0;
        int teamB = 0;
        int i = 0;
        int j = 0;
        while (picks.size() < length) {
            i = next(a, i, picked);
            j = next(b, j, picked);
            if (i == a.size() && j == b.size()) {
                return picks;
            }
            boolean isDraft = i < a.size() && j < b.size();
            boolean isTurnOfB = isDraft ? teamA > teamB || (teamA == teamB && random.nextLong() < 0) : i == a.size();
            if (isTurnOfB) {
                picks.add(new Pick(Team.RIVAL, j, isDraft ? Team.RIVAL : Team.NEITHER));
                picked.add(b.get(j));
                teamB++;
            } else {
                picks.add(new Pick(Team.SERVED, i, isDraft ? Team.SERVED : Team.NEITHER));
                picked.add(a.get(i));
                teamA++;
            }
        }
        return picks;
    }

    /** The first place from {@code from} on of an item that is not picked yet. */
    private static <T> int next(List<T> ranking, int from, Set<T> picked) {
        int next = from;
        while (next < ranking.size() && picked.contains(ranking.get(next))) {
            next++;
        }
        return next;
    }
}
