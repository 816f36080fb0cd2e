package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What advice finds on simulated platforms whose creators have hidden quirks, and how much of it is false. The rules see logs
 * alone. What is true of a rate is measured on three times as many other people of the same platform, who are shown the same
 * videos by the same feed; what is true of tags, lengths, series, niches and seconds is known from the quirks.
 */
@Tag("advice")
class PlantedAdviceTest extends SparkTest {
    private static final int SEEDS = Integer.getInteger("tests.seeds", 20);
    private static final LocalDate FIRST = LocalDate.parse("2022-05-02");
    private static final int DAYS = 5;
    private static final int USERS = 4000;
    private static final int EVERYBODY = 4 * USERS;
    // With fewer plays a planted creator counts as one of whom little is known.
    private static final long ENOUGH_PLAYS = 500;
    // Of fewer, none may be found by chance.
    private static final int ENOUGH_PLANTED = 20;
    private static final double RATE = 0.1;

    private static final Map<String, AdviceRule> RULE_OF_QUIRK = Map.of(
            "weak_opening", AdviceRule.WEAK_OPENING,
            "sags_at_six", AdviceRule.EARLY_LEAVERS,
            "clickbait", AdviceRule.CLICKBAIT,
            "strong_tag", AdviceRule.TAG_LIFTS,
            "weak_tag", AdviceRule.TAG_SINKS,
            "suited_length", AdviceRule.LENGTH_LIFTS,
            "series", AdviceRule.SERIES_LIFTS,
            "one_hit", AdviceRule.ONE_HIT,
            "scattered", AdviceRule.SCATTER,
            "annoying", AdviceRule.COMPLAINTS);

    @TempDir
    private static Path root;

    @BeforeAll
    static void compileQueries() {
        AdvicePlatform.compileQueries(spark());
    }

    /** What was seen of a rule. */
    private static final class Count {
        private int planted;
        private int found;
        private int plantedOfMany;
        private int foundOfMany;
        private int held;
        private int wrong;
    }

    @Test
    void plantedCausesAreFoundAndFewOthers() throws IOException {
        Map<AdviceRule, Count> counts = counts();
        for (int seed = 1; seed <= SEEDS; seed++) {
            world(seed, List.of("quirks.share=0.4", "quirks.craved-topics=0.4"), counts);
        }
        print("with quirks, %d platforms".formatted(SEEDS), counts);
        assertThat(share(counts)).isLessThanOrEqualTo(RATE);
        counts.forEach((rule, count) -> {
            if (count.plantedOfMany >= ENOUGH_PLANTED) {
                assertThat(count.foundOfMany).as("found of %s", rule).isPositive();
            }
        });
    }

    @Test
    void nothingBeyondTheRateIsFoundWhereNothingIsPlanted() throws IOException {
        Map<AdviceRule, Count> counts = counts();
        int platforms = (SEEDS + 3) / 4;
        for (int seed = 101; seed <= 100 + platforms; seed++) {
            world(seed, List.of(), counts);
        }
        print("without quirks, %d platforms".formatted(platforms), counts);
        assertThat(share(counts)).isLessThanOrEqualTo(RATE);
    }

    @Test
    void changesOfTheWholePlatformAreCalledSo() throws IOException {
        Map<String, Double> traffic = causes("traffic", List.of("change.day=3", "change.traffic=1.7"));
        Map<String, Double> mix = causes("mix", List.of("change.day=3", "change.fans-traffic=1.7"));
        System.out.println("causes of more plays, traffic alone: " + traffic + ", mix: " + mix);
        // The platform's traffic explains it: all other causes of a creator are small beside it.
        assertThat(traffic.get(CreatorChanges.TRAFFIC)).isGreaterThan(2 * traffic.get(CreatorChanges.AUDIENCE_MIX));
        assertThat(traffic.get(CreatorChanges.TRAFFIC)).isGreaterThan(2 * traffic.get(CreatorChanges.ACCEPTED));
        // More fans of some niches: who was there differs by creator, and more than how they accept.
        assertThat(mix.get(CreatorChanges.AUDIENCE_MIX)).isGreaterThan(3 * traffic.get(CreatorChanges.AUDIENCE_MIX));
        assertThat(mix.get(CreatorChanges.AUDIENCE_MIX)).isGreaterThan(3 * mix.get(CreatorChanges.ACCEPTED));
    }

    /** For each cause, the sum over creators of how much of the change of plays it explains, without sign, over the plays before. */
    private Map<String, Double> causes(String name, List<String> change) throws IOException {
        Path folder = root.resolve(name);
        simulate(7, USERS, folder.resolve("sources"), change);
        TableStore tables = night(folder, "report.windows=[2]");
        Map<String, Double> causes = new HashMap<>();
        tables.read(CreatorChanges.TABLE, List.of(date()))
                .filter(col(CreatorChanges.FIGURE)
                        .equalTo(CreatorChanges.PLAYS)
                        .and(col(CreatorChanges.BREAKDOWN).equalTo(CreatorChanges.BY_CAUSE))
                        .and(col(CreatorChanges.BEFORE).geq(ENOUGH_PLAYS)))
                .groupBy(CreatorChanges.CAUSE)
                .agg(expr("sum(abs(change)) / sum(before)"))
                .collectAsList()
                .forEach(row -> causes.put(row.getString(0), row.getDouble(1)));
        FileUtils.deleteDirectory(folder.toFile());
        return causes;
    }

