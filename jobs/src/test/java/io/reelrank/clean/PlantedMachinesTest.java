package io.reelrank.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.settings.RecommendSettings.CreatorIds;
import io.reelrank.settings.Settings;
import io.reelrank.simulate.Simulator;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules, as they are by default, on a simulated platform whose machines are known. */
class PlantedMachinesTest extends SparkTest {
    private static final Settings SETTINGS = Settings.load(
            Optional.empty(),
            List.of(
                    "simulate.users=4000",
                    "simulate.days=5",
                    "simulate.truth=beside",
                    "simulate.bots { share = 0.01, exposures-per-day = 300 }",
                    "simulate.farms { share = 0.02, accounts = 40 }",
                    "simulate.boosters { share = 0.02, accounts = 20 }"));

    @TempDir
    private Path folder;

    @Test
    void machinesOfEveryKindAreFoundAndBusyPeopleSpared() {
        new Simulator(SETTINGS.simulate()).write(spark(), folder.toString());
        Dataset<Row> truth =
                spark().read().parquet(folder.resolve("truth/users").toString());
        Dataset<Row> verdicts = new Verdicts(SETTINGS.clean())
                .of(new Figures(SETTINGS.simulate().zone(), CreatorIds.OWN).of(events(), videos()))
                .persist();
        Set<String> condemned = users(verdicts);
        Map<String, Set<String>> natures = truth.select("nature", "user_id").collectAsList().stream()
                .collect(Collectors.groupingBy(
                        row -> row.getString(0),
                        TreeMap::new,
                        Collectors.mapping(row -> row.getString(1), Collectors.toSet())));
        Set<String> busiest = users(truth.filter("nature = 'person'")
                .orderBy(col("daily_exposures").multiply(col("active_share")).desc())
                .limit(SETTINGS.simulate().days() * 8));

        Map<String, Double> recalls = new TreeMap<>();
        natures.forEach((nature, users) -> recalls.put(nature, share(users, condemned)));
        Set<String> people = natures.remove("person");
        Set<String> machines = natures.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        System.out.printf(
                "precision %.3f, recall %.3f; condemned of each nature %s of %s%n",
                share(condemned, machines),
                share(machines, condemned),
                recalls,
                natures.values().stream().map(Set::size).toList());
        verdicts.groupBy("reason")
                .agg(
                        org.apache.spark.sql.functions.count("*"),
                        org.apache.spark.sql.functions.min("threshold"),
                        org.apache.spark.sql.functions.min("median"),
                        org.apache.spark.sql.functions.min("spread"))
                .show(false);
        verdicts.filter(col("user_id").isin(people.toArray())).show(false);

        assertThat(natures).containsOnlyKeys("bot", "farm", "booster");
        assertThat(natures.values()).allSatisfy(users -> assertThat(users).hasSizeGreaterThan(25));
        assertThat(share(condemned, machines)).as("precision").isGreaterThan(0.9);
        assertThat(share(machines, condemned)).as("recall").isGreaterThan(0.9);
        assertThat(natures).allSatisfy((nature, users) -> assertThat(share(users, condemned))
                .as("recall of " + nature)
                .isGreaterThan(0.9));
        assertThat(busiest).as("the busiest percent of people").hasSize(40).doesNotContainAnyElementsOf(condemned);
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

    /** What share of some users are among others. */
    private static double share(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return (double) both.size() / some.size();
    }
}
