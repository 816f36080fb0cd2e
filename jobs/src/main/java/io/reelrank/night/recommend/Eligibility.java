package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.RecommendSettings.EligibilityRule;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataTypes;

/**
 * The settings' rules about which users may see which videos.
 *
 * <p>A rule for all users removes videos from the candidates. A rule for some users is a bit of the video and of the
 * user; the video is excluded for the user if both have it.
 *
 * <p>A condition that cannot be computed for a row, because of a cast or a division by zero, is null there. A condition
 * that is null is not met.
 *
 * @param rules bit r is rule r of this list
 */
record Eligibility(List<EligibilityRule> rules) {
    /** Bit r: the video is excluded for users to whom rule r applies: int. */
    static final String BARRED = "barred";

    private static final String VIDEOS = "videos";
    private static final String USERS = "users";
    private static final String MET = "met";

    /** The conditions without a column that are no mistake, such as false for users who may see nothing. */
    private static final Set<String> CONSTANTS = Set.of("true", "false");

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
            Column isExcluded = not(condition(videos, rules.get(bit), VIDEOS));
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
        Dataset<Row> known = withAttributes(users);
        Column applying = lit(0);
        for (int bit = 0; bit < rules.size(); bit++) {
            if (rules.get(bit).users().isPresent()) {
                applying = applying.bitwiseOR(
                        when(condition(known, rules.get(bit), USERS), 1 << bit).otherwise(0));
            }
        }
        return known.select(col(UserIndex.USER_ID), applying.as(Recipient.RULES))
                .filter(col(Recipient.RULES).notEqual(0));
    }

    /**
     * How often conditions could not be computed.
     *
     * @param users rows of {@code users}
     * @param videos of {@link #videos}; all of them, eligible or not
     * @return the condition's key → for how many rows; without the conditions that were computed for all rows
     */
    Map<String, String> failures(Dataset<Row> users, Dataset<Row> videos) {
        Map<String, String> failures = new LinkedHashMap<>();
        Dataset<Row> known = withAttributes(users);
        failures.putAll(
                failures(videos.filter(col(VideoFeatures.ELIGIBLE)), rules, VIDEOS, "for %,d of %,d videos: not met"));
        failures.putAll(failures(
                known,
                rules.stream().filter(rule -> rule.users().isPresent()).toList(),
                USERS,
                "for %,d of %,d users: not met, so the rule does not apply to them"));
        return failures;
    }

    private static Map<String, String> failures(
            Dataset<Row> rows, List<EligibilityRule> rules, String condition, String text) {
        if (rules.isEmpty()) {
            return Map.of();
        }
        Map<String, String> failures = new LinkedHashMap<>();
        List<Column> counts = new ArrayList<>(List.of(count(lit(1))));
        rules.forEach(rule -> counts.add(count_if(attempt(sql(rule, condition)).isNull())));
        Row counted = rows.select(counts.toArray(Column[]::new)).head();
        for (int i = 0; i < rules.size(); i++) {
            if (counted.getLong(i + 1) > 0) {
                failures.put(
                        rules.get(i).key(condition),
                        String.format(Locale.ROOT, text, counted.getLong(i + 1), counted.getLong(0)));
            }
        }
        return failures;
    }

    private static Dataset<Row> withAttributes(Dataset<Row> users) {
        return users.withColumn(Users.ATTRIBUTES, map_from_entries(col(Users.ATTRIBUTES)));
    }

    /** How many eligible videos each rule excludes, for all users or for those to whom it applies. */
    Map<String, Long> counts(Dataset<Row> videos) {
        if (rules.isEmpty()) {
            return Map.of();
        }
        Row counted = videos.filter(col(VideoFeatures.ELIGIBLE))
                .select(rules.stream()
                        .map(rule -> count_if(not(condition(videos, rule, VIDEOS))))
                        .toArray(Column[]::new))
                .head();
        Map<String, Long> counts = new LinkedHashMap<>();
        IntStream.range(0, rules.size())
                .forEach(bit -> counts.put(rules.get(bit).name(), counted.getLong(bit)));
        return counts;
    }

    private static Column condition(Dataset<Row> rows, EligibilityRule rule, String condition) {
        String sql = sql(rule, condition);
        String allowed = "a condition in SQL on the columns " + String.join(", ", rows.columns());
        try {
            // A filter refuses aggregates and window functions, which have no value for a row alone.
            LogicalPlan plan = rows.select(expr(sql)).queryExecution().analyzed();
            if (!plan.schema().fields()[0].dataType().equals(DataTypes.BooleanType)
                    || !plan.deterministic()
                    || (plan.references().isEmpty()
                            && !CONSTANTS.contains(sql.strip().toLowerCase(Locale.ROOT)))
                    || !rows.filter(attempt(sql).getField(MET))
                            .queryExecution()
                            .analyzed()
                            .resolved()) {
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
                                        e.getMessage()
                                                .lines()
                                                .filter(line -> !line.isBlank())
                                                .findFirst()
                                                .orElse("")),
                        e);
            }
            throw e;
        }
        return coalesce(attempt(sql).getField(MET), lit(false));
    }

    private static String sql(EligibilityRule rule, String condition) {
        return condition.equals(VIDEOS) ? rule.videos() : rule.users().orElseThrow();
    }

    /**
     * A struct whose {@code met} is the condition; null where the condition cannot be computed.
     *
     * <p>It is computed inside of a lambda function: Spark computes common parts of other expressions beforehand, where
     * nothing catches their errors.
     */
    private static Column attempt(String sql) {
        Column condition = struct(expr(sql).as(MET));
        return get(
                transform(
                        array(lit(0)),
                        once -> ExpressionUtils.column(new TryEval(ExpressionUtils.expression(condition)))),
                lit(0));
    }
}
