package io.reelrank.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightLockTest {
    // Linux numbers processes up to 4194304.
    private static final long NOBODY = 1L << 40;

    @TempDir
    private java.nio.file.Path folder;

    private final Storage storage = new Storage(new Configuration());
    private java.nio.file.Path file;
    private Path root;

    @BeforeEach
    void nameRoot() {
        root = new Path(folder.toString());
        file = folder.resolve("_LOCK.json");
    }

    @Test
    void aHeldRootIsRefusedNamingTheHolder() throws IOException {
        try (NightLock lock = NightLock.take(storage, root, "run1")) {
            assertThat(lock).isNotNull();
            assertRefused(
                    "run1",
                    ProcessHandle.current().pid(),
                    InetAddress.getLocalHost().getHostName());
        }
    }

    @Test
    void aClosedLockIsFree() {
        NightLock.take(storage, root, "run1").close();

        assertThat(folder).isEmptyDirectory();
        NightLock.take(storage, root, "run2").close();
    }

    @Test
    void aLockOfADeadProcessOfThisMachineIsTakenOver() throws IOException {
        write(new NightLock.Holder("run1", InetAddress.getLocalHost().getHostName(), NOBODY, null));

        try (NightLock lock = NightLock.take(storage, root, "run2")) {
            assertThat(lock).isNotNull();
            assertThat(Json.read(Files.readAllBytes(file), NightLock.Holder.class)
                            .run())
                    .isEqualTo("run2");
            assertRefused(
                    "run2",
                    ProcessHandle.current().pid(),
                    InetAddress.getLocalHost().getHostName());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLockOfAnotherMachineIsNotTakenOver() throws IOException {
        write(new NightLock.Holder("run1", "elsewhere", NOBODY, null));
        assertRefused("run1", NOBODY, "elsewhere");
    }

    @Test
    void aLockOfALiveProcessIsNotTakenOver() throws IOException {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        String start = NightLock.start(parent).orElseThrow();
        assertThat(NightLock.start(parent)).hasValue(start);
        write(new NightLock.Holder("run1", thisHost(), parent.pid(), start));
        assertRefused("run1", parent.pid(), thisHost());
    }

    // The second is as in a container, where the first process of each run has the same number.
    @Test
    void aLockIsTakenOverIfAnotherProcessHasTheNumberNow() throws IOException {
        ProcessHandle own = ProcessHandle.current();
        for (ProcessHandle process : List.of(own.parent().orElseThrow(), own)) {
            write(new NightLock.Holder("run1", thisHost(), process.pid(), "of an earlier process"));
            assertTaken();
        }
    }

    @Test
    void processesHaveDifferentStarts() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(NightLock.start(process.toHandle()))
                    .isPresent()
                    .isNotEqualTo(NightLock.start(ProcessHandle.current()));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aLockWithoutAStartIsJudgedByTheTimeInTheIdOfItsRun() throws IOException {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        // The process started before the run, so it may be the one that holds the lock.
        write(new NightLock.Holder("29990506T010203004", thisHost(), parent.pid(), null));
        assertRefused("29990506T010203004", parent.pid(), thisHost());
        write(new NightLock.Holder("no time", thisHost(), parent.pid(), null));
        assertRefused("no time", parent.pid(), thisHost());

        for (long pid : List.of(parent.pid(), ProcessHandle.current().pid())) {
            Files.writeString(
                    file, "{\"run\":\"20220506T010203004\",\"host\":\"%s\",\"pid\":%d}".formatted(thisHost(), pid));
            assertTaken();
        }
    }

    @Test
    void aLockOfAnotherMachineIsNotTakenOverWhateverItsNumberIs() throws IOException {
        long pid = ProcessHandle.current().pid();
        write(new NightLock.Holder("run1", "elsewhere", pid, "of an earlier process"));
        assertRefused("run1", pid, "elsewhere");
    }

    @Test
    void aLockIsGivenBackOnce() throws IOException {
        NightLock lock = NightLock.take(storage, root, "run1");
        lock.close();
        try (NightLock next = NightLock.take(storage, root, "run2")) {
            assertThat(next).isNotNull();
            lock.close();
            assertThat(file).exists();
        }
    }

    @Test
    void aLockThatCannotBeReadIsNotTakenOver() throws IOException {
        Files.writeString(file, "{ \"run\": ");
        assertRefused("(unreadable)", 0, "(unknown)");
    }

    @Test
    void aLockThatNamesNobodyIsNotTakenOver() throws IOException {
        Files.writeString(file, "{}");
        assertRefused("null", 0, "null");
    }

    private void assertTaken() throws IOException {
        try (NightLock lock = NightLock.take(storage, root, "run2")) {
            assertThat(lock).isNotNull();
            assertThat(Json.read(Files.readAllBytes(file), NightLock.Holder.class)
                            .run())
                    .isEqualTo("run2");
        }
        assertThat(file).doesNotExist();
    }

    private static String thisHost() throws IOException {
        return InetAddress.getLocalHost().getHostName();
    }

    private void assertRefused(String run, long pid, String host) {
        assertThatThrownBy(() -> NightLock.take(storage, root, "run9"))
                .isInstanceOf(LockedException.class)
                .hasMessage(
                        "run %s (process %d on %s) holds %s: wait for it, or delete that file if the run is gone",
                        run, pid, host, file);
    }

    private void write(NightLock.Holder holder) throws IOException {
        Files.write(file, Json.bytes(holder));
    }
}
