package io.reelrank.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    @TempDir
    private java.nio.file.Path folder;

    private final Storage storage = new Storage(new Configuration());

    @Test
    void aReplacedFileHasTheNewBytesAndLeavesNoTemporaryFile() throws IOException {
        storage.replace(path("a/b/file"), bytes("old and longer"));
        storage.replace(path("a/b/file"), bytes("new"));

        assertThat(storage.read(path("a/b/file"))).hasValue(bytes("new"));
        try (var files = Files.list(folder.resolve("a/b"))) {
            assertThat(files).containsExactly(folder.resolve("a/b/file"));
        }
    }

    @Test
    void readersAlwaysSeeOneWholeVersionOfAReplacedFile() throws ExecutionException, InterruptedException {
        int length = 100_000;
        storage.replace(path("file"), filled(length, 0));
        AtomicBoolean isDone = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                reads.add(readers.submit(() -> {
                    int count = 0;
                    while (!isDone.get() || count == 0) {
                        byte[] seen = storage.read(path("file")).orElseThrow();
                        assertThat(seen).isEqualTo(filled(length, seen[0]));
                        count++;
                    }
                    return count;
                }));
            }
            for (int version = 1; version <= 300; version++) {
                storage.replace(path("file"), filled(length, version));
            }
            isDone.set(true);
            for (Future<Integer> read : reads) {
                assertThat(read.get()).isPositive();
            }
        } finally {
            isDone.set(true);
            readers.shutdownNow();
        }
    }

    @Test
    void aFileIsCreatedOnce() {
        assertThat(storage.create(path("a/file"), bytes("first"))).isTrue();
        assertThat(storage.create(path("a/file"), bytes("second"))).isFalse();
        assertThat(storage.read(path("a/file"))).hasValue(bytes("first"));
    }

    @Test
    void aCreatedFileCanBeReplaced() {
        storage.create(path("file"), bytes("first"));
        storage.replace(path("file"), bytes("second"));
        assertThat(storage.read(path("file"))).hasValue(bytes("second"));
    }

    @Test
    void onlyOneOfSeveralConcurrentCallersCreatesAFile() throws ExecutionException, InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                Path path = path("file" + round);
                List<Future<Boolean>> created =
                        callers.invokeAll(Collections.nCopies(4, () -> storage.create(path, bytes("x"))));
                int count = 0;
                for (Future<Boolean> each : created) {
                    count += each.get() ? 1 : 0;
                }
                assertThat(count).isOne();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void anAbsentPathIsEmptyAndCanBeDeleted() {
        assertThat(storage.read(path("absent"))).isEmpty();
        assertThat(storage.list(path("absent"))).isEmpty();
        storage.delete(path("absent"));
    }

    @Test
    void aFolderIsListedByName() {
        storage.replace(path("b"), bytes(""));
        storage.replace(path("c/d"), bytes(""));
        storage.replace(path("a"), bytes(""));
        assertThat(storage.list(path("")))
                .extracting(file -> file.getPath().getName())
                .containsExactly("a", "b", "c");
    }

    @Test
    void aFolderIsDeletedWithAllBelow() {
        storage.replace(path("a/b/c"), bytes(""));
        storage.delete(path("a"));
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed() throws IOException {
        Files.writeString(folder.resolve("a"), "a file in place of the folder");
        assertThatThrownBy(() -> storage.requireWritable(path("a")))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("cannot write %s/a/.writable: ", folder)
                .hasMessageEndingWith("; check reelrank.storage.root, its permissions and free space");
    }

    @Test
    void anUnknownSchemeOrHostIsNamedWithWhatToCheck() {
        for (String path : List.of("hdfs://nowhere.invalid:8020/a", "s3a://bucket/a", "foo://host/a")) {
            assertThatThrownBy(() -> storage.requireWritable(new Path(path)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(path)
                    .hasMessageEndingWith("; check its scheme and host, and that the file system's jar is there");
        }
    }

    @Test
    void aFileHasTheRightsThatEveryNewFileHas() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Set<PosixFilePermission> usual = Files.getPosixFilePermissions(Files.createFile(folder.resolve("usual")));

        storage.replace(path("replaced"), bytes("x"));
        storage.create(path("created"), bytes("x"));

        assertThat(Files.getPosixFilePermissions(folder.resolve("replaced"))).isEqualTo(usual);
        assertThat(Files.getPosixFilePermissions(folder.resolve("created"))).isEqualTo(usual);
    }

    @Test
    void aWritableFolderIsLeftEmpty() {
        storage.requireWritable(path("new"));
        assertThat(folder.resolve("new")).isEmptyDirectory();
    }

    @Test
    void openingAnAbsentFileNamesIt() {
        assertThatThrownBy(() -> storage.open(path("absent")))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("cannot read %s/absent: FileNotFoundException: ", folder);
    }

    private Path path(String name) {
        return name.isEmpty() ? new Path(folder.toString()) : new Path(folder.toString(), name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** A file system whose files are replaced between their opening and their reading, as on HDFS and S3. */
    public static final class ReplacedFiles extends RawLocalFileSystem {
        private static int replacements;

        @Override
        public FSDataInputStream open(Path file, int bufferSize) throws IOException {
            FSDataInputStream opened = super.open(file, bufferSize);
            if (replacements-- > 0) {
                opened.close();
                return new FSDataInputStream(new ClosedStream());
            }
            return opened;
        }

        @Override
        public URI getUri() {
            return URI.create("replaced:///");
        }
    }

    private static final class ClosedStream extends FSInputStream {
        @Override
        public int read() throws IOException {
            throw new FileNotFoundException("the file that was opened was replaced");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public void seek(long position) {}

        @Override
        public long getPos() {
            return 0;
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadIsReadAgain() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.replaced.impl", ReplacedFiles.class.getName());
        Storage replaced = new Storage(configuration);
        java.nio.file.Path file = Files.writeString(folder.resolve("pointer"), "new");
        Path path = new Path("replaced://" + file);
        ReplacedFiles.replacements = 4;
        assertThat(replaced.read(path))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("new"));
        ReplacedFiles.replacements = 5;
        assertThatThrownBy(() -> replaced.read(path))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the file that was opened was replaced");
        ReplacedFiles.replacements = 0;
        assertThat(replaced.read(new Path(path + "2"))).isEmpty();
    }
}
