package io.reelrank.recommend;

import io.reelrank.ranker.Person;
import io.reelrank.scoring.RankedItems;
import io.reelrank.scoring.TopItems;

/**
 * The model's own order: by the user's factors, or by recent popularity for a user without.
 *
 * @param byTaste ranks for users with factors
 * @param byPopularity ranks for the others
 * @param topN videos a list
 */
record ByScore(TopItems byTaste, TopItems byPopularity, int topN) implements ListOrder {
    @Override
    public Listed of(Person person) {
        RankedItems ranked =
                (person.factors().length == 0 ? byPopularity : byTaste).top(person.factors(), person.met(), topN);
        return new Listed(ranked, ranked);
    }
}
