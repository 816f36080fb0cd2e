package io.reelrank.night.recommend;

import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.engine.ranker.UserContext;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A user who gets a list, with what making it needs.
 *
 * @param id the user's id
 * @param context what ranking knows about the user
 * @param source where the factors are from, as in {@code recommendations.sources}; null without factors
 * @param segment the user's segment; null without one
 * @param follows the creators whom the user follows, as numbers, ascending
 * @param candidates the user's best videos if they were found before, slice by slice; else none
 */
// Arrays, because boxes cost more than the ranking; nobody compares recipients by equals.
@SuppressWarnings("ArrayRecordComponent")
record Recipient(
        String id, UserContext context, String source, String segment, long[] follows, RankedItems candidates) {
    /** Numbers of the videos that the user has seen, ascending: array of int, or null. */
    static final String SEEN = "met";

    /** The strengths of the seen videos, parallel to {@link #SEEN}: array of float, or null. */
    static final String STRENGTHS = "strengths";

    /** Where the factors are from: string, or null. */
    static final String SOURCE = "source";

    /** Numbers of the creators whose videos are excluded: array of bigint, or null. */
    static final String HIDDEN = "hidden";

    /** Bit r: eligibility rule r applies to the user: int, or null. */
    static final String RULES = "rules";

    /** Numbers of the user's best videos, best first: array of int, or null. */
    static final String ITEMS = "items";

    /** The scores of {@link #ITEMS}: array of float, or null. */
    static final String SCORES = "scores";

    /**
     * The columns that a recipient is made of. {@code user_id} is never null; {@code factors} and {@code hours} are
     * arrays of float, {@code segment} is a string and {@code follows} an array of bigint, each null if unknown.
     */
    static final String[] COLUMNS = {
        UserIndex.USER_ID,
        SEEN,
        STRENGTHS,
        UserFactors.FACTORS,
        RankerUsers.HOURS,
        SOURCE,
        UserSegments.SEGMENT,
        CreatorTies.FOLLOWS,
        HIDDEN,
        RULES,
        ITEMS,
        SCORES
    };

    /** The users of rows that have {@link #COLUMNS}, in any order and among others. */
    static JavaRDD<Recipient> rows(Dataset<Row> users) {
        Dataset<Row> needed =
                users.select(Arrays.stream(COLUMNS).map(functions::col).toArray(Column[]::new));
        RecipientReader reader = new RecipientReader(needed.schema());
        return needed.queryExecution().toRdd().toJavaRDD().map(reader::read);
    }

    /**
     * A user about whom at most the segment is known.
     *
     * @param id names the list
     * @param segment the segment, or null
     */
    static Recipient unknown(String id, String segment) {
        float[] none = {};
        return new Recipient(
                id,
                new UserContext(Exclusions.NOTHING, none, none, none),
                null,
                segment,
                new long[0],
                new RankedItems(new int[0], none));
    }

    /** The same user as one of whom nothing is known but what must not be listed. */
    Recipient asStranger() {
        float[] none = {};
        return new Recipient(
                id, new UserContext(exclusions(), strengths(), none, none), null, null, follows, candidates);
    }

    /** Whether the user has factors to rank by. */
    boolean hasFactors() {
        return factors().length > 0;
    }

    /** [rank] the user's factors, or empty. */
    float[] factors() {
        return context.factors();
    }

    /** What must not be listed for the user. */
    Exclusions exclusions() {
        return context.exclusions();
    }

    /** Numbers of the videos that the user has seen, ascending. */
    int[] seen() {
        return context.seen();
    }

    /** [seen] how much the user wants each of the seen videos. */
    float[] strengths() {
        return context.strengths();
    }
}
