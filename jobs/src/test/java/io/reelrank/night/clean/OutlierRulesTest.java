package io.reelrank.night.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.CleanSettings;
import io.reelrank.core.settings.CleanSettings.Bounds;
import io.reelrank.core.settings.CleanSettings.CleanRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OutlierRulesTest extends SparkTest {
    private static final Bounds NONE_ABOVE = new Bounds(0, 1e9);
    private static final Bounds NONE_BELOW = new Bounds(1e9, 0);

    // With equally many users at 2, 4, 8, 16 and 32 the median is 8 and the median distance from it a factor of 2. A
    // few
    // more users change neither. Logarithms are rounded to 0.01.
    private static final double FAR = 5 * 1.4826 * 0.69;
    private static final double FAR_ABOVE = Math.exp(2.08 + FAR);
    private static final double FAR_BELOW = Math.exp(2.08 - FAR);
    private static final String OTHERS = "8.004 | 2.78";

    @Test
    void anOutlierIsFiveDeviationsAboveTheMedian() {
        assertThat(suspects(CleanRule.PLAYS_PER_HOUR, NONE_ABOVE, FAR_ABOVE * 0.999, FAR_ABOVE * 1.001))
                .containsExactly("1 | plays_per_hour | 1334.043 | 1332.71 | " + OTHERS + " | 20");
    }

    @Test
    void anOutlierOnTheLowSideIsFiveDeviationsBelow() {
        assertThat(suspects(CleanRule.WATCH_SPREAD, NONE_BELOW, FAR_BELOW * 0.999, FAR_BELOW * 1.001))
                .containsExactly("0 | watch_spread | 0.048 | 0.048 | " + OTHERS + " | 20");
    }

    @Test
    void outliersOfSharesAreFoundByTheirOdds() {
        double bound = FAR_ABOVE / 64 / (1 + FAR_ABOVE / 64);
        assertThat(of(
                        settings(CleanRule.CREATOR_PLAYS, new Bounds(0, 1)),
                        figures(
                                CleanRule.CREATOR_PLAYS,
                                odds -> odds / 64 / (1 + odds / 64),
                                bound - 0.001,
                                bound + 0.001)))
                // The median's odds are 1 / 8.
                .containsExactly("1 | creator_plays | 0.955 | 0.954 | 0.111 | 2.78 | 20");
    }

    @Test
    void noUserWithinTheSparedBoundIsSuspected() {
        assertThat(suspects(CleanRule.PLAYS_PER_HOUR, new Bounds(5000, 1e9), 2000, 4999))
                .isEmpty();
        assertThat(suspects(CleanRule.WATCH_SPREAD, new Bounds(0.01, 0), 0.02)).isEmpty();
    }

    @Test
    void everyUserBeyondTheCertainBoundIsSuspected() {
        assertThat(suspects(CleanRule.PLAYS_PER_HOUR, new Bounds(50, 100), 99, 101))
                .containsExactly("1 | plays_per_hour | 101.0 | 100.0 | " + OTHERS + " | 20");
        assertThat(suspects(CleanRule.WATCH_SPREAD, new Bounds(1.8, 1.5), 1.4, 1.6))
                .containsExactly("0 | watch_spread | 1.4 | 1.5 | " + OTHERS + " | 20");
    }

    @Test
    void whereAllUsersAreAlikeOnlyTheBoundsDecide() {
        Dataset<Row> alike = Frames.of(spark(), "id int", "1", "2", "3")
                .selectExpr("string(id) as user_id", "'active_hours' as reason", "3D as figure", "30L as evidence");
        Dataset<Row> figures = alike.unionByName(Frames.of(
                spark(),
                "user_id string, reason string, figure double, evidence bigint",
                "busy | active_hours | 17.9 | 300",
                "never sleeps | active_hours | 18.1 | 300"));

        assertThat(of(settings(CleanRule.ACTIVE_HOURS, new Bounds(18, 22)), figures))
                .containsExactly("never sleeps | active_hours | 18.1 | 18.0 | 2.994 | 1.0 | 300");
    }

    @Test
    void littleEvidenceExemptUsersAndDisabledRulesGiveNoSuspects() {
        Dataset<Row> figures = Frames.of(
                spark(),
                "user_id string, reason string, figure double, evidence bigint",
                "new | active_hours | 24 | 19",
                "watchdog | active_hours | 24 | 200",
                "seen | plays_per_day | 9000 | 9000",
                "bot | active_hours | 24 | 20");

        assertThat(of(settings(CleanRule.ACTIVE_HOURS, new Bounds(18, 22)), figures))
                .singleElement()
                .asString()
                .startsWith("bot | active_hours | 24.0 | 22.0 | ");
    }

    private static List<String> suspects(CleanRule rule, Bounds bounds, double... more) {
        return of(settings(rule, bounds), figures(rule, figure -> figure, more));
    }

    private static List<String> of(CleanSettings settings, Dataset<Row> figures) {
        return Frames.lines(new OutlierRules(settings)
                .of(figures)
                .selectExpr(
                        "user_id",
                        "reason",
                        "round(figure, 3)",
                        "round(threshold, 3)",
                        "round(median, 3)",
                        "round(spread, 2)",
                        "evidence"));
    }

    private static CleanSettings settings(CleanRule rule, Bounds bounds) {
        return new CleanSettings(30, 750, 20, 5, Map.of(rule, bounds), List.of("watchdog"));
    }

    private static Dataset<Row> figures(CleanRule rule, java.util.function.DoubleUnaryOperator figure, double... more) {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 100; user++) {
            lines.add("other %d | %s | %s | 20".formatted(user, rule.reason(), figure.applyAsDouble(2 << user % 5)));
        }
        for (int user = 0; user < more.length; user++) {
            lines.add("%d | %s | %s | 20".formatted(user, rule.reason(), more[user]));
        }
        return Frames.of(
                spark(), "user_id string, reason string, figure double, evidence bigint", lines.toArray(String[]::new));
    }
}
