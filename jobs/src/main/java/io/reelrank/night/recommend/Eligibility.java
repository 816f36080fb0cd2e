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
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFeatures;
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
 * The settings' rules about which users may see which videos.
 *
 * <p>A rule for all users removes videos from the candidates. A rule for some users is a bit of the video and of the
 * user; the video is excluded for the user if both have it.
 *
 * @param rules bit r is rule r of this list
 */
record Eligibility(List<EligibilityRule> rules) {
    /** Bit r: the video is excluded for users to whom rule r applies: int. */
    static final String BARRED = "barred";

    /**
     * The videos that at least some users may see.
     *
     * @param videos {@code eligible}, and the columns that rules may use
     * @return the rows of these videos with {@code barred}
     * @throws SettingsException if a rule's condition is not a condition on these columns
     */
    Dataset<Row> videos(Dataset<Row> videos) {
        Column barred = lit(0);
        Column isVisible = col(VideoFeatures.ELIGIBLE);
        for (int bit = 0; bit < rules.size(); bit++) {
            Column isExcluded = not(condition(videos, rules.get(bit), "videos"));
            if (rules.get(bit).users().isEmpty()) {
                isVisible = isVisible.and(not(isExcluded));
            } else {
                barred = barred.bitwiseOR(when(isExcluded, 1 << bit).otherwise(0));
            }
        }
        return videos.filter(isVisible).withColumn(BARRED, barred);
    }

    /**
     * The rules that apply to each user.
     *
     * @param users rows of {@code users}
     * @return {@code user_id, rules} of the users to whom any rule applies
     * @throws SettingsException if a rule's condition is not a condition on the users' columns
     */
    Dataset<Row> users(Dataset<Row> users) {
        Dataset<Row> known = users.withColumn(Users.ATTRIBUTES, map_from_entries(col(Users.ATTRIBUTES)));
        Column applying = lit(0);
        for (int bit = 0; bit < rules.size(); bit++) {
            if (rules.get(bit).users().isPresent()) {
                applying = applying.bitwiseOR(when(condition(known, rules.get(bit), "users"), 1 << bit)
                        .otherwise(0));
            }
        }
        return known.select(col(UserIndex.USER_ID), applying.as(Recipient.RULES))
                .filter(col(Recipient.RULES).notEqual(0));
    }

    /** How many eligible videos each rule excludes, for all users or for those to whom it applies. */
    Map<String, Long> counts(Dataset<Row> videos) {
        if (rules.isEmpty()) {
            return Map.of();
        }
        Row counted = videos.filter(col(VideoFeatures.ELIGIBLE))
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
