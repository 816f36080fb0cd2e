package io.reelrank.night.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.settings.Settings;
import io.reelrank.workbench.simulate.Simulator;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default rules on a simulated platform whose bots are known. */
class PlantedBotsTest extends SparkTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // users, creators, videos a day: the default, and fewer people who watch a lot of few creators
        "2000, 200, 25",
        "700, 40, 80",
    })
    void botsOfEveryKindAreFoundAndBusyPeopleAreNotSuspected(int users, int creators, int exposures) {
        Settings settings = Settings.load(
                Optional.empty(),
                List.of(
                        "simulate.users=" + users,
                        "simulate.creators=" + creators,
                        "simulate.exposures-per-user-day=" + exposures,
                        "simulate.days=4",
                        "simulate.truth=beside",
                        "simulate.bots { share = 0.02, exposures-per-day = 300 }",
                        "simulate.farms { share = 0.02, accounts = 10 }",
                        "simulate.boosters { share = 0.02, accounts = 10 }"));
        new Simulator(settings.simulate()).write(spark(), folder.toString());
        Dataset<Row> truth =
                spark().read().parquet(folder.resolve("truth/users").toString());
        Dataset<Row> suspects = new OutlierRules(settings.clean())
                .of(new BehaviourFigures(settings.simulate().zone(), CreatorIds.OWN).of(events(), videos()));
        Set<String> suspected = users(suspects);
        Map<String, Set<String>> natures = truth.select("nature", "user_id").collectAsList().stream()
                .collect(Collectors.groupingBy(
                        row -> row.getString(0),
                        TreeMap::new,
                        Collectors.mapping(row -> row.getString(1), Collectors.toSet())));
        Set<String> busiest = users(truth.filter("nature = 'person'")
                .orderBy(col("daily_exposures").multiply(col("active_share")).desc())
                .limit(users / 100));

        int people = natures.remove("person").size();
        Set<String> bots = natures.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        System.out.printf(
                Locale.ROOT,
                "%d people; precision %.3f, recall %.3f; %s%n",
                people,
                share(suspected, bots),
                share(bots, suspected),
                natures.entrySet().stream()
                        .map(of -> "%s: %.3f of %d"
                                .formatted(
                                        of.getKey(),
                                        share(of.getValue(), suspected),
                                        of.getValue().size()))
                        .collect(Collectors.joining(", ")));

        assertThat(natures).containsOnlyKeys("bot", "farm", "booster");
        assertThat(natures.values()).allSatisfy(kind -> assertThat(kind).hasSizeGreaterThan(10));
        assertThat(share(suspected, bots)).as("precision").isGreaterThan(0.9);
        assertThat(share(bots, suspected)).as("recall").isGreaterThan(0.9);
        assertThat(natures).allSatisfy((nature, kind) -> assertThat(share(kind, suspected))
                .as("recall of " + nature)
                .isGreaterThan(0.9));
        assertThat(busiest)
                .as("the busiest percent of people")
                .hasSize(users / 100)
                .doesNotContainAnyElementsOf(suspected);
    }

    private Dataset<Row> events() {
        return spark().read()
                .json(folder.resolve("events").toString())
                .select(
                        col("user").as("user_id"),
                        col("video").as("video_id"),
                        col("action").as("kind"),
                        timestamp_millis(col("ts")).as("event_time"),
                        col("watch_ms"),
                        col("duration_ms"));
    }

    private Dataset<Row> videos() {
        return spark().read()
                .option("header", "true")
                .csv(folder.resolve("videos").toString())
                .select(col("video_id"), col("creator_id"), col("duration_ms").cast("bigint"))
                .dropDuplicates("video_id");
    }

    private static Set<String> users(Dataset<Row> rows) {
        return rows.select("user_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
    }

    /** The share of {@code some} that is also in {@code others}. */
    private static double share(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return (double) both.size() / some.size();
    }
}
