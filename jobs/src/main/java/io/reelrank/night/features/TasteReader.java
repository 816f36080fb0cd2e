package io.reelrank.night.features;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.engine.reduce.ExactSum;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads the pairs of a user, and gives the user's taste. */
final class TasteReader implements MapGroupsFunction<Integer, Row, Row> {
    private static final DataType NAMES = DataTypes.createArrayType(TasteTally.SHARE);

    /**
     * {@code user_idx, tags, categories, creators, lengths, breadth, breadth_this_week, breadth_last_week}: arrays of the 10
     * largest {@code name, share}, largest first, empty where nothing is wanted, and entropies in bits, null there.
     */
    static final StructType ROW = new StructType()
            .add(UserIndex.USER_IDX, DataTypes.IntegerType, false)
            .add(UserProfiles.TAGS, NAMES)
            .add(UserProfiles.CATEGORIES, NAMES)
            .add(UserProfiles.CREATORS, NAMES)
            .add(UserProfiles.LENGTHS, NAMES)
            .add(UserProfiles.BREADTH, DataTypes.DoubleType)
            .add(UserProfiles.BREADTH_THIS_WEEK, DataTypes.DoubleType)
            .add(UserProfiles.BREADTH_LAST_WEEK, DataTypes.DoubleType);

    private static final int FIRST_AMOUNT = 1;
    private static final int TAGS = 4;
    private static final int CATEGORY = 5;
    private static final int CREATOR = 6;
    private static final int LENGTH = 7;

    /**
     * The taste of a user.
     *
     * @param user the user's number
     * @param pairs {@code user_idx, strength, this_week, last_week, tags, category, creator, length}, one row a video
     * @return {@link #ROW}
     */
    @Override
    public Row call(Integer user, Iterator<Row> pairs) {
        TasteTally tags = new TasteTally();
        TasteTally categories = new TasteTally();
        TasteTally creators = new TasteTally();
        TasteTally lengths = new TasteTally();
        while (pairs.hasNext()) {
            Row video = pairs.next();
            long[] amounts = amounts(video);
            for (String tag : video.<String>getList(TAGS)) {
                tags.add(tag, amounts);
            }
            categories.add(video.getString(CATEGORY), amounts);
            creators.add(video.getString(CREATOR), amounts);
            lengths.add(video.getString(LENGTH), amounts);
        }
        return RowFactory.create(
                user,
                tags.top(),
                categories.top(),
                creators.top(),
                lengths.top(),
                tags.breadth(TasteTally.STRENGTH),
                tags.breadth(TasteTally.THIS_WEEK),
                tags.breadth(TasteTally.LAST_WEEK));
    }

    /** {@code [strength, this week, last week]} of a video. */
    private static long[] amounts(Row video) {
        long[] amounts = new long[TasteTally.AMOUNTS];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = ExactSum.fixed(video.getFloat(FIRST_AMOUNT + i));
        }
        return amounts;
    }
}
