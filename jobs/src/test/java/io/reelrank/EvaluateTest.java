package io.reelrank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reelrank evaluate} over valid and broken files of benchmarks. */
@Tag("slow")
class EvaluateTest extends SparkTest {
    // Popularity: a 3, b 2, c 2, d 1. User 1 has seen a and b, user 2 a and c, user 3 a, b and c, user 4 d.
    private static final String TRAIN = "1 a\n1 b\n2 a\n2 c\n3 a\n3 b\n3 c\n4 d\n";
    // By popularity user 1 gets c, d, user 2 b, d, and user 4 a, b, c.
    private static final String TEST = "1 d\n2 b\n4 c\n4 a\n";

    // Sums are rounded to multiples of 2⁻²⁴.
    private static final Offset<Double> WITHIN = Offset.offset(1e-6);

    @TempDir
    private Path folder;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @Test
    void figuresAreThoseComputedByHand() throws IOException {
        JsonNode result = measured(file("train", TRAIN), file("test", TEST));

        // At 1: user 1 has no hit, user 2 its only positive, user 4 one of two.
        assertThat(figure(result, "popularity", "recall@1")).isEqualTo((0 + 1 + 1 / 2.0) / 3, WITHIN);
        assertThat(figure(result, "popularity", "capped_recall@1")).isEqualTo((0 + 1 + 1) / 3.0, WITHIN);
        assertThat(figure(result, "popularity", "recall@2")).isEqualTo((1 + 1 + 1 / 2.0) / 3, WITHIN);
        assertThat(figure(result, "popularity", "hit_rate@1")).isEqualTo(2 / 3.0, WITHIN);
        assertThat(figure(result, "popularity", "mrr")).isEqualTo((1 / 2.0 + 1 + 1) / 3, WITHIN);
        assertThat(counts(result))
                .containsExactlyInAnyOrder(
                        "train pairs 8",
                        "train pairs left out, repeated 0",
                        "test pairs 4",
                        "test pairs left out, repeated 0",
                        "train users 4",
                        "ranked items 4",
                        "test users 3",
                        "test users not in training 0",
                        "test items not ranked 0",
                        "test pairs left out, met in training 0",
                        "test pairs left out, items not ranked 0");
    }

