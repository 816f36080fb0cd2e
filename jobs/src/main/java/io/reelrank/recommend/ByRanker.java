package io.reelrank.recommend;

import io.reelrank.ranker.Moment;
import io.reelrank.ranker.Person;
import io.reelrank.ranker.Ranker;
import io.reelrank.ranker.Reordered;
import io.reelrank.scoring.RankedItems;
import java.util.Arrays;
import java.util.List;

/**
 * A learned order of the model's first videos.
 *
 * @param moment the candidates, at least as many as a list has
 * @param ranker the learned order
 * @param topN videos a list
 */
record ByRanker(Moment moment, Ranker ranker, int topN) implements ListOrder {
    @Override
    public List<Listed> of(List<Person> people) {
        return people.stream().map(this::of).toList();
    }

    private Listed of(Person person) {
        Reordered all = ranker.ranked(moment, person);
        int n = Math.min(topN, all.served().length);
        int[] videos = Arrays.copyOf(all.learned().items(), n);
        return new Listed(
                new RankedItems(videos, Arrays.copyOf(all.learned().scores(), n)),
                new RankedItems(videos, Arrays.copyOf(all.served(), n)));
    }
}
