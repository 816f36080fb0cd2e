package io.reelrank.night.features;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.engine.reduce.ExactSum;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads pairs in the order of users and videos, and gives the taste of one user after the other. */
final class TasteReader implements Iterator<Row> {
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

    private static final int USER = 0;
    private static final int VIDEO = 1;
    private static final int FIRST_AMOUNT = 2;
    private static final int TAGS = 5;
    private static final int CATEGORY = 6;
    private static final int CREATOR = 7;
    private static final int LENGTH = 8;

    private final Iterator<Row> rows;
    private Row next;

    /**
     * A reader.
     *
     * @param rows {@code user_idx, video_idx, strength, this_week, last_week, tags, category, creator, length}; those of a
     *     user stand together, and within them those of a video
     */
    TasteReader(Iterator<Row> rows) {
        this.rows = rows;
        step();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Row next() {
        if (next == null) {
            throw new NoSuchElementException("no user is left");
        }
        int user = next.getInt(USER);
        TasteTally tags = new TasteTally();
        TasteTally categories = new TasteTally();
        TasteTally creators = new TasteTally();
        TasteTally lengths = new TasteTally();
        while (next != null && next.getInt(USER) == user) {
            Row video = next;
            long[] amounts = amounts();
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

    /** The largest amounts in the rows of the next pair, which are read: {@code [strength, this week, last week]}. */
    private long[] amounts() {
        int user = next.getInt(USER);
        int video = next.getInt(VIDEO);
        long[] largest = new long[TasteTally.AMOUNTS];
        while (next != null && next.getInt(VIDEO) == video && next.getInt(USER) == user) {
            for (int i = 0; i < largest.length; i++) {
                largest[i] = Math.max(largest[i], ExactSum.fixed(next.getFloat(FIRST_AMOUNT + i)));
            }
            step();
        }
        return largest;
    }

    private void step() {
        next = rows.hasNext() ? rows.next() : null;
    }
}
