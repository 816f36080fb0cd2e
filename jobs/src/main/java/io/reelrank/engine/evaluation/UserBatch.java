package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankQuery;
import io.reelrank.engine.scoring.RankedItems;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Users that are ranked for together, and what rankings found for them already: a ranking that begins with another one's
 * order asks for its ranks here, so that they are computed once. Not thread-safe.
 */
public final class UserBatch {
    private final List<EvaluatedUser> users;
    private final RankQuery[] queries;
    private final ScoreBuffer buffer;
    private final IdentityHashMap<Ranking, KnownRanks> known = new IdentityHashMap<>();
    private final IdentityHashMap<Object, RankedItems[]> found = new IdentityHashMap<>();

    /**
     * @param users the users
     * @param queries [users] what is asked for
     * @param buffer for scores of all candidates
     */
    UserBatch(List<EvaluatedUser> users, RankQuery[] queries, ScoreBuffer buffer) {
        this.users = users;
        this.queries = queries;
        this.buffer = buffer;
    }

    /** How many users there are. */
    public int size() {
        return users.size();
    }

    /** The users. */
    public List<EvaluatedUser> users() {
        return users;
    }

    /** What is asked for a user. */
    public RankQuery query(int user) {
        return queries[user];
    }

    /** Some of the users. */
    public UserBatch only(int[] some) {
        return new UserBatch(
                IntStream.of(some).mapToObj(users::get).toList(),
                IntStream.of(some).mapToObj(user -> queries[user]).toArray(RankQuery[]::new),
                buffer);
    }

    /**
     * The ranks by a ranking.
     *
     * @param ranking the ranking
     * @param n how many first items each user needs
     * @return [users]; with n first items, or fewer if fewer are ranked
     */
    public ItemRanks[] ranks(Ranking ranking, int n) {
        KnownRanks before = known.get(ranking);
        if (before == null || before.n < n) {
            before = new KnownRanks(n, ranking.ranks(this, n));
            known.put(ranking, before);
        }
        ItemRanks[] ranks = new ItemRanks[before.ranks.length];
        for (int user = 0; user < ranks.length; user++) {
            ranks[user] = before.ranks[user].first(n);
        }
        return ranks;
    }

    /**
     * What rankings share: made once for the same key.
     *
     * @param by the key, by its identity
     * @param search makes it
     * @return [users]
     */
    public RankedItems[] found(Object by, Supplier<RankedItems[]> search) {
        RankedItems[] before = found.get(by);
        if (before == null) {
            before = search.get();
            found.put(by, before);
        }
        return before.clone();
    }

    /**
     * The scores of all candidates by a ranking, until those of another one are asked for.
     *
     * @return [users] [candidates] NaN for excluded candidates; to be read only
     */
    public float[][] scores(Ranking ranking) {
        return buffer.scores(this, ranking);
    }

    /** Ranks with n first items. */
    @SuppressWarnings("ArrayRecordComponent")
    private record KnownRanks(int n, ItemRanks[] ranks) {}
}
