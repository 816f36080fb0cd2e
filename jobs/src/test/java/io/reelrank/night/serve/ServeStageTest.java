package io.reelrank.night.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.SparkTest;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.lease.LeaseException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.settings.ServeSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage over nights whose tables are empty. */
class ServeStageTest extends SparkTest {
    private static final LocalDate MONDAY = LocalDate.parse("2022-05-02");
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final Instant STARTED = Instant.parse("2022-05-04T01:00:00Z");

    @TempDir
    private Path root;

    private final ServeStage stage = new ServeStage(
            new ServeSettings(3, 48, Optional.empty(), Optional.empty(), ServeSettings.ServedFactors.NONE),
            ZoneOffset.UTC,
            "settings");
    private TableStore store;
    private PublicationReader reader;
    private int runs;

    @BeforeEach
    void writeTwoNights() {
        store = new TableStore(spark(), root.toString());
        reader = new PublicationReader(root.toString(), new Configuration());
        for (Input input : stage.reads()) {
            Table table = input.table();
            store.write(
                    table,
                    spark().createDataFrame(List.of(), table.schema().add("dt", "date")),
                    "20220504T000000000",
                    Map.of(MONDAY, Map.of(), TUESDAY, Map.of()));
        }
    }

    @Test
    void anOlderDayThanTheCurrentOneIsWrittenButNotCurrent() {
        publish(TUESDAY);
        publish(MONDAY);
        assertThat(reader.pointer().orElseThrow().date()).isEqualTo(TUESDAY.toString());
        assertThat(reader.all().stream().map(Publication::date)).containsExactly(TUESDAY.toString(), MONDAY.toString());
    }

    @Test
    void withoutAPointerAnOlderDayIsRefusedAndTheNewestMendsIt() throws IOException {
        publish(TUESDAY);
        Files.delete(pointerFile());
        assertThatThrownBy(() -> publish(MONDAY))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "%s is not there or damaged, and the publication of 2022-05-03 is later than this night: run"
                                + " reelrank rollback 2022-05-03, then this night again",
                        pointer().file());
        assertThat(reader.all()).hasSize(1);
        publish(TUESDAY);
        assertThat(reader.latest().orElseThrow().date()).isEqualTo(TUESDAY.toString());
        Files.writeString(pointerFile(), "{");
        publish(TUESDAY);
        assertThat(reader.latest().orElseThrow().run()).endsWith("03000");
    }

    @Test
    void aPublicationToWhichThePointerCannotMoveGoes() throws IOException {
        publish(MONDAY);
        Path taken = Files.createDirectories(root.resolve("taken"));
        Files.writeString(taken.resolve("file"), "");
        Path aside = Files.move(pointerFile(), root.resolve("aside"));
        Files.move(taken, pointerFile());
        assertThatThrownBy(() -> publish(TUESDAY))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("cannot write %s: ".formatted(pointer().file()));
        Files.move(pointerFile(), root.resolve("taken again"));
        Files.move(aside, pointerFile());
        assertThat(reader.all()).containsExactly(reader.latest().orElseThrow());

        Fence lost = new Fence() {
            private int confirmed;

            @Override
            public long confirm() {
                if (confirmed++ > 0) {
                    throw new LeaseException("this run lost its lease");
                }
                return 1;
            }
        };
        assertThatThrownBy(() -> publish(TUESDAY, lost)).hasMessage("this run lost its lease");
        assertThat(reader.all()).containsExactly(reader.latest().orElseThrow());
    }

    private void publish(LocalDate date) {
        publish(date, Fence.ofPrivateRoot());
    }

    private void publish(LocalDate date, Fence fence) {
        Consumer<String> untold = step -> {};
        Night night = new Night(date, STARTED.plusSeconds(runs++), spark(), store, Night.Reuse.FINISHED, fence);
        stage.execute(new StageContext(night, stage, untold));
    }

    private PublicationPointer pointer() {
        return new PublicationPointer(store.storage(), store.root());
    }

    private Path pointerFile() {
        return root.resolve("published/LATEST.json");
    }
}
