package io.reelrank.serve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.reelrank.stage.GateException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What tonight's lists must hold before anybody sees them.
 *
 * @param minUsersShare the share of the published version's users that tonight's lists must reach
 */
record Gates(double minUsersShare) {
    /**
     * Checks the lists.
     *
     * @param recommendations rows of {@code recommendations}
     * @param publishedUsers users of the published version; none before the first
     * @return what was checked → what was found
     * @throws GateException naming the check, what it found and what it allows
     */
    Map<String, String> check(Dataset<Row> recommendations, OptionalLong publishedUsers) {
        Column isSick = exists(
                col("scores"),
                score -> coalesce(
                        isnan(score).or(score.isin(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)), lit(true)));
        Row counts = recommendations
                .agg(count(lit(1)), count(when(size(col("video_ids")).gt(0), 1)), count(when(isSick, 1)))
                .head();
        long users = counts.getLong(0);
        long listed = counts.getLong(1);
        long sick = counts.getLong(2);
        Map<String, String> found = new TreeMap<>();
        require(listed > 0, "users with a list", "none of %,d users has a list, at least 1 must".formatted(users));
        found.put("users with a list", "%d of %d".formatted(listed, users));
        require(
                sick == 0,
                "finite scores",
                "%,d of %,d lists hold a score that is no number, 0 may".formatted(sick, users));
        found.put("finite scores", "all");
        if (publishedUsers.isPresent()) {
            double share = (double) users / publishedUsers.getAsLong();
            require(
                    share >= minUsersShare,
                    "users",
                    "%,d users, %.1f%% of the published version's %,d; serve.min-users-share asks for %.1f%%"
                            .formatted(users, 100 * share, publishedUsers.getAsLong(), 100 * minUsersShare));
            found.put("users of the version before", String.format(Locale.ROOT, "%.4f", share));
        }
        return found;
    }

    private static void require(boolean holds, String gate, String found) {
        if (!holds) {
            throw new GateException("gate refused, '%s': %s; the published version stays".formatted(gate, found));
        }
    }
}
