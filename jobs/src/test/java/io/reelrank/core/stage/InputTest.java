package io.reelrank.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Events;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.of(2022, 5, 6);

    @TempDir
    private Path root;

    private TableStore store;

    @BeforeEach
    void writeSomeDays() {
        store = new TableStore(spark(), root.toString());
        List.of("2022-04-30", "2022-05-03", "2022-05-04", "2022-05-06", "2022-05-08")
                .forEach(this::write);
    }

    @Test
    void todayIsTheDateWhetherWrittenOrNot() {
        assertThat(Input.today(Events.TABLE).present(store, DATE)).containsExactly(DATE);
        assertThat(Input.today(Events.TABLE).present(store, LocalDate.of(2022, 5, 5)))
                .containsExactly(LocalDate.of(2022, 5, 5));
    }

    @Test
    void aWindowIsTheWrittenDaysUpToTheDate() {
        assertThat(Input.window(Events.TABLE, 4).present(store, DATE))
                .containsExactly(LocalDate.of(2022, 5, 3), LocalDate.of(2022, 5, 4), DATE);
        assertThat(Input.window(Events.TABLE, 3).present(store, DATE)).containsExactly(LocalDate.of(2022, 5, 4), DATE);
        assertThat(Input.window(Events.TABLE, 1).present(store, DATE)).containsExactly(DATE);
        assertThat(Input.window(Events.TABLE, 1).present(store, LocalDate.of(2022, 5, 5)))
                .isEmpty();
    }

    @Test
    void rowCountsAreOfTheWrittenDaysUpToTheDate() {
        assertThat(Input.rowCounts(Events.TABLE, 4).present(store, DATE))
                .containsExactly(LocalDate.of(2022, 5, 3), LocalDate.of(2022, 5, 4), DATE);
    }

    @Test
    void beforeIsTheNewestDayBeforeTheDate() {
        assertThat(Input.before(Events.TABLE).present(store, DATE)).containsExactly(LocalDate.of(2022, 5, 4));
        assertThat(Input.before(Events.TABLE).present(store, LocalDate.of(2022, 4, 30)))
                .isEmpty();
    }

    @Test
    void thePlanSaysWhichDays() {
        assertThat(Input.today(Events.TABLE)).hasToString("events");
        assertThat(Input.window(Events.TABLE, 30)).hasToString("events (last 30 days)");
        assertThat(Input.before(Events.TABLE)).hasToString("events (of the night before)");
        assertThat(Input.rowCounts(Events.TABLE, 30)).hasToString("events (row counts of the last 30 days)");
    }

    private void write(String day) {
        Storage storage = store.storage();
        storage.replace(
                new org.apache.hadoop.fs.Path(store.root(), "tables/events/dt=" + day + "/_MANIFEST.json"),
                Json.bytes(new Manifest("events", day, "run1", "", 0, "0", List.of(), Map.of())));
    }
}
