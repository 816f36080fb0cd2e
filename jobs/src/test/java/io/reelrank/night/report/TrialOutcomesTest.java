package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.ReportSettings.Withhold;
import io.reelrank.core.tables.CreatorAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TrialOutcomesTest extends SparkTest {
    private static final String TRIALS =
            "creator_id string, rule string, subject string, since date, withheld boolean, value double";
    private static final String JUDGED = "creator_id string, video_idx int, pull double, age_days double";
    private static final String DAYS =
            "creator_id string, age_days double, ago int, left_3s bigint, viewer_days bigint, completions bigint,"
                    + " measured_plays bigint, follows bigint, negatives bigint, plays bigint";
    private static final TrialOutcomes OUTCOMES = new TrialOutcomes(SomePairs.DATE, 10);

    @Test
    void aTrialBeginsWithTheAdviceAndStaysWhenItFalls() {
        WithheldAdvice nobody = new WithheldAdvice(new Withhold(0, 1));
        Dataset<Row> advice = Frames.of(
                spark(),
                "creator_id string, rule string, subject string, since date, withheld boolean, value double",
                "ann | tag_lifts | sky | 2022-05-06 | false | 0.2",
                "ann | tag_lifts | sea | 2022-05-06 | false | 0.1",
                "bob | complaints |  | 2022-05-05 | false | 0.3",
                "cyd | complaints |  | 2022-05-06 | false | 0.4");
        Dataset<Row> before = Frames.of(
                spark(),
                TRIALS,
                "cyd | complaints |  | 2022-05-01 | false | 0.5",
                "dan | complaints |  | 2022-05-01 | false | 0.6",
                "eve | complaints |  | 2022-05-01 | true | 0.7",
                "fay | complaints |  | 2022-04-22 | false | 0.8");
        // Eve's part has changed; fay's trial is as old as the days that are looked at.
        assertThat(Frames.lines(nobody.trials(advice, before, SomePairs.DATE, 14)))
                .containsExactly(
                        "ann | tag_lifts | sea | 2022-05-06 | false | 0.1",
                        "cyd | complaints |  | 2022-05-01 | false | 0.5",
                        "dan | complaints |  | 2022-05-01 | false | 0.6");
    }

    @Test
    void chanceDividesCreatorsAndRules() {
        Dataset<Row> pairs = spark().range(20_000)
                .selectExpr("concat('c', id % 10000) AS creator_id", "if(id < 10000, 'complaints', 'scatter') AS rule");
        WithheldAdvice third = new WithheldAdvice(new Withhold(0.3, 1));
        Dataset<Row> parts = pairs.withColumn(CreatorAdvice.WITHHELD, third.isWithheld());
        assertThat(parts.filter(CreatorAdvice.WITHHELD).count()).isBetween(5_800L, 6_200L);
        // Independent between rules: both from 9%.
        assertThat(parts.filter(CreatorAdvice.WITHHELD)
                        .groupBy(CreatorAdvice.CREATOR_ID)
                        .count()
                        .filter("count = 2")
                        .count())
                .isBetween(820L, 980L);
    }

    @Test
    void laterVideosAreThosePublishedAfterTheRuleBeganToStand() {
        // 2022-05-03 is three days before the date; a video of that day is 3.5 days old at its end.
        Dataset<Row> trials = Frames.of(
                spark(),
                TRIALS,
                "ann | complaints |  | 2022-05-03 | false | 0.25",
                "bob | complaints |  | 2022-05-03 | false | 0.25",
                "cyd | tag_lifts | sea | 2022-05-03 | true | 0.25",
                "dan | few_return |  | 2022-05-03 | true | 0.25");
        Dataset<Row> days = Frames.of(
                spark(),
                DAYS,
                "ann | 3.5 | 0 | 0 | 0 | 0 | 0 | 0 | 90 | 100",
                "ann | 2.5 | 0 | 0 | 0 | 0 | 0 | 0 | 5 | 10",
                "ann | 0.5 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 10",
                "bob | 2.5 | 0 | 0 | 0 | 0 | 0 | 0 | 5 | 9",
                "dan | 2.5 | 0 | 0 | 0 | 0 | 0 | 0 | 5 | 90");
        Dataset<Row> judged = Frames.of(
                spark(),
                JUDGED,
                "cyd | 1 | 0.1 | 9.5",
                "cyd | 2 | 0.2 | 3.5",
                "cyd | 3 | 0.5 | 2.5",
                "cyd | 4 | 9.9 | null",
                "dan | 5 | 0.1 | 9.5",
                "dan | 6 | 0.1 | 0.5");
        assertThat(Frames.lines(OUTCOMES.effects(trials, days, judged)
                        .selectExpr(
                                "rule",
                                "given",
                                "withheld",
                                "given_change",
                                "round(withheld_change, 6)",
                                "effect",
                                "effect_low",
                                "effect_high")))
                .containsExactly(
                        "complaints | 1 | 0 | 0.0 | null | null | null | null",
                        "tag_lifts | 0 | 1 | null | 0.35 | null | null | null");
    }

    @Test
    void anEffectNeedsFiveCreatorsOnEachSide() {
        List<String> trials = new ArrayList<>();
        List<String> judged = new ArrayList<>();
        // Of each creator the later video has a pull of 0.1 more, and of those who got the advice 0.1 again.
        for (int creator = 0; creator < 10; creator++) {
            for (String rule : List.of("few", "enough")) {
                boolean isWithheld = creator < 5;
                boolean isLeftOut = creator == 0 && rule.equals("few");
                if (!isLeftOut) {
                    trials.add("%s%d | %s | x | 2022-05-03 | %s | 0".formatted(rule, creator, rule, isWithheld));
                    judged.add("%s%d | %d | 0.1 | 9.5".formatted(rule, creator, 4 * creator));
                    judged.add(
                            "%s%d | %d | %s | 1.5".formatted(rule, creator, 4 * creator + 1, isWithheld ? 0.2 : 0.3));
                }
            }
        }
        Dataset<Row> effects = OUTCOMES.effects(
                Frames.of(spark(), TRIALS, trials.toArray(String[]::new)),
                Frames.of(spark(), DAYS),
                Frames.of(spark(), JUDGED, judged.toArray(String[]::new)));
        assertThat(Frames.lines(
                        effects.selectExpr("rule", "given", "withheld", "round(given_change, 6)", "round(effect, 6)")))
                .containsExactly("enough | 5 | 5 | 0.2 | 0.1", "few | 5 | 4 | 0.2 | null");
    }

    @Test
    void intervalsHoldThePlantedEffect() {
        // Creators who got the advice make videos that hold 0.03 longer; 90% intervals should hold it in 270 of 300
        // worlds.
        double planted = 0.03;
        int worlds = 300;
        Random random = new Random(7);
        int held = 0;
        StringBuilder trials = new StringBuilder();
        StringBuilder judged = new StringBuilder();
        int video = 0;
        // A world is a rule of its own name: all are computed at once.
        for (int world = 0; world < worlds; world++) {
            for (int creator = 0; creator < 15; creator++) {
                boolean isWithheld = creator % 3 == 0;
                String id = "w%dc%d".formatted(world, creator);
                trials.append("%s | w%d | x | 2022-05-03 | %s | 0\n".formatted(id, world, isWithheld));
                double level = 0.1 * random.nextGaussian();
                for (int place = 0; place < 4; place++) {
                    boolean isLater = place >= 2;
                    double pull = level + 0.05 * random.nextGaussian() + (isLater && !isWithheld ? planted : 0);
                    judged.append("%s | %d | %s | %s\n".formatted(id, video++, pull, isLater ? "1.5" : "9.5"));
                }
            }
        }
        Dataset<Row> effects = OUTCOMES.effects(
                Frames.of(spark(), TRIALS, trials.toString().strip().split("\n", -1)),
                Frames.of(spark(), DAYS),
                Frames.of(spark(), JUDGED, judged.toString().strip().split("\n", -1)));
        List<Row> of = effects.filter("given = 10 and withheld = 5").collectAsList();
        assertThat(of).hasSize(worlds);
        for (Row effect : of) {
            if (effect.<Double>getAs("effect_low") <= planted && planted <= effect.<Double>getAs("effect_high")) {
                held++;
            }
        }
        assertThat(held).isBetween(255, 285);
        assertThat(of.stream()
                        .mapToDouble(row -> row.<Double>getAs("effect"))
                        .average()
                        .orElseThrow())
                .isBetween(0.025, 0.035);
    }
}
