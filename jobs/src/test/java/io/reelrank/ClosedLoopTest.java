package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.cli.CommandLines;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.InterleavingResults;
import io.reelrank.core.tables.ListOutcomes;
import io.reelrank.core.tables.PolicyEstimates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nights of a closed loop over a few hundred users. */
@Tag("slow")
class ClosedLoopTest extends SparkTest {
    private static final LocalDate LAST = LocalDate.parse("2022-05-05");

    private static final List<String> SMALL = List.of(
            "simulate.users=400",
            "simulate.new-users-per-day=5",
            "simulate.creators=60",
            "simulate.videos=800",
            "simulate.new-videos-per-day=40",
            "recommend.experiments.rival-share=0.4",
            "recommend.experiments.shuffled-share=0.3",
            "outcomes.min-effective=20",
            "outcomes.max-overlap-gap=0.5",
            "model.rank=8");

    @TempDir
    private Path out;

    @Test
    void nightsCountWhatUsersDidWithTheListsOfTheNightBefore() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "loop",
                "--conf",
                Command.HOME.resolve("conf/loop.conf").toString(),
                "--out",
                out.toString(),
                "--nights",
                "2"));
        SMALL.forEach(setting -> arguments.addAll(List.of("--set", setting)));

        // Every night is a run of its own, so the clock must go on between them.
        StringWriter err = new StringWriter();
        int exit = CommandLines.execute(
                Clock.systemUTC(),
                new CommandLines.Pipelines(NightlyPipeline::of, NightlyPipeline::tuning, NightlyPipeline::ablation),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                arguments.toArray(String[]::new));

        assertThat(exit).as(err.toString()).isZero();
        TableStore store = new TableStore(spark(), out.resolve("reelrank/out").toString());
        Dataset<Row> all = store.read(ListOutcomes.TABLE, List.of(LAST))
                .filter(col(ListOutcomes.BREAKDOWN).equalTo(ListOutcomes.ALL))
                .persist();
        // The raw log tells the same, whatever the lists say.
        Dataset<Row> raw = spark().read()
                .json(out.resolve("reelrank/files/events/dt=" + LAST).toString())
                .filter("action = 'impression'");
        assertThat(showings(all.filter("version = '2022-05-04'")))
                .isEqualTo(raw.filter("list = '2022-05-04' and place > 0").count());
        assertThat(showings(all.filter("version = 'none'")))
                .isEqualTo(raw.filter("list is null").count());
        assertThat(all.filter("version not in ('2022-05-04', 'none')").count()).isZero();
        double listed = raw.filter("list is not null").count();
        assertThat(all.filter("version = '2022-05-04'").head().<Double>getAs(ListOutcomes.SHARE))
                .isCloseTo(listed / raw.count(), within(1e-9));
        // simulate.list-share speaks of people who have a list. Bots are offered none, so the share of all is smaller.
        Dataset<Row> ofPeople =
                raw.join(raw.filter("list is not null").select("user").distinct(), "user");
        assertThat(listed / ofPeople.count()).isCloseTo(0.5, within(0.03));

        Row interleaving = store.read(InterleavingResults.TABLE, List.of(LAST)).head();
        assertThat(interleaving.<String>getAs(InterleavingResults.RIVAL)).isEqualTo("popularity");
        assertThat(interleaving.<Long>getAs(InterleavingResults.SERVED_CREDIT)).isPositive();
        assertThat(interleaving.<Long>getAs(InterleavingResults.RIVAL_CREDIT)).isPositive();
        assertThat(interleaving.<Long>getAs(InterleavingResults.SERVED_WINS)
                        + interleaving.<Long>getAs(InterleavingResults.RIVAL_WINS)
                        + interleaving.<Long>getAs(InterleavingResults.TIES))
                .isEqualTo(interleaving.<Long>getAs(InterleavingResults.USERS));
        assertThat(store.read(PolicyEstimates.TABLE, List.of(LAST))
                        .select(PolicyEstimates.OUTCOME)
                        .distinct()
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly(PolicyEstimates.ESTIMATED);
        assertThat(Files.readString(out.resolve("loop.md")))
                .startsWith("# 2 nights in a closed loop, 400 users")
                .contains("| 2022-05-05 |")
                .doesNotContain("NaN");
    }

    @Test
    void aDayNeedsTheListsOfTheNightBefore() {
        Command simulate = Command.run(
                "simulate",
                "--lists",
                out.resolve("none").toString(),
                "--out",
                out.toString(),
                "--set",
                "simulate.days=3");

        assertThat(simulate.exit()).isEqualTo(4);
        assertThat(simulate.err())
                .contains("no lists of 2022-05-01 under")
                .contains("for the last simulated day 2022-05-02: run that night, or set simulate.days");
    }

    private static long showings(Dataset<Row> rows) {
        return rows.agg(sum(ListOutcomes.SHOWINGS)).head().getLong(0);
    }
}