    @Test
    void theTableHasTheNamesOfPapers() throws IOException {
        Command done = evaluate(file("train", TRAIN), file("test", TEST));

        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out())
                .contains("lines are pairs", "ranked: each test user's items among all that occur in training")
                .containsPattern("metric, 95% interval +als +neighbours +popularity\n")
                .containsPattern("Recall@1 \\(LightGCN\\) .* 0\\.5000 \\(0\\.\\d{4}-[01]\\.\\d{4}\\)\n")
                .containsPattern("Recall@1 \\(Mult-VAE\\) .* 0\\.6667 \\(")
                .contains("NDCG@2 ", "HR@2 ", "MAP@2 ", "Precision@2 ", "MRR ", "MPR (Hu et al.) ");
    }

    @Test
    void listsAndGzippedFilesGiveTheSameFiguresAsPairs() throws IOException {
        String pairs = figures(measured(file("train", TRAIN), file("test", TEST)));

        assertThat(figures(measured(
                        file("train.lists", "1 a b\n2 a c\n3 a b c\n4 d\n"),
                        file("test.lists", "1 d\n2 b\n3\n4 c a \n"))))
                .isEqualTo(pairs);
        assertThat(figures(measured(gzipped("train.gz", TRAIN), gzipped("test.gzipped", TEST))))
                .isEqualTo(pairs);
    }

    @Test
    void theOrderOfLinesAndRepeatedLinesDoNotMatter() throws IOException {
        List<String> lines = new ArrayList<>(TRAIN.lines().toList());
        Collections.reverse(lines);
        JsonNode shuffled = measured(file("train2", String.join("\r\n", lines) + "\r\n\n4 d\n4 d"), file("test", TEST));

        assertThat(figures(shuffled)).isEqualTo(figures(measured(file("train", TRAIN), file("test", TEST))));
        assertThat(counts(shuffled)).contains("train pairs left out, repeated 2");
    }

    @Test
    void onlyGivenCandidatesAreRanked() throws IOException {
        // Ranked are d and c for user 1, a and c for user 4, and b, d and e for user 2. No user has seen e.
        JsonNode result = measured(
                file("train", TRAIN),
                file("test", TEST),
                "--candidates",
                file("negatives", "(1,d)\tc\n(2,b)\td\te\n(4,a)\tc\n"));

        assertThat(figure(result, "popularity", "mrr")).isEqualTo((1 / 2.0 + 1 + 1) / 3, WITHIN);
        assertThat(figure(result, "popularity", "recall@2")).isEqualTo(1, WITHIN);
        assertThat(counts(result)).contains("ranked items 5", "candidate pairs 7");
        assertThat(result.get("protocol").asText())
                .startsWith("each test user's items among those of ")
                .endsWith("negatives");
    }

    @Test
    void pairsThatCannotBeFoundAreExcludedAndCounted() throws IOException {
        JsonNode result = measured(file("train", TRAIN), file("test", TEST + "1 a\n1 z\n9 b\n"));

        // User 9 is not in training and is ranked by popularity: a, b.
        assertThat(figure(result, "als", "hit_rate@2")).isBetween(0.25, 1.0);
        assertThat(counts(result))
                .contains(
                        "test users 4",
                        "test users not in training 1",
                        "test items not ranked 1",
                        "test pairs left out, met in training 1",
                        "test pairs left out, items not ranked 1");
    }

    @Test
    void valuesOfZeroOrLessAreSeenButNotPositive() throws IOException {
        JsonNode result = measured(
                file("train", "1 a 2\n1 b 0\n2 a 1\n2 c -1\n3 d 1\n"), file("test", "1 d 1\n1 c 0\n2 d -2\n2 b 3\n"));

        assertThat(counts(result)).contains("train pairs 5", "test users 2");
        assertThat(figure(result, "popularity", "recall@2")).isEqualTo(1, WITHIN);
    }

    @Test
    void aByteOrderMarkAndAHeaderAreSkipped() throws IOException {
        JsonNode result = measured(
                file("train", "\uFEFFuser,item\n" + TRAIN.replace(' ', ',')),
                file("test", "\uFEFFuser,item\n" + TEST.replace(' ', ',')),
                "--skip-lines",
                "1");
        assertThat(counts(result)).contains("train pairs 8", "test pairs 4");
    }

    @Test
    void aBrokenLineIsNamedWithItsFile() throws IOException {
        String train = file("train", TRAIN.replace("3 b\n", "3 b\n\n3\n"));
        assertRefused(
                evaluate(train, file("test", TEST), "--format", "pairs"),
                train + " line 8: 1 fields: must be user item [value] [time]; correct the line, or say what the file is"
                        + " with --format and --skip-lines");
    }

    @Test
    void aLineWithoutItsValueIsNamed() throws IOException {
        String test = file("test", "1 d 1\n2 b\n");
        assertRefused(
                evaluate(file("train", "1 a 2\n1 b 1\n2 a 1\n"), test),
                test + " line 2: 2 fields, where the lines before have 3; correct the line");
    }

    @Test
    void aHeaderThatIsNotSkippedIsNamed() throws IOException {
        String train = file("train", "userId,movieId,rating\n1,a,3\n1,b,4\n2,a,5\n");
        assertRefused(evaluate(train, file("test", TEST)), train + " line 1: value rating is no number; ");
    }

    @Test
    void aBrokenLineOfCandidatesIsNamed() throws IOException {
        String candidates = file("negatives", "(1,d)\tc\n2\n");
        assertRefused(
                evaluate(file("train", TRAIN), file("test", TEST), "--candidates", candidates),
                candidates + " line 2: 1 fields: must be a user and the items to rank; ");
    }

    @Test
    void anAmbiguousFormatIsAskedFor() throws IOException {
        String train = file("train", "1 a 3\n2 b 4\n");
        assertRefused(
                evaluate(train, file("test", TEST)),
                "cannot tell the format of " + train + ": its lines may be user item value or a user's list of items;"
                        + " say it with --format pairs or --format lists");
    }

    @Test
    void anAbsentFileIsNamed() throws IOException {
        String absent = folder.resolve("absent").toString();
        assertRefused(evaluate(absent, file("test", TEST)), "cannot read " + absent + ": ");
        assertRefused(evaluate(file("train", TRAIN), absent), "cannot read " + absent + ": ");
    }

    @Test
    void aFolderIsNamed() throws IOException {
        assertRefused(evaluate(folder.toString(), file("test", TEST)), "cannot read " + folder);
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        String empty = file("empty", "\n \n");
        assertRefused(evaluate(empty, file("test", TEST)), empty + " holds no pair: give a file with at least one");
        assertRefused(evaluate(file("train", TRAIN), empty), empty + " holds no pair: give a file with at least one");
    }

    @Test
    void aTruncatedGzipFileIsNamed() throws IOException {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(20_000).forEach(number -> text.append(number).append(" a\n"));
        byte[] whole = Files.readAllBytes(Path.of(gzipped("whole", text.toString())));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(
                evaluate(cut.toString(), file("test", TEST)),
                "cannot read " + cut,
                "it ends before its end: truncated");
    }

    @Test
    void filesOfDifferentBenchmarksAreRefused() throws IOException {
        String train = file("train", TRAIN);
        String test = file("test", "1 x\n2 y\n");
        assertRefused(
                evaluate(train, test),
                "nothing to measure: no pair of " + test + " is left that its user has not seen in " + train
                        + " and that is ranked; give files of one benchmark");
    }

    private JsonNode measured(String train, String test, String... more) throws IOException {
        Path json = folder.resolve("result.json");
        Command done = evaluate(
                train,
                test,
                Stream.concat(Stream.of("--json", json.toString()), Arrays.stream(more))
                        .toArray(String[]::new));
        assertThat(done.exit()).as(done.err()).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }

    private Command evaluate(String train, String test, String... more) {
        List<String> fixed = List.of(
                "evaluate",
                "--train",
                train,
                "--test",
                test,
                "--set",
                "storage.root=" + folder.resolve("storage"),
                "--set",
                "model.rank=2",
                "--set",
                "model.iterations=1",
                "--set",
                "model.blocks=2",
                "--set",
                "evaluation.replicates=20",
                "--set",
                "evaluation.cutoffs=[1,2]",
                "--set",
                "evaluation.list-length=2");
        return Command.run(Stream.concat(fixed.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    private static void assertRefused(Command refused, String... parts) {
        assertThat(refused.err()).contains(parts);
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.out()).isEmpty();
    }

    private static double figure(JsonNode result, String model, String metric) {
        for (JsonNode figure : result.get("figures")) {
            if (figure.get("model").asText().equals(model)
                    && figure.get("metric").asText().equals(metric)) {
                return figure.get("value").asDouble();
            }
        }
        throw new AssertionError("no %s of %s".formatted(metric, model));
    }

    private static String figures(JsonNode result) {
        return result.get("figures").toString();
    }

    private static List<String> counts(JsonNode result) {
        return result.get("counts").properties().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .toList();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String gzipped(String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return Files.write(folder.resolve(name), bytes.toByteArray()).toString();
    }
}
