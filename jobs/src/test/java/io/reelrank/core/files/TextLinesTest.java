package io.reelrank.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {
    @TempDir
    private Path folder;

    @Test
    void linesHaveTheirNumber() throws IOException {
        Path file = write("log.csv", "first\nzweite ü\r\nlast".getBytes(UTF_8));

        assertThat(read(file)).containsExactly("1|first", "2|zweite ü", "3|last");
    }

    @Test
    void blankLinesAreCountedButSkipped() throws IOException {
        Path file = write("log.csv", "\n  \nfirst\n\nsecond\n\n".getBytes(UTF_8));

        assertThat(read(file)).containsExactly("3|first", "5|second");
    }

    @Test
    void aFileWithoutLinesHasNone() throws IOException {
        assertThat(read(write("empty.csv", new byte[0]))).isEmpty();
        assertThat(read(write("blank.csv", "\n \n".getBytes(UTF_8)))).isEmpty();
    }

    @Test
    void thereIsNoLineAfterTheLast() throws IOException {
        Path file = write("empty.csv", new byte[0]);
        try (TextLines lines = open(file)) {
            assertThatThrownBy(lines::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("no more lines in %s", file);
        }
    }

    @Test
    void aFileThatEndsInGzIsDecompressed() throws IOException {
        Path file = write("log.csv.gz", gzipped("first\nsecond\n"));

        assertThat(read(file)).containsExactly("1|first", "2|second");
    }

    @Test
    void aGzipFileWithoutTheExtensionIsDecompressedToo() throws IOException {
        assertThat(read(write("log", gzipped("first\nsecond\n")))).containsExactly("1|first", "2|second");
    }

    @Test
    void concatenatedGzipFilesAreOneFile() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzipped("first\n"));
        both.write(gzipped("second\n"));

        assertThat(read(write("log.gz", both.toByteArray()))).hasSize(2);
    }

    @Test
    void aTruncatedFileIsNamedWithItsLine() throws IOException {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(20_000).forEach(number -> text.append(number).append('\n'));
        byte[] whole = gzipped(text.toString());
        Path file = write("log.csv.gz", Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessageMatching("cannot read \\Q" + file
                        + "\\E at line \\d+: it ends before its end: truncated; deliver it again");
    }

    @Test
    void aPlainFileWithTheExtensionOfGzipIsNamed() throws IOException {
        Path file = write("log.csv.gz", "plain text\n".getBytes(UTF_8));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot read " + file)
                .hasMessageEndingWith("; deliver it again");
    }

    @Test
    void anAbsentFileIsNamed() {
        Path file = folder.resolve("absent.csv");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot read %s: ", file)
                .hasMessageEndingWith("; deliver it again");
    }

    @Test
    void theFirstLineIsTheFirstThatIsNotBlank() throws IOException {
        try (TextLines lines = open(write("a", "\nfirst\nsecond".getBytes(UTF_8)))) {
            assertThat(lines.next()).isEqualTo(new TextLines.Line(2, "first", Optional.empty()));
        }
        try (TextLines lines = open(write("b", new byte[0]))) {
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @Test
    void theFollowingLineMayBeBlank() throws IOException {
        try (TextLines lines = open(write("a", "first\n\nthird\n".getBytes(UTF_8)))) {
            lines.next();
            assertThat(lines.following()).contains(new TextLines.Line(2, "", Optional.empty()));
            assertThat(lines.hasNext()).isTrue();
            assertThat(lines.following()).contains(new TextLines.Line(3, "third", Optional.empty()));
            assertThat(lines.following()).isEmpty();
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "zstd", "xz", "lz4-framed", "snappy-framed"})
    void aCompressedFileIsReadWhateverItsName(String format) throws IOException, CompressorException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packer = new CompressorStreamFactory().createCompressorOutputStream(format, packed)) {
            packer.write("one\ntwo\n".getBytes(UTF_8));
        }
        assertThat(read(write("packed." + format, packed.toByteArray()))).containsExactly("1|one", "2|two");
        assertThat(read(write("packed.jsonl", packed.toByteArray()))).containsExactly("1|one", "2|two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-16", "windows-1252"})
    void anotherCharacterSetIsConverted(String charset) throws IOException {
        String text = charset.equals("windows-1252") ? "naïve" : "猫 视频";
        Path file = write("text", (text + "\nnext\n").getBytes(Charset.forName(charset)));
        try (TextLines lines = TextLines.of(file.toString(), new Configuration(), Charset.forName(charset))) {
            assertThat(lines.next().text()).isEqualTo(text);
            assertThat(lines.next().text()).isEqualTo("next");
        }
    }

    @Test
    void bytesThatAreNotOfTheCharacterSetAreAnError() throws IOException {
        Path file = write("text", new byte[] {'a', (byte) 0xff, (byte) 0xff, '\n'});
        assertThatThrownBy(() -> {
                    try (TextLines lines = TextLines.of(file.toString(), new Configuration(), Charset.forName("GBK"))) {
                        lines.next();
                    }
                })
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot read %s", file);
    }

    private static List<String> read(Path file) {
        List<String> read = new ArrayList<>();
        try (TextLines lines = open(file)) {
            while (lines.hasNext()) {
                TextLines.Line line = lines.next();
                read.add(line.number() + "|" + line.text());
            }
        }
        return read;
    }

    private static TextLines open(Path file) {
        return TextLines.of(file.toString(), new Configuration());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packer = new GZIPOutputStream(bytes)) {
            packer.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
