package io.reelrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class ExitCodeTest {
    private static final String FULL = "No space left on device";

    @Test
    void theFirstKnownCauseDecides() {
        assertThat(ExitCode.of(new SparkException("task failed", new InputException("broken"))))
                .isEqualTo(ExitCode.INPUT);
        assertThat(ExitCode.of(new SettingsException("illegal"))).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(new IllegalStateException("no"))).isEqualTo(ExitCode.BUG);
    }

    @ParameterizedTest
    @MethodSource
    void aFullDiskIsTheStorages(Throwable thrown) {
        assertThat(ExitCode.of(thrown)).isEqualTo(ExitCode.STORAGE);
        assertThat(ExitCode.cause(thrown).getMessage())
                .startsWith("a disk is full (No space left on device): free space under reelrank.storage.root")
                .hasLineCount(1);
    }

    static Throwable[] aFullDiskIsTheStorages() {
        return new Throwable[] {
            new UncheckedIOException(new IOException(FULL)),
            new IOException("Disk quota exceeded"),
            new IllegalStateException(new InternalError(new IOException(FULL))),
            new SparkException(
                    "Job aborted: Task 3 failed 4 times: java.io.IOException: " + FULL + "\n\tat java.io", null),
            // A file that cannot be unpacked, because there is no space, is not broken.
            new InputException("cannot unpack a.gz", new IOException(FULL)),
        };
    }

    @Test
    void resultsThatAreTooLargeAreASettings() {
        SparkException aborted = new SparkException(
                "Job aborted due to stage failure: Total size of serialized results of 12 tasks (1084.2 MiB) is bigger than"
                        + " spark.driver.maxResultSize (1024.0 MiB)",
                null);
        assertThat(ExitCode.of(aborted)).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.cause(aborted).getMessage())
                .startsWith("the results of a job are larger than the driver takes: raise"
                        + " reelrank.spark.spark.driver.maxResultSize")
                .hasLineCount(1);
    }

    @Test
    void aTableThatCannotBeReadIsTheStoragesAndNamed() {
        SparkException damaged = new SparkException(
                "FAILED_READ_FILE.NO_HINT",
                CollectionConverters.asScala(Map.of("path", "/root/tables/a/dt=2022-05-06/part-0.parquet"))
                        .toMap(scala.$less$colon$less$.MODULE$.refl()),
                new IOException("Checksum error"));

        assertThat(ExitCode.of(new IllegalStateException(damaged))).isEqualTo(ExitCode.STORAGE);
        assertThat(ExitCode.cause(damaged))
                .hasMessage("cannot read /root/tables/a/dt=2022-05-06/part-0.parquet: run reelrank verify --tables DATE"
                        + " for the day of its folder dt=DATE");
    }

    @Test
    void anErrorOfTheStorageKeepsThePathThatItNames() {
        Throwable thrown = new StorageException("cannot write /a: IOException: " + FULL, new IOException(FULL));

        assertThat(ExitCode.of(thrown)).isEqualTo(ExitCode.STORAGE);
        assertThat(ExitCode.cause(thrown)).isSameAs(thrown);
    }

    @Test
    void aBrokenInputThatQuotesTheWordsIsABrokenInput() {
        assertThat(ExitCode.of(new InputException("row 7 of a.csv is broken: " + FULL)))
                .isEqualTo(ExitCode.INPUT);
    }

    @ParameterizedTest
    @MethodSource
    void aPlaceThatCannotBeReachedIsTheStorages(Throwable thrown) {
        assertThat(ExitCode.of(new IllegalArgumentException(thrown))).isEqualTo(ExitCode.STORAGE);
        assertThat(ExitCode.cause(new IllegalArgumentException(thrown)).getMessage())
                .startsWith("cannot reach a file system or host: "
                        + thrown.getClass().getSimpleName() + ": ")
                .endsWith("the file system's jar is there")
                .hasLineCount(1);
    }

    static Throwable[] aPlaceThatCannotBeReachedIsTheStorages() {
        return new Throwable[] {
            new UnknownHostException("nowhere"),
            new ConnectException("Connection refused\nmore"),
            new UnsupportedFileSystemException("No FileSystem for scheme \"foo\""),
            new AccessControlException("Permission denied: user=ann"),
            new ClassNotFoundException("Class org.apache.hadoop.fs.s3a.S3AFileSystem not found"),
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.reelrank.core.files.Storage",
                "io.reelrank.core.files.OurFileSystem",
                "Class io.reelrank.core.files.OurFileSystem not found",
                "org.apache.hadoop.fs.FileSystemLinkResolver",
            })
    void anotherMissingClassIsABug(String message) {
        assertThat(ExitCode.of(new IllegalStateException(new ClassNotFoundException(message))))
                .isEqualTo(ExitCode.BUG);
    }
}
