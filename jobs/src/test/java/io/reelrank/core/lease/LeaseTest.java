package io.reelrank.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.LeaseSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final Instant NOW = Instant.parse("2022-05-07T01:00:00Z");
    private static final LeaseSettings TERM = new LeaseSettings(Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final LeaseSettings LONG = new LeaseSettings(Duration.ofMinutes(10), Duration.ofSeconds(5));

    // Linux numbers processes up to 4194304.
    private static final long NOBODY = 1L << 40;

    @TempDir
    private java.nio.file.Path folder;

    private final Storage storage = new Storage(new Configuration());
    private final SetClock clock = new SetClock();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private Path root;

    /** A clock that a test sets. */
    private static final class SetClock extends Clock {
        private Instant time = NOW;

        @Override
        public Instant instant() {
            return time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void nameRoot() {
        root = new Path(folder.toString());
    }

    @Test
    void aHeldRootIsRefusedNamingTheHolderAndUntilWhen() throws IOException {
        try (Lease lease = take("run1", LONG)) {
            assertThat(lease.number()).isEqualTo(1);
            assertThatThrownBy(() -> take("run2", LONG))
                    .isInstanceOf(LeaseException.class)
                    .hasMessage(
                            "run run1 (process %d on %s) has the lease of %s until 2022-05-07T01:10:00Z, and renews it while it"
                                    + " lives: wait for it. If it is gone, a run after 2022-05-07T01:10:05Z takes the lease over",
                            ProcessHandle.current().pid(),
                            InetAddress.getLocalHost().getHostName(),
                            root.makeQualified(java.net.URI.create("file:///"), root));
        }
    }

    @Test
    void aLeaseThatWasGivenBackIsFreeAndTheNextNumberIsGreater() throws IOException {
        Lease first = take("run1", LONG);
        first.close();
        try (Lease second = take("run2", LONG)) {
            assertThat(second.number()).isEqualTo(2);
            assertThat(second.takenFrom()).isEmpty();
            first.close();
            assertThat(second.confirm()).isEqualTo(2);
        }
        assertThat(files()).containsExactly("2.json");
        try (Lease third = leases(LONG).take("run3", 41)) {
            assertThat(third.number()).isEqualTo(42);
        }
    }

    @Test
    void theLeaseOfAProcessThatIsGoneIsTakenOverAtOnce() throws IOException {
        ProcessIdentity own = ProcessIdentity.own();
        // The second has the number of a process that lives, as in a container where the first one always has 1.
        for (ProcessIdentity gone : List.of(
                new ProcessIdentity(own.boot(), own.space(), NOBODY, "1"),
                new ProcessIdentity(own.boot(), own.space(), own.pid(), own.start() + "0"))) {
            write(
                    7,
                    new LeaseHolder(7, "run1", "any", gone, NOW.plusSeconds(600).toString()));
            try (Lease lease = take("run2", LONG)) {
                assertThat(lease.number()).isEqualTo(8);
                assertThat(lease.takenFrom())
                        .isEqualTo("run run1 (process %d on any), which was killed: its process is gone", gone.pid());
                assertThat(told)
                        .containsExactly("took the lease of %s over from %s".formatted(root, lease.takenFrom()));
            }
            told.clear();
            Files.delete(folder.resolve("lease/8.json"));
        }
    }

    @Test
    void aProcessOfAnotherMachineOrContainerOrThatLivesIsNotGone() throws IOException {
        ProcessIdentity own = ProcessIdentity.own();
        assertThat(own.isGone()).isFalse();
        assertThat(new ProcessIdentity("other", own.space(), NOBODY, "1").isGone())
                .isFalse();
        assertThat(new ProcessIdentity(own.boot(), "pid:[1]", NOBODY, "1").isGone())
                .isFalse();
        assertThat(new ProcessIdentity("", "", 0, "").isGone()).isFalse();
        Process child = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity other = ProcessIdentity.of(child.pid()).orElseThrow();
        try {
            assertThat(other.isGone()).isFalse();
            assertThat(other.start()).isNotEqualTo(own.start());
        } finally {
            child.destroyForcibly().onExit().join();
        }
        assertThat(other.isGone()).isTrue();
    }

    @Test
    void anExpiredLeaseOfAnotherMachineIsTakenOverAfterTheMarginForClocks() {
        write(3, elsewhere(NOW));
        clock.time = NOW.plusSeconds(4);
        assertThatThrownBy(() -> take("run2", TERM)).hasMessageContaining("run run1 (process 7 on elsewhere)");
        assertThat(told).isEmpty();
        clock.time = NOW.plusSeconds(5);
        try (Lease lease = take("run2", TERM)) {
            assertThat(lease.number()).isEqualTo(4);
            assertThat(told)
                    .containsExactly(
                            ("the lease of %s is that of run run1 (process 7 on elsewhere) until 2022-05-07T01:00:00Z;"
                                            + " watching for 1 s whether it is renewed")
                                    .formatted(root),
                            ("took the lease of %s over from run run1 (process 7 on elsewhere), which did not renew it"
                                            + " by 2022-05-07T01:00:00Z")
                                    .formatted(root));
        }
    }

    @Test
    void aLeaseThatIsRenewedIsAliveWhateverTheClocksSay() throws Exception {
        write(3, elsewhere(NOW));
        clock.time = NOW.plusSeconds(3600);
        CompletableFuture<Void> renewal = CompletableFuture.runAsync(
                () -> write(3, elsewhere(NOW.plusSeconds(1))),
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
        assertThatThrownBy(() -> take("run2", TERM)).isInstanceOf(LeaseException.class);
        renewal.get();
    }

    @Test
    void aLeaseIsRenewedInTheBackgroundByTheTimeThatPassesWhateverTheClockIsSetTo() throws Exception {
        try (Lease lease = take("run1", TERM)) {
            lease.renew(reason -> {});
            clock.time = NOW.minusSeconds(3600);
            Thread.sleep(1200);
            assertThat(Instant.parse(read(1).expires())).isBetween(NOW.plusMillis(2500), NOW.plusMillis(3300));
        }
        assertThat(read(1).expires()).isEmpty();
    }

    @Test
    void aRunThatLostItsLeaseIsToldAndRefused() throws Exception {
        Lease lease = take("run1", TERM);
        CompletableFuture<String> lost = new CompletableFuture<>();
        lease.requireHeld();
        LeaseHolder other = new LeaseHolder(2, "run2", "elsewhere", new ProcessIdentity("", "", 7, ""), NOW.toString());
        write(2, other);

        // Renewed lately, it looks at no file; a clock that was set makes it look.
        lease.requireHeld();
        clock.time = NOW.plusSeconds(7200);
        assertThatThrownBy(lease::requireHeld).isInstanceOf(LeaseException.class);
        String message =
                "this run lost its lease of %s to run run2 (process 7 on elsewhere): it stops here, and moves no"
                        + " pointer; run again when that run has ended";
        assertThatThrownBy(lease::confirm).hasMessage(message, root);
        lease.renew(lost::complete);
        assertThat(lost.get(10, TimeUnit.SECONDS)).isEqualTo(message, root);
        lease.close();
        assertThat(read(2)).isEqualTo(other);
    }

    @Test
    void aRunThatGaveItsLeaseBackChangesNothingAnyMore() throws Exception {
        Lease lease = take("run1", TERM);
        CompletableFuture<String> lost = new CompletableFuture<>();
        lease.renew(lost::complete);
        Storage guarded = storage.guardedBy(lease::requireHeld);
        Path file = new Path(root, "pointer");
        guarded.replace(file, new byte[] {1});
        lease.close();

        String message = "this run has given back its lease of %s: it changes nothing any more".formatted(root);
        assertThatThrownBy(lease::confirm)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> guarded.replace(file, new byte[] {2})).hasMessage(message);
        assertThat(storage.read(file)).hasValue(new byte[] {1});
        assertThat(read(1).expires()).isEmpty();
        assertThat(lost).isNotDone();
    }

    @Test
    void theLeaseIsGivenBackAfterTheStepThatIsBeingTakenAndNoneBeginsAfterwards() throws Exception {
        Lease lease = take("run1", TERM);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> heldAtTheEnd = new CompletableFuture<>();
        CompletableFuture<Void> step = CompletableFuture.runAsync(() -> lease.step(number -> {
            begun.complete(null);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(lease::close);
            assertThatThrownBy(() -> closing.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            lease.requireHeld();
            heldAtTheEnd.complete(number == 1);
        }));
        begun.get();
        lease.close();
        assertThat(heldAtTheEnd).isCompletedWithValue(true);
        step.get();
        assertThatThrownBy(() -> lease.step(number -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLeaseThatCannotBeReadHoldsForATermFromItsTime() throws IOException {
        java.nio.file.Path file = folder.resolve("lease/5.json");
        for (String content : List.of("{ \"run\": ", "{}", "{\"run\":\"r\",\"process\":{},\"expires\":\"soon\"}")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            Files.setLastModifiedTime(file, FileTime.from(NOW));
            clock.time = NOW.plusSeconds(6);
            assertThatThrownBy(() -> take("run2", TERM))
                    .hasMessageContaining("run (unreadable) (process 0 on (unknown)) has the lease of ");
            clock.time = NOW.plusSeconds(8);
            take("run2", TERM).close();
            Files.delete(folder.resolve("lease/6.json"));
        }
    }

    @Test
    void aFileInThePlaceOfTheFolderIsAFaultOfTheStorage() throws IOException {
        Files.writeString(folder.resolve("lease"), "");
        assertThatThrownBy(() -> take("run1", LONG))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("lease is a file where a folder must be");
    }

    @Test
    void ofManyRunsAtOnceOneHasTheLease() throws InterruptedException, ExecutionException {
        ExecutorService runs = Executors.newFixedThreadPool(16);
        try {
            for (int round = 0; round < 50; round++) {
                List<Future<Lease>> attempts = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    String run = "run%d".formatted(i);
                    attempts.add(runs.submit(() -> {
                        try {
                            return take(run, LONG);
                        } catch (LeaseException e) {
                            return null;
                        }
                    }));
                }
                List<Lease> won = new ArrayList<>();
                for (Future<Lease> attempt : attempts) {
                    if (attempt.get() != null) {
                        won.add(attempt.get());
                    }
                }
                assertThat(won).hasSize(1);
                won.get(0).close();
            }
        } finally {
            runs.shutdownNow();
        }
    }

    private Lease take(String run, LeaseSettings settings) {
        return leases(settings).take(run, 0);
    }

    private Leases leases(LeaseSettings settings) {
        return new Leases(storage, root, settings, clock, told::add);
    }

    private static LeaseHolder elsewhere(Instant expires) {
        return new LeaseHolder(3, "run1", "elsewhere", new ProcessIdentity("", "", 7, ""), expires.toString());
    }

    private void write(long number, LeaseHolder holder) {
        storage.replace(new Path(root, "lease/%d.json".formatted(number)), Json.bytes(holder));
    }

    private LeaseHolder read(long number) throws IOException {
        return Json.read(Files.readAllBytes(folder.resolve("lease/%d.json".formatted(number))), LeaseHolder.class);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve("lease"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
