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
 * @param reasons says why
 * @param names of all videos
 * @param topN videos a list
 */
record UserLists(TopItems byTaste, TopItems byPopularity, Reasons reasons, VideoNames names, int topN)
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
     * The list of a user.
     *
     * @param user {@code user_id, met, factors}; met as {@code (video_idx, strength)}, ascending; either may be null
     */
    Row of(Row user) {
        List<Row> pairs = user.isNullAt(1) ? List.of() : user.getList(1);
        int[] met = pairs.stream().mapToInt(pair -> pair.getInt(0)).toArray();
        if (user.isNullAt(2)) {
            return popular(user.getString(0), met);
        }
        float[] strengths = new float[met.length];
        for (int j = 0; j < met.length; j++) {
            strengths[j] = pairs.get(j).getFloat(1);
        }
        RankedItems ranked = byTaste.top(floats(user.getList(2)), met, topN);
        return row(user.getString(0), ranked, "als", reasons.of(ranked, met, strengths, names));
    }

    /** The list of somebody nobody knows. */
    Row ofNobody(String segment) {
        return popular(segment, new int[0]);
    }

    private Row popular(String owner, int[] met) {
        RankedItems ranked = byPopularity.top(new float[0], met, topN);
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

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return floats;
    }
}
