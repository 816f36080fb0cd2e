package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.AdviceEffects;
import io.reelrank.core.tables.AdviceTrials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code advice_effects} says where creators follow advice. Two nights give advice to half of the creators in whom they find
 * something; these make their later videos without the fault. The same platform is simulated once more with nobody following, so
 * that the truth is known: what the raw logs of the same creators' same days say in the one world minus in the other.
 */
@Tag("advice")
class FollowedAdviceTest extends SparkTest {
    private static final int SEEDS = Math.max(1, Integer.getInteger("tests.seeds", 20) / 4);
    private static final LocalDate FIRST = LocalDate.parse("2022-04-27");
    private static final int DAYS_OF_ADVICE = 4;
    private static final int DAYS = 10;
    private static final List<String> RULES = List.of("weak_opening", "complaints");
    // Of 90% intervals this share at least must hold the truth; of ten, that many do with a chance of 99%.
    private static final double LEAST_COVERED = 0.7;

    @TempDir
    private static Path root;

    @BeforeAll
    static void compileQueries() {
        AdvicePlatform.compileQueries(spark());
    }

    @Test
    void theEffectOfFollowedAdviceIsMeasured() throws IOException {
        int intervals = 0;
        int covered = 0;
        Map<String, List<Double>> effects = new TreeMap<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (Estimate estimate : estimates(seed)) {
                boolean isCovered = estimate.low() <= estimate.truth() && estimate.truth() <= estimate.high();
                System.out.printf("seed %d: %s%s%n", seed, estimate, isCovered ? "" : ", not covered");
                intervals++;
                covered += isCovered ? 1 : 0;
                effects.computeIfAbsent(estimate.rule(), none -> new ArrayList<>())
                        .add(estimate.effect());
                // Both quirks make the rate larger, and without it it is smaller.
                assertThat(estimate.truth()).isNegative();
            }
        }
        System.out.printf("%d of %d 90%% intervals hold the truth%n", covered, intervals);
        assertThat(intervals).isPositive();
        assertThat(covered).isGreaterThanOrEqualTo((int) Math.floor(LEAST_COVERED * intervals));
        effects.forEach((rule, all) -> assertThat(
                        all.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .as("mean effect of %s", rule)
                .isNegative());
    }

    /**
     * What was said of a rule, and what is true.
     *
     * @param given how many creators got it and have later videos
     * @param withheld from how many it was withheld
     */
    private record Estimate(
            String rule, long given, long withheld, double effect, double low, double high, double truth) {}

    private List<Estimate> estimates(int seed) throws IOException {
        Path folder = root.resolve("seed" + seed);
        Path followed = folder.resolve("followed");
        Path ignored = folder.resolve("ignored");
        simulate(seed, ignored);
        // What the nights read: the days of advice, and later those on which it is followed.
        Path sources = folder.resolve("sources");
        copyDays(ignored, sources, 0, DAYS_OF_ADVICE);
        night(folder, sources, FIRST.plusDays(DAYS_OF_ADVICE - 2L));
        TableStore tables = night(folder, sources, FIRST.plusDays(DAYS_OF_ADVICE - 1L));
        Map<String, List<String>> given = tables
                .read(AdviceTrials.TABLE, List.of(FIRST.plusDays(DAYS_OF_ADVICE - 1L)))
                .filter(col(AdviceTrials.RULE)
                        .isin(RULES.toArray())
                        .and(col(AdviceTrials.WITHHELD).equalTo(false)))
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.getAs(AdviceTrials.RULE),
                        TreeMap::new,
                        Collectors.mapping(row -> row.getAs(AdviceTrials.CREATOR_ID), Collectors.toList())));
        String cured = given.values().stream().flatMap(List::stream).distinct().collect(Collectors.joining(","));
        simulate(seed, followed, "quirks.cured-from=" + DAYS_OF_ADVICE, "quirks.cured=[" + cured + "]");
        LocalDate last = FIRST.plusDays(DAYS - 1L);
        copyDays(followed, sources, DAYS_OF_ADVICE, DAYS);
        night(folder, sources, last);
        List<Estimate> estimates = new ArrayList<>();
        for (Row row : tables.read(AdviceEffects.TABLE, List.of(last)).collectAsList()) {
            String rule = row.getAs(AdviceEffects.RULE);
            if (given.containsKey(rule) && row.getAs(AdviceEffects.EFFECT) != null) {
                estimates.add(new Estimate(
                        rule,
                        row.getAs(AdviceEffects.GIVEN),
                        row.getAs(AdviceEffects.WITHHELD),
                        row.getAs(AdviceEffects.EFFECT),
                        row.getAs(AdviceEffects.EFFECT_LOW),
                        row.getAs(AdviceEffects.EFFECT_HIGH),
                        truth(rule, given.get(rule), followed, ignored)));
            }
        }
        FileUtils.deleteDirectory(folder.toFile());
        return estimates;
    }

    /** The mean over the creators of their rate where advice was followed minus where it was not, of videos after it. */
    private static double truth(String rule, List<String> creators, Path followed, Path ignored) {
        rates(rule, followed).createOrReplaceTempView("with_advice");
        rates(rule, ignored).createOrReplaceTempView("without_advice");
        String ids = creators.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        return spark().sql("SELECT avg(a.rate - b.rate) FROM with_advice a JOIN without_advice b USING (creator_id) "
                        + "WHERE creator_id IN (" + ids + ")")
                .head()
                .getDouble(0);
    }

    private static Dataset<Row> rates(String rule, Path sources) {
        spark().read().json(sources.resolve("events/*/*").toString()).createOrReplaceTempView("logs");
        spark().read()
                .parquet(sources.resolve("truth/videos").toString())
                .filter("upload_day >= " + DAYS_OF_ADVICE)
                .createOrReplaceTempView("later");
        return spark().sql(rule.equals("complaints") ? """
                SELECT creator_id, count_if(action IN ('hide', 'report')) / count_if(action = 'play' AND watch_ms > 0) AS rate
                FROM logs JOIN later ON video = video_id GROUP BY creator_id""" : """
                SELECT creator_id, avg(int(longest < 3000 AND longest < duration)) AS rate
                FROM (SELECT creator_id, user, video, max(watch_ms) AS longest, max(l.duration_ms) AS duration
                    FROM logs JOIN later l ON video = video_id WHERE action = 'play' AND watch_ms > 0
                    GROUP BY creator_id, user, video, date(from_utc_timestamp(timestamp_millis(ts), 'Asia/Shanghai')))
                GROUP BY creator_id""").localCheckpoint();
    }

    private static void simulate(int seed, Path folder, String... settings) {
        AdvicePlatform.simulate(
                folder,
                Stream.concat(
                        Stream.of(
                                "seed=" + seed,
                                "start-date=" + FIRST,
                                "days=" + DAYS,
                                "users=5000",
                                "creators=400",
                                "videos=6000",
                                "new-videos-per-day=400",
                                "interest-days=7",
                                "quirks.share=0.8"),
                        Stream.of(settings)));
    }

    private static void copyDays(Path from, Path to, int first, int end) throws IOException {
        for (String source : List.of("events", "videos", "users")) {
            for (int day = first; day < end; day++) {
                Path folder = Path.of(source, "dt=" + FIRST.plusDays(day));
                FileUtils.copyDirectory(
                        from.resolve(folder).toFile(), to.resolve(folder).toFile());
            }
        }
    }

    private static TableStore night(Path folder, Path sources, LocalDate date) {
        return AdvicePlatform.night(spark(), sources, folder.resolve("night"), date, "report.withhold.share=0.5");
    }
}
