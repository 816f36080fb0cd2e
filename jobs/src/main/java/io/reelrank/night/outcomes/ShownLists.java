package io.reelrank.night.outcomes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.ListExperiments;
import io.reelrank.core.tables.ListOutcomes;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Showings, joined to the lists that showed them. */
final class ShownLists {
    /** Where the video comes from, as in the list: string, null without a known list. */
    static final String SOURCE = "source";

    /** The key of the reason: string, null without a known list. */
    static final String REASON = "reason";

    /** 1 if the showing has a valid view, otherwise 0: int. */
    static final String IS_ACCEPTED = "is_accepted";

    /** The first places of the list's scores, as many as are asked for: array of float. */
    static final String SCORES = Recommendations.SCORES;

    private static final String HAS_VIDEO = "has_video";

    private ShownLists() {}

    /**
     * Users, videos and days with an impression or a view, each one row of {@code day_pairs} with {@link #IS_ACCEPTED}.
     *
     * @param pairs rows of {@code day_pairs}
     * @param suspects rows of {@code suspects}, who do not count
     * @param users rows of {@code user_index}
     * @param videos rows of {@code video_index}
     */
    static Dataset<Row> showings(Dataset<Row> pairs, Dataset<Row> suspects, Dataset<Row> users, Dataset<Row> videos) {
        return pairs.filter(
                        col(DayPairs.IMPRESSIONS).gt(0).or(col(DayPairs.VIEWS).gt(0)))
                .withColumn(
                        IS_ACCEPTED, when(col(DayPairs.VALID_VIEWS).gt(0), 1).otherwise(0))
                .join(users.select(UserIndex.USER_IDX, UserIndex.USER_ID), UserIndex.USER_IDX)
                .join(videos.select(VideoIndex.VIDEO_IDX, VideoIndex.VIDEO_ID), VideoIndex.VIDEO_IDX)
                .join(suspects.select(Suspects.USER_ID), new String[] {UserIndex.USER_ID}, "left_anti");
    }

    /**
     * Showings with what the lists tell of them.
     *
     * @param showings of {@link #showings}, with a list's version and place
     * @param lists rows of {@code recommendations}
     * @param scores how many of a list's first scores are kept
     * @return the showings with {@code version}, which is unknown where no list has the video at the place, {@link #SOURCE},
     *     {@link #REASON} and {@link #SCORES}
     */
    static Dataset<Row> listed(Dataset<Row> showings, Dataset<Row> lists, int scores) {
        Column place = col(DayPairs.LIST_PLACE).minus(1);
        Dataset<Row> dated = lists.select(
                col(Table.DAY).as(DayPairs.LIST_VERSION),
                col(Recommendations.USER_ID),
                col(Recommendations.VIDEO_IDS),
                slice(col(Recommendations.SCORES), 1, scores).as(SCORES),
                col(Recommendations.SOURCES),
                col(Recommendations.REASONS));
        return showings.join(dated, new String[] {DayPairs.LIST_VERSION, UserIndex.USER_ID}, "left")
                .withColumn(
                        HAS_VIDEO,
                        coalesce(
                                get(col(Recommendations.VIDEO_IDS), place).equalTo(col(VideoIndex.VIDEO_ID)),
                                lit(false)))
                .withColumn(
                        ListOutcomes.VERSION,
                        when(col(HAS_VIDEO), col(DayPairs.LIST_VERSION).cast("string"))
                                .otherwise(ListOutcomes.UNKNOWN_LIST))
                .withColumn(SOURCE, when(col(HAS_VIDEO), get(col(Recommendations.SOURCES), place)))
                .withColumn(
                        REASON, when(col(HAS_VIDEO), substring_index(get(col(Recommendations.REASONS), place), ":", 1)))
                .drop(HAS_VIDEO, Recommendations.VIDEO_IDS, Recommendations.SOURCES, Recommendations.REASONS);
    }

    /**
     * Showings of users in an experiment.
     *
     * @param listed of {@link #listed}
     * @param experiments rows of {@code list_experiments}
     * @return the showings of known lists with the columns of the experiment
     */
    static Dataset<Row> ofExperiments(Dataset<Row> listed, Dataset<Row> experiments) {
        return listed.filter(col(ListOutcomes.VERSION).notEqual(ListOutcomes.UNKNOWN_LIST))
                .join(
                        experiments.withColumnRenamed(Table.DAY, DayPairs.LIST_VERSION),
                        new String[] {DayPairs.LIST_VERSION, ListExperiments.USER_ID});
    }
}
