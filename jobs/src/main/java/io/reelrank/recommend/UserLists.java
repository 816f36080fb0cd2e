package io.reelrank.recommend;

import io.reelrank.ranker.Person;
import io.reelrank.scoring.Batches;
import io.reelrank.scoring.RankedItems;
import io.reelrank.scoring.TopItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Makes one user's list.
 *
 * @param order of a user's videos
 * @param byPopularity ranks for somebody nobody knows
 * @param reasons says why
 * @param names of all videos
 * @param topN videos a list
 */
record UserLists(ListOrder order, TopItems byPopularity, Reasons reasons, VideoNames names, int topN)
        implements Serializable {
    /** The columns of a list; who it is for comes first. */
    static StructType schema(String owner) {
        return new StructType()
                .add(owner, "string")
                .add("video_ids", "array<string>")
                .add("scores", "array<float>")
                .add("sources", "array<string>")
                .add("reasons", "array<string>");
    }

    /**
     * The lists of users, of as many at a time as are scored together.
     *
     * @param users {@code user_id, met, factors, hours, source}; met as {@code (video_idx, strength)}, ascending; each may be
     *     null; source says where the factors are from
     */
    Iterator<Row> of(Iterator<Row> users) {
        return Batches.of(users, TopItems.BATCH).flatMap(this::lists).iterator();
    }

    private Stream<Row> lists(List<Row> batch) {
        List<Person> people = batch.stream().map(user -> Person.of(user, 1)).toList();
        List<ListOrder.Listed> lists = order.of(people);
        return IntStream.range(0, batch.size()).mapToObj(i -> row(batch.get(i), people.get(i), lists.get(i)));
    }

    private Row row(Row user, Person person, ListOrder.Listed listed) {
        return person.factors().length == 0
                ? popular(user.getString(0), listed.ranked())
                : row(
                        user.getString(0),
                        listed.ranked(),
                        user.getString(user.size() - 1),
                        reasons.of(listed.served(), person.met(), person.strengths(), names));
    }

    /** The list of somebody nobody knows. */
    Row ofNobody(String segment) {
        return popular(segment, byPopularity.top(new float[0], new int[0], topN));
    }

    private Row popular(String owner, RankedItems ranked) {
        return row(
                owner,
                ranked,
                "popular",
                Collections.nCopies(ranked.items().length, Reasons.POPULAR).toArray(String[]::new));
    }

    private Row row(String owner, RankedItems ranked, String source, String[] reasons) {
        return RowFactory.create(
                owner,
                names.of(ranked.items()),
                boxed(ranked.scores()),
                Collections.nCopies(ranked.items().length, source).toArray(),
                reasons);
    }

    private static Float[] boxed(float[] scores) {
        Float[] boxed = new Float[scores.length];
        Arrays.setAll(boxed, i -> scores[i]);
        return boxed;
    }
}
