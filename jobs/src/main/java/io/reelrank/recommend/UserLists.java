package io.reelrank.recommend;

import io.reelrank.scoring.RankedItems;
import io.reelrank.scoring.TopItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Makes one user's list: by the user's factors, or by recent popularity for a user without.
 *
 * @param byTaste ranks for users with factors
 * @param byPopularity ranks for the others
 * @param names of both's items
 * @param topN videos a list
 */
record UserLists(TopItems byTaste, TopItems byPopularity, VideoNames names, int topN) implements Serializable {
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
     * The list of a user.
     *
     * @param user {@code user_id, met, factors}; met ascending; either array may be null
     */
    Row of(Row user) {
        int[] met = user.isNullAt(1)
                ? new int[0]
                : user.<Integer>getList(1).stream().mapToInt(Integer::intValue).toArray();
        return user.isNullAt(2)
                ? row(user.getString(0), byPopularity.top(new float[0], met, topN), "popular", "popular")
                : row(user.getString(0), byTaste.top(floats(user.getList(2)), met, topN), "als", "taste");
    }

    /** The list of somebody nobody knows. */
    Row ofNobody(String segment) {
        return row(segment, byPopularity.top(new float[0], new int[0], topN), "popular", "popular");
    }

    private Row row(String owner, RankedItems ranked, String source, String reason) {
        int length = ranked.items().length;
        return RowFactory.create(
                owner,
                names.of(ranked.items()),
                boxed(ranked.scores()),
                Collections.nCopies(length, source).toArray(),
                Collections.nCopies(length, reason).toArray());
    }

    private static Float[] boxed(float[] scores) {
        Float[] boxed = new Float[scores.length];
        Arrays.setAll(boxed, i -> scores[i]);
        return boxed;
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return floats;
    }
}
