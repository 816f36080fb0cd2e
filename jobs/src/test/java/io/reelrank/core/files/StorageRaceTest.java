package io.reelrank.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sixteen callers create the same file at once: whatever the file system, one of them does. */
@Tag("slow")
class StorageRaceTest {
    private static final int CALLERS = 16;
    private static final int ROUNDS = 200;

    @ParameterizedTest
    @MethodSource("io.reelrank.StorageRoots#all")
    void oneOfManyCallersCreatesAFile(Path root) throws InterruptedException, ExecutionException {
        Storage storage = new Storage(new Configuration());
        Path folder = new Path(root, "race-" + UUID.randomUUID());
        Map<Integer, Integer> roundsByWinners = new TreeMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Path path = new Path(folder, "file-" + round);
                List<String> winners = winners(callers, storage, path);
                roundsByWinners.merge(winners.size(), 1, Integer::sum);
                if (winners.size() == 1) {
                    assertThat(new String(storage.read(path).orElseThrow(), UTF_8))
                            .isEqualTo(winners.get(0));
                }
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(roundsByWinners).as("rounds by their number of winners").isEqualTo(Map.of(1, ROUNDS));
        assertThat(storage.list(folder).stream().map(FileStatus::getPath).map(Path::getName))
                .as("files, none of which is temporary")
                .hasSize(ROUNDS)
                .allMatch(name -> name.startsWith("file-"));
        storage.delete(folder);
    }

    /** What those wrote who were told that they created the file. */
    private static List<String> winners(ExecutorService callers, Storage storage, Path path)
            throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        List<Future<Boolean>> created = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            byte[] own = ("caller " + caller).getBytes(UTF_8);
            created.add(callers.submit(() -> {
                start.await();
                return storage.create(path, own);
            }));
        }
        List<String> winners = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            if (created.get(caller).get()) {
                winners.add("caller " + caller);
            }
        }
        return winners;
    }
}
