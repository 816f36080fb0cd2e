package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nights over days of 23 and 25 hours, and runs whose clock was set back. */
@Tag("calendar")
class SummerTimeTest extends SparkTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    private Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @ParameterizedTest
    @CsvSource({"2022-03-27, 23", "2022-10-30, 25"})
    void aDayHasTheEventsFromItsMidnightToTheNext(LocalDate changed, int hours) throws IOException {
        TinyPlatform platform = new TinyPlatform(root, BERLIN);
        Path conf = platform.open();
        Map<LocalDate, Long> delivered = new TreeMap<>();
        for (LocalDate day : List.of(changed.minusDays(1), changed, changed.plusDays(1))) {
            Instant begin = day.atStartOfDay(BERLIN).toInstant();
            Instant end = day.plusDays(1).atStartOfDay(BERLIN).toInstant();
            assertThat(Duration.between(begin, end)).hasHours(day.equals(changed) ? hours : 24);
            List<Map<String, String>> rows = new ArrayList<>();
            int number = 0;
            for (Instant time = begin; time.isBefore(end); time = time.plus(Duration.ofMinutes(10))) {
                rows.add(TinyPlatform.event(time, "u" + number % 24, "v" + number % 77, "play", 15_000));
                number++;
            }
            rows.add(TinyPlatform.event(end.minusMillis(1), "u0", "v78", "play", 15_000));
            platform.deliver(day, rows);
            delivered.put(day, (long) rows.size());
        }
        // As cron starts it on the morning after each day.
        for (LocalDate day : delivered.keySet()) {
            Instant morning = day.plusDays(1).atTime(2, 30).atZone(BERLIN).toInstant();
            Command night = Command.runAt(morning, "nightly", "--conf", conf.toString());
            assertThat(night.exit()).as(night.err()).isZero();
            String published = published();
            assertThat(published).startsWith("date=" + day);
            // A scheduler may start it again an hour later, when 02:30 comes for the second time.
            Command again = Command.runAt(morning.plusSeconds(3600), "nightly", "--conf", conf.toString());
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(again.err()).contains("serve: reused").doesNotContain(": done after");
            assertThat(published()).isEqualTo(published);
        }

        TableStore store = new TableStore(spark(), root.resolve("out").toString());
        assertThat(byDay(all(store, Events.TABLE), count(lit(1)))).isEqualTo(delivered);
        Dataset<Row> collected =
                all(store, CollectedRows.TABLE).filter(col(CollectedRows.SOURCE).equalTo("events.log"));
        assertThat(byDay(collected, sum(CollectedRows.ROWS))).isEqualTo(delivered);
        assertThat(collected
                        .filter(col(CollectedRows.OUTCOME).notEqual("accepted"))
                        .count())
                .isZero();
        assertThat(byDay(all(store, DayPairs.TABLE), sum(DayPairs.PLAYS))).isEqualTo(delivered);
        // The last millisecond of the day.
        assertThat(store.read(Events.TABLE, List.of(changed))
                        .filter(col(Events.VIDEO_ID).equalTo("v78"))
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // 02:30 does not exist on this morning: the clock goes from 02:00 to 03:00.
        "2022-03-27T00:30:00Z, 2022-03-26",
        "2022-03-27T00:59:59Z, 2022-03-26",
        "2022-03-27T01:00:00Z, 2022-03-26",
        "2022-03-27T01:30:00Z, 2022-03-26",
        "2022-03-26T22:59:59Z, 2022-03-25",
        "2022-03-28T00:30:00Z, 2022-03-27",
        // 02:30 comes twice on this morning.
        "2022-10-30T00:30:00Z, 2022-10-29",
        "2022-10-30T01:30:00Z, 2022-10-29",
        "2022-10-31T01:30:00Z, 2022-10-30",
        "2022-10-30T22:30:00Z, 2022-10-29",
        "2022-10-30T23:00:00Z, 2022-10-30"
    })
    void theDefaultDateIsYesterdayInThePlatformsZone(Instant start, LocalDate yesterday) throws IOException {
        TinyPlatform platform = new TinyPlatform(root, BERLIN);
        Path conf = platform.open();
        platform.deliver(yesterday);
        Command night = Command.runAt(start, "nightly", "--dry-run", "--conf", conf.toString());
        assertThat(night.out()).as(night.err()).startsWith(yesterday + ": settings, inputs and permissions are good");
    }

    @Test
    void aRunWhoseClockWasSetBackIsPublishedAndKept() throws IOException {
        TinyPlatform platform = new TinyPlatform(root, BERLIN);
        Path conf = platform.open();
        LocalDate date = LocalDate.parse("2022-10-29");
        for (int day = 3; day >= 0; day--) {
            platform.deliver(date.minusDays(day));
        }
        night(conf, "2022-10-29T00:30:00Z", date.minusDays(1));
        night(conf, "2022-10-30T01:20:00Z", date);
        String first = published();
        night(conf, "2022-10-30T00:20:00Z", date, "--force");
        String second = published();
        assertThat(first).isEqualTo("date=2022-10-29/run=20221030T012000000");
        assertThat(second).isEqualTo("date=2022-10-29/run=20221030T002000000");

        assertThat(command("2022-10-30T00:40:00Z", "expire").exit()).isZero();
        assertThat(command("2022-10-30T00:40:00Z", "expire", "--dry-run").out())
                .startsWith("nothing has expired under ");
        assertThat(command("2022-10-30T00:40:00Z", "verify").exit()).isZero();
        Command versions = command("2022-10-30T00:40:00Z", "versions");
        assertThat(versions.out().lines().filter(line -> line.startsWith("*")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("20221030T002000000"));
        assertThat(versions.out()).contains("20221030T012000000").doesNotContain("20221029T003000000");

        assertThat(command("2022-10-30T00:41:00Z", "rollback").exit()).isZero();
        assertThat(published()).isEqualTo(first);
        assertThat(command("2022-10-30T00:42:00Z", "rollback", "2022-10-29").exit())
                .isZero();
        assertThat(published()).isEqualTo(second);
        platform.deliver(date.plusDays(1));
        night(conf, "2022-10-31T01:30:00Z", date.plusDays(1));
        assertThat(published()).startsWith("date=2022-10-30/");
    }

    private static void night(Path conf, String start, LocalDate date, String... more) {
        Command night = Command.runAt(
                Instant.parse(start),
                Stream.concat(
                                Stream.of(
                                        "nightly",
                                        "--conf",
                                        conf.toString(),
                                        "--date",
                                        date.toString(),
                                        "--set",
                                        "serve.keep-versions=2"),
                                Stream.of(more))
                        .toArray(String[]::new));
        assertThat(night.exit()).as(night.err()).isZero();
    }

    private Command command(String time, String... words) {
        Command command = Command.runAt(
                Instant.parse(time),
                Stream.concat(
                                Stream.of(words),
                                Stream.of(
                                        "--set",
                                        "serve.keep-versions=2",
                                        "--set",
                                        "storage.root=" + root.resolve("out")))
                        .toArray(String[]::new));
        assertThat(command.exit()).as(command.err()).isZero();
        return command;
    }

    private String published() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(root.resolve("out/published/LATEST.json")))
                .get("path")
                .asText()
                .replace("published/runs/", "");
    }

    private static Dataset<Row> all(TableStore store, Table table) {
        return store.read(table, List.copyOf(store.manifests(table).keySet()));
    }

    private static Map<LocalDate, Long> byDay(Dataset<Row> rows, Column sum) {
        Map<LocalDate, Long> byDay = new TreeMap<>();
        rows.groupBy(Table.DAY)
                .agg(sum)
                .collectAsList()
                .forEach(row -> byDay.put(row.getDate(0).toLocalDate(), row.getLong(1)));
        return byDay;
    }
}
