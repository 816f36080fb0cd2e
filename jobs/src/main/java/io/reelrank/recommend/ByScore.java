package io.reelrank.recommend;

import io.reelrank.ranker.Person;
import io.reelrank.scoring.RankedItems;
import io.reelrank.scoring.TopItems;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The model's own order: by the user's factors, or by recent popularity for a user without.
 *
 * @param byTaste ranks for users with factors
 * @param byPopularity ranks for the others
 * @param topN videos a list
 */
record ByScore(TopItems byTaste, TopItems byPopularity, int topN) implements ListOrder {
    @Override
    public List<Listed> of(List<Person> people) {
        Listed[] lists = new Listed[people.size()];
        write(lists, people, byTaste, person -> person.factors().length > 0);
        write(lists, people, byPopularity, person -> person.factors().length == 0);
        return List.of(lists);
    }

    /** Writes the lists of those whom these items are for. */
    private void write(Listed[] lists, List<Person> people, TopItems items, Predicate<Person> isFor) {
        int[] places = IntStream.range(0, lists.length)
                .filter(place -> isFor.test(people.get(place)))
                .toArray();
        RankedItems[] ranked = items.top(
                Arrays.stream(places)
                        .mapToObj(place -> people.get(place).factors())
                        .toArray(float[][]::new),
                Arrays.stream(places).mapToObj(place -> people.get(place).met()).toArray(int[][]::new),
                topN);
        for (int i = 0; i < places.length; i++) {
            lists[places[i]] = new Listed(ranked[i], ranked[i]);
        }
    }
}
