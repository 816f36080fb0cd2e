package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.RecommendSettings.EligibilityRule;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.tables.UserIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Who may not see what: rules for everybody take videos out, and those for some users are bits that a video and a user
 * have, which are compared when a video is about to be listed.
 *
 * @param rules in the order of their bits
 */
record Eligibility(List<EligibilityRule> rules) {
    /**
     * The videos that anybody may see.
     *
     * @param videos what rules may ask for, with {@code eligible}
     * @return the same rows with {@code barred}
     * @throws SettingsException if a rule's condition is none on these columns
     */
    Dataset<Row> videos(Dataset<Row> videos) {
        Column barred = lit(0);
        Column isForAll = col("eligible");
        for (int bit = 0; bit < rules.size(); bit++) {
            Column isBarred = not(condition(videos, rules.get(bit), "videos"));
            if (rules.get(bit).users().isEmpty()) {
                isForAll = isForAll.and(not(isBarred));
            } else {
                barred = barred.bitwiseOR(when(isBarred, 1 << bit).otherwise(0));
            }
        }
        return videos.filter(isForAll).withColumn("barred", barred);
    }

    /**
     * The rules that apply to each user.
     *
     * @param users rows of {@code users}
     * @return {@code user_id, rules}, for users to whom any applies
     * @throws SettingsException if a rule's condition is none on the users' columns
     */
    Dataset<Row> users(Dataset<Row> users) {
        Dataset<Row> known = users.withColumn("attributes", map_from_entries(col("attributes")));
        Column applying = lit(0);
        for (int bit = 0; bit < rules.size(); bit++) {
            if (rules.get(bit).users().isPresent()) {
                applying = applying.bitwiseOR(when(condition(known, rules.get(bit), "users"), 1 << bit)
                        .otherwise(0));
            }
        }
        return known.select(col(UserIndex.USER_ID), applying.as("rules"))
                .filter(col("rules").notEqual(0));
    }

    /** By rule, how many of the videos it bars, for everybody or for those to whom it applies. */
    Map<String, Long> counts(Dataset<Row> videos) {
        if (rules.isEmpty()) {
            return Map.of();
        }
        Row counted = videos.filter(col("eligible"))
                .select(rules.stream()
                        .map(rule -> count_if(not(condition(videos, rule, "videos"))))
                        .toArray(Column[]::new))
                .head();
        Map<String, Long> counts = new LinkedHashMap<>();
        IntStream.range(0, rules.size())
                .forEach(bit -> counts.put(rules.get(bit).name(), counted.getLong(bit)));
        return counts;
    }

    private static Column condition(Dataset<Row> rows, EligibilityRule rule, String condition) {
        String sql = condition.equals("videos") ? rule.videos() : rule.users().orElseThrow();
        String allowed = "a condition in SQL on the columns " + String.join(", ", rows.columns());
        try {
            if (!rows.select(expr(sql)).schema().fields()[0].dataType().equals(DataTypes.BooleanType)) {
                throw new SettingsException(
                        "illegal setting %s = %s: must be %s".formatted(rule.key(condition), sql, allowed));
            }
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new SettingsException(
                        "illegal setting %s = %s: must be %s; %s"
                                .formatted(
                                        rule.key(condition),
                                        sql,
                                        allowed,
                                        e.getMessage().lines().findFirst().orElse("")),
                        e);
            }
            throw e;
        }
        return coalesce(expr(sql), lit(false));
    }
}
