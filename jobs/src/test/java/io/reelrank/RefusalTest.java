package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of a night end in one clear line and the exit code of their cause, and nothing is published. */
class RefusalTest extends SparkTest {
    private static final String EVENTS = "events/dt=2022-05-0%d/part-00000.jsonl.gz";

    @TempDir
    private Path root;

    private Path sources;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @BeforeEach
    void copyTheSample() throws IOException {
        sources = root.resolve("sources");
        Path sample = Command.HOME.resolve("data-samples");
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = sources.resolve(sample.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void aMisspeltSettingIsNamedWithItsPlaceAndASuggestion() {
        Command refused = collect("--set", "model.rnak=64");
        assertRefused(
                refused,
                2,
                "unknown setting reelrank.model.rnak (--set model.rnak: 1): did you mean reelrank.model.rank?");
    }

    @Test
    void aDateInTheFutureIsRefused() {
        Command refused = Command.run("collect", "--date", "2022-05-09");
        assertRefused(refused, 2, "--date 2022-05-09 is in the future: today is 2022-05-07 in UTC");
    }

    @Test
    void aDayThatWasNotDeliveredIsAnInputError() throws IOException {
        Files.delete(sources.resolve(EVENTS.formatted(6)));
        assertRefused(
                collect(),
                4,
                "source events.log has no file for 2022-05-06: expected " + sources + "/events/dt=2022-05-06/");
    }

    @Test
    void aMissingDayBetweenOthersIsRefused() throws IOException {
        Files.delete(sources.resolve(EVENTS.formatted(3)));
        assertRefused(collect(), 4, "source events.log has no file for 2022-05-03");
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        Path file = sources.resolve(EVENTS.formatted(4));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(collect(), 4, "cannot read file:" + file, "truncated; deliver it again");
    }

    @Test
    void aFileThatIsNotGzippedIsNamed() throws IOException {
        Path file = sources.resolve(EVENTS.formatted(4));
        Files.writeString(file, "not a gzip file\n");
        assertRefused(collect(), 4, "cannot read file:" + file);
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Path file = sources.resolve(EVENTS.formatted(4));
        Files.write(file, new byte[0]);
        assertRefused(collect(), 4, file + " is empty (0 bytes)");
    }

    @Test
    void aMissingColumnIsNamedWithTheColumnsOfTheFile() {
        Command refused = collect("--set", "sources.events.log.columns.user_id=viewer");
        assertRefused(
                refused,
                4,
                "source events.log: file:" + sources,
                "has no column viewer; it has id, user, video, action");
    }

    @Test
    void tooManyRejectedRowsEndTheNightWithAnExample() {
        Command refused = collect("--set", "collect.max-rejected-share=0.001");
        assertRefused(
                refused,
                4,
                "rows are rejected (",
                "collect.max-rejected-share allows 0.1%, collect.max-rejected-rows 1000000000). Most often: ",
                " line ");
    }

    @Test
    void aStorageRootThatCannotBeWrittenToIsNamed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "not a folder");
        Command refused = Command.overSample("collect", file.resolve("below"));
        assertRefused(refused, 5, "cannot write " + file.resolve("below"), "check reelrank.storage.root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://nowhere.invalid:8020/x", "s3a://bucket/x", "foo://host/x"})
    void anUnknownPlaceOfTheStorageIsNamed(String place) {
        Command refused = Command.overSample("collect", root.resolve("out"), "--set", "storage.root=" + place);
        assertRefused(refused, 5, "cannot reach " + place, "check its scheme and host");
        assertOneLine(refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://nowhere.invalid:8020/x", "s3a://bucket/x", "foo://host/x"})
    void anUnknownPlaceOfTheSourcesIsNamed(String place) {
        for (String[] more : new String[][] {{}, {"--dry-run"}}) {
            Command refused = collect(Stream.concat(Stream.of("--set", "sources.root=" + place), Arrays.stream(more))
                    .toArray(String[]::new));
            assertRefused(refused, 5, "cannot reach " + place, "check its scheme and host");
            assertOneLine(refused);
        }
    }

    @Test
    void aRootThatAnotherRunHoldsIsRefused() throws IOException {
        Files.createDirectories(root.resolve("out/lease"));
        Files.writeString(root.resolve("out/lease/9.json"), """
                {"number": 9, "run": "20220506T010203004", "host": "elsewhere", "expires": "2999-01-01T00:00:00Z",
                 "process": {"boot": "b", "space": "s", "pid": 42, "start": "1"}}""");
        assertRefused(
                collect(),
                75,
                "run 20220506T010203004 (process 42 on elsewhere) has the lease of ",
                "until 2999-01-01T00:00:00Z");
        assertThat(root.resolve("out/tables")).doesNotExist();
    }

    @Test
    void anUnknownStageIsRefusedWithTheStagesThatExist() {
        assertRefused(
                Command.overSample("nightly", root.resolve("out"), "--from", "bake"),
                2,
                "no stage is named bake: the stages are collect, clean, features, drift, model, recommend, outcomes, report, gate, serve");
    }

    @Test
    void aDryRunChecksInputsAndWritesNothing() throws IOException {
        Command dryRun = Command.overSample("nightly", root.resolve("out"), "--dry-run");
        assertThat(dryRun.exit()).as(dryRun.err()).isZero();
        assertThat(dryRun.out()).contains("settings, inputs and permissions are good; nothing was written");
        Files.delete(sources.resolve(EVENTS.formatted(6)));
        assertRefused(collect("--dry-run"), 4, "source events.log has no file for 2022-05-06");
        assertThat(root.resolve("out/tables")).doesNotExist();
    }

    private Command collect(String... more) {
        String[] arguments = Stream.concat(Stream.of("--set", "sources.root=" + sources), Arrays.stream(more))
                .toArray(String[]::new);
        return Command.overSample("collect", root.resolve("out"), arguments);
    }

    private static void assertOneLine(Command refused) {
        assertThat(refused.err().lines().filter(line -> line.startsWith("reelrank: ")))
                .hasSize(1);
        assertThat(refused.err()).doesNotContain("Exception\n");
    }

    private void assertRefused(Command refused, int exit, String... messages) {
        assertThat(refused.err()).contains(messages);
        assertThat(refused.exit()).isEqualTo(exit);
        assertThat(refused.err()).doesNotContain("\tat ");
        assertThat(root.resolve("out/published")).doesNotExist();
        assertThat(root.resolve("out/tables/videos")).doesNotExist();
    }
}
