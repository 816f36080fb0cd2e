package io.reelrank.night.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.RecommendSettings.EligibilityRule;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class EligibilityTest extends SparkTest {
    private static final Dataset<Row> VIDEOS = Frames.of(
            spark(),
            "video_idx int, eligible boolean, tags array<string>, plays bigint, negatives bigint, category string",
            "1 | true | [\"cats\"] | 100 | 0 | pets",
            "2 | true | [\"adults\"] | 100 | 1 | null",
            "3 | true | [\"cats\"] | 100 | 9 | pets",
            "4 | false | [\"cats\"] | 100 | 0 | pets",
            "5 | true | [\"news\"] | 0 | 0 | politics");
    private static final Dataset<Row> USERS = Frames.of(
                    spark(),
                    "user_id string, age string, city string",
                    "ann | 16 | a",
                    "bob | 40 | b",
                    "cat | null | b")
            .selectExpr(
                    "user_id",
                    "array(named_struct('name', 'age', 'value', age), named_struct('name', 'city', 'value', city)) as attributes");

    private static final Eligibility RULES = new Eligibility(List.of(
            new EligibilityRule("clean", "negatives <= 0.05 * plays", Optional.empty()),
            new EligibilityRule(
                    "minors", "not array_contains(tags, 'adults')", Optional.of("int(attributes['age']) < 18")),
            // The category of video 2 is unknown: the condition does not hold.
            new EligibilityRule("city", "category <> 'politics'", Optional.of("attributes['city'] = 'b'"))));

    @Test
    void rulesForAllUsersRemoveVideosAndOthersAreBits() {
        assertThat(Frames.lines(RULES.videos(VIDEOS).select("video_idx", "barred")))
                .containsExactly("1 | 0", "2 | 6", "5 | 4");
        assertThat(Frames.lines(RULES.users(USERS))).containsExactly("ann | 2", "bob | 4", "cat | 4");
        assertThat(RULES.counts(VIDEOS)).isEqualTo(Map.of("clean", 1L, "minors", 1L, "city", 2L));
    }

    @Test
    void rulesMayUseMarksAndTheirReasons() {
        Dataset<Row> marked = VIDEOS.selectExpr(
                "video_idx",
                "eligible",
                "video_idx in (1, 2) as low_quality",
                "case video_idx when 1 then array(named_struct('reason', 'clickbait'))"
                        + " when 2 then array(named_struct('reason', 'low_pull')) else array() end as marks");
        assertThat(Frames.lines(
                        rule("not low_quality", Optional.empty()).videos(marked).select("video_idx")))
                .containsExactly("3", "5");
        assertThat(Frames.lines(rule("not exists(marks, mark -> mark.reason = 'clickbait')", Optional.empty())
                        .videos(marked)
                        .select("video_idx")))
                .containsExactly("2", "3", "5");
    }

    @Test
    void withoutRulesAllUsersMaySeeEligibleVideos() {
        Eligibility none = new Eligibility(List.of());
        assertThat(Frames.lines(none.videos(VIDEOS).select("video_idx", "barred")))
                .containsExactly("1 | 0", "2 | 0", "3 | 0", "5 | 0");
        assertThat(Frames.lines(none.users(USERS))).isEmpty();
    }

    @Test
    void anInvalidConditionIsRefusedByItsKey() {
        assertThatThrownBy(() -> rule("views > 3", Optional.empty()).videos(VIDEOS))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "illegal setting reelrank.recommend.rules.bad.videos = views > 3: must be a condition"
                                + " in SQL on the columns video_idx, eligible, tags, plays, negatives, category; ")
                .hasMessageContaining("`views`");
        assertThatThrownBy(() -> rule("plays + 1", Optional.empty()).videos(VIDEOS))
                .isInstanceOf(SettingsException.class)
                .hasMessage("illegal setting reelrank.recommend.rules.bad.videos = plays + 1: must be a condition"
                        + " in SQL on the columns video_idx, eligible, tags, plays, negatives, category");
        assertThatThrownBy(() -> rule("true", Optional.of("attributes[")).users(USERS))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.recommend.rules.bad.users = attributes[: must be a");
    }

    @Test
    void whatCannotBeComputedIsNotMetAndCounted() {
        Dataset<Row> users = Frames.of(
                        spark(), "user_id string, age string", "ann | 16", "bob | unknown", "cat | null", "dan | 40")
                .selectExpr("user_id", "array(named_struct('name', 'age', 'value', age)) as attributes");
        // The cast is twice in a condition, and in two conditions: Spark must not compute it outside of them.
        String young = "attributes['age'] > 3 and attributes['age'] < 18";
        Eligibility rules = new Eligibility(List.of(
                new EligibilityRule("minors", "negatives / plays < 0.05", Optional.of(young)),
                new EligibilityRule("others", "true", Optional.of("attributes['age'] < 20 or attributes['age'] > 90")),
                new EligibilityRule("rate", "negatives / plays < 0.05", Optional.empty())));

        assertThat(Frames.lines(rules.users(users))).containsExactly("ann | 3");
        // Video 5 has no plays.
        assertThat(Frames.lines(rules.videos(VIDEOS).select("video_idx", "barred")))
                .containsExactly("1 | 0", "2 | 0");
        assertThat(rules.counts(VIDEOS)).isEqualTo(Map.of("minors", 2L, "others", 0L, "rate", 2L));
        assertThat(rules.failures(users, VIDEOS))
                .isEqualTo(Map.of(
                        "reelrank.recommend.rules.minors.videos", "for 1 of 4 videos: not met",
                        "reelrank.recommend.rules.rate.videos", "for 1 of 4 videos: not met",
                        "reelrank.recommend.rules.minors.users",
                                "for 1 of 4 users: not met, so the rule does not apply to them",
                        "reelrank.recommend.rules.others.users",
                                "for 1 of 4 users: not met, so the rule does not apply to them"));
    }

    @Test
    void aConditionOfManyRowsOfNoneOrOfChanceIsRefused() {
        for (String condition : List.of(
                "count(*) > 1", "'age' < 18", "1 = 1", "row_number() over (order by plays) < 3", "rand() < 0.5")) {
            assertThatThrownBy(() -> rule(condition, Optional.empty()).videos(VIDEOS))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("illegal setting reelrank.recommend.rules.bad.videos = " + condition)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void rulesAreCheckedBeforeANightReadsAnything() {
        for (String rule : List.of(
                "videos=\"no_such_column > 3\"",
                "videos=\"tags[\"",
                "videos=\"true\",users=\"age < 18\"",
                "videos=\"plays\"")) {
            Settings settings = TestSettings.with("recommend.rules.bad={" + rule + "}");
            RecommendStage stage = new RecommendStage(settings.recommend(), settings.model(), settings.ranker());
            assertThatThrownBy(() -> stage.requireSettings(spark()))
                    .as(rule)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("illegal setting reelrank.recommend.rules.bad.");
        }
        Settings good = TestSettings.with(
                "recommend.rules.good={videos=\"pull > 0 and recent_positives >= 0\",users=\"attributes['age'] < 18\"}");
        new RecommendStage(good.recommend(), good.model(), good.ranker()).requireSettings(spark());
    }

    private static Eligibility rule(String videos, Optional<String> users) {
        return new Eligibility(List.of(new EligibilityRule("bad", videos, users)));
    }
}