    private static Map<AdviceRule, Count> counts() {
        Map<AdviceRule, Count> counts = new EnumMap<>(AdviceRule.class);
        Arrays.stream(AdviceRule.values()).forEach(rule -> counts.put(rule, new Count()));
        return counts;
    }

    private static double share(Map<AdviceRule, Count> counts) {
        double held = counts.values().stream().mapToInt(count -> count.held).sum();
        return counts.values().stream().mapToInt(count -> count.wrong).sum() / Math.max(1, held);
    }

    private static void print(String name, Map<AdviceRule, Count> counts) {
        System.out.printf("%n%s%n", name);
        System.out.println(
                "rule          | planted | found | with %d plays | found | held | false".formatted(ENOUGH_PLAYS));
        counts.forEach((rule, count) -> System.out.printf(
                "%-13s | %7d | %5d | %14d | %5d | %4d | %5d%n",
                rule.key(),
                count.planted,
                count.found,
                count.plantedOfMany,
                count.foundOfMany,
                count.held,
                count.wrong));
        System.out.printf("false of all that held: %.3f%n", share(counts));
    }

    private void world(int seed, List<String> quirks, Map<AdviceRule, Count> counts) throws IOException {
        Path folder = root.resolve("world" + seed);
        simulate(seed, USERS, folder.resolve("sources"), quirks);
        simulate(seed, EVERYBODY, folder.resolve("everybody"), quirks);
        TableStore tables = night(folder);
        judge(
                new PlantedTruth(spark(), folder, USERS),
                tables.read(CreatorAdvice.TABLE, List.of(date()))
                        .filter(col(CreatorAdvice.HELD_NIGHTS).gt(0))
                        .collectAsList(),
                plays(tables),
                counts);
        FileUtils.deleteDirectory(folder.toFile());
    }

    private static Map<String, Long> plays(TableStore tables) {
        return tables
                .read(CreatorReport.TABLE, List.of(date()))
                .filter(col(CreatorReport.WINDOW_DAYS).equalTo(28))
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(
                        row -> row.getAs(CreatorReport.CREATOR_ID), row -> row.<Long>getAs(CreatorReport.PLAYS)));
    }

    private static void judge(
            PlantedTruth truth, List<Row> advice, Map<String, Long> plays, Map<AdviceRule, Count> counts) {
        Set<String> held = new HashSet<>();
        for (Row row : advice) {
            String creator = row.getAs(CreatorAdvice.CREATOR_ID);
            AdviceRule rule =
                    AdviceRule.valueOf(row.<String>getAs(CreatorAdvice.RULE).toUpperCase(Locale.ROOT));
            String subject = row.getAs(CreatorAdvice.SUBJECT);
            Count count = counts.get(rule);
            count.held++;
            if (truth.isPlanted(creator, rule, subject)) {
                held.add(creator + rule);
            } else if (!truth.holds(creator, rule, subject, row.<Double>getAs(CreatorAdvice.USUAL))) {
                count.wrong++;
                System.out.printf("false: %s %s of %s%n", rule.key(), subject, truth.describe(creator));
            }
        }
        for (String creator : plays.keySet()) {
            List<AdviceRule> rules = new ArrayList<>();
            if (truth.isUnserved(creator)) {
                rules.add(AdviceRule.UNDERSERVED);
            }
            if (RULE_OF_QUIRK.containsKey(truth.quirk(creator))) {
                rules.add(RULE_OF_QUIRK.get(truth.quirk(creator)));
            }
            for (AdviceRule each : rules) {
                Count count = counts.get(each);
                boolean isFound = held.contains(creator + each);
                count.planted++;
                count.found += isFound ? 1 : 0;
                if (plays.get(creator) >= ENOUGH_PLAYS) {
                    count.plantedOfMany++;
                    count.foundOfMany += isFound ? 1 : 0;
                }
            }
        }
    }

    private static void simulate(int seed, int users, Path folder, List<String> settings) {
        AdvicePlatform.simulate(
                folder,
                Stream.concat(
                        Stream.of(
                                "seed=" + seed,
                                "start-date=" + FIRST,
                                "days=" + DAYS,
                                "users=" + users,
                                "creators=160",
                                "videos=4500",
                                "new-videos-per-day=100",
                                "interest-days=14"),
                        settings.stream()));
    }

    private static TableStore night(Path folder, String... settings) {
        return AdvicePlatform.night(spark(), folder.resolve("sources"), folder.resolve("night"), date(), settings);
    }

    private static LocalDate date() {
        return FIRST.plusDays(DAYS - 1L);
    }
}
