package io.reelrank.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InProcessLocalFileSystemTest {
    @TempDir
    private java.nio.file.Path folder;

    private final FileSystem files = new InProcessLocalFileSystem();
    private final FileSystem hadoops = new LocalFileSystem();

    @BeforeEach
    void initialize() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(FsPermission.UMASK_LABEL, "027");
        files.initialize(URI.create("file:///"), configuration);
        hadoops.initialize(URI.create("file:///"), configuration);
    }

    @Test
    void whatIsMadeHasThePermissionsThatHadoopGives() throws IOException {
        for (FileSystem each : List.of(files, hadoops)) {
            Path below = path(each.getClass().getSimpleName());
            write(each, new Path(below, "made/file"));
            each.mkdirs(new Path(below, "secret"), new FsPermission((short) 0700));
            each.mkdirs(new Path(below, "shared"));
            each.setPermission(new Path(below, "shared"), new FsPermission((short) 01775));
        }

        for (String made : List.of("made", "made/file", "made/.file.crc", "secret", "shared")) {
            assertThat(Files.getAttribute(
                            folder.resolve("InProcessLocalFileSystem").resolve(made), "unix:mode"))
                    .as(made)
                    .isEqualTo(
                            Files.getAttribute(folder.resolve("LocalFileSystem").resolve(made), "unix:mode"));
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("InProcessLocalFileSystem/made/file"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whatIsListedIsWhatHadoopLists() throws IOException {
        write(files, path("a/b/file"));
        Files.setPosixFilePermissions(folder.resolve("a/b/file"), PosixFilePermissions.fromString("r-xr--rw-"));
        files.setPermission(path("a/b"), new FsPermission((short) 01777));
        Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve("a/b/file"));

        assertThat(described(files, path("a"))).hasSize(3).isEqualTo(described(hadoops, path("a")));
    }

    @Test
    void noProcessIsStarted() throws IOException {
        java.nio.file.Path recorded = folder.resolve("recorded.jfr");
        List<String> started;
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart");
            recording.start();
            write(files, path("a/file"));
            described(files, path("a"));
            recording.stop();
            recording.dump(recorded);
            started = RecordingFile.readAllEvents(recorded).stream()
                    .filter(event -> event.getThread().getJavaThreadId()
                            == Thread.currentThread().getId())
                    .map(event -> event.getString("command"))
                    .toList();
        }

        assertThat(started).isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> files.getFileStatus(path("none")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("none does not exist");
    }

    private Path path(String below) {
        return new Path(folder.resolve(below).toUri());
    }

    private static void write(FileSystem files, Path path) throws IOException {
        try (OutputStream out = files.create(path)) {
            out.write("text".getBytes(UTF_8));
        }
    }

    /** All that is below a folder, folders and links too, with who may do what with it. */
    private static List<String> described(FileSystem files, Path folder) throws IOException {
        List<String> described = new ArrayList<>();
        for (FileStatus status : files.listStatus(folder)) {
            described.add(status.getPath() + " " + status.getPermission() + " " + status.getOwner() + " "
                    + status.getGroup() + " " + status.getLen() + " " + status.isDirectory());
        }
        RemoteIterator<LocatedFileStatus> below = files.listFiles(folder, true);
        while (below.hasNext()) {
            LocatedFileStatus status = below.next();
            if (status.getPath().getParent().getName().equals("b")) {
                described.add(status.getPath() + " " + status.getPermission());
            }
        }
        return described.stream().sorted().toList();
    }
}
