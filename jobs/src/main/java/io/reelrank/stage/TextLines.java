package io.reelrank.stage;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * The lines of a text file with their numbers, unpacked if its name says so or its first bytes are gzip's; blank lines
 * are passed over.
 *
 * <p>A file is read by one task from its start, because a line's number cannot be known from the middle.
 */
public final class TextLines implements Iterator<TextLines.Line>, AutoCloseable {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final String file;
    private final BufferedReader reader;
    private long number;
    private String next;

    private TextLines(String file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
        advance();
    }

    /**
     * A line that is not blank.
     *
     * @param number its number in the file, from 1
     * @param text its text without its end
     */
    public record Line(long number, String text) {}

    /**
     * Opens a file.
     *
     * @param file its path on any file system that Hadoop knows
     * @param hadoop Hadoop's configuration
     * @throws InputException naming the file, if it cannot be read or unpacked
     */
    public static TextLines of(String file, Configuration hadoop) {
        try {
            Path path = new Path(file);
            BufferedInputStream bytes =
                    new BufferedInputStream(path.getFileSystem(hadoop).open(path));
            CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
            InputStream text = codec != null ? codec.createInputStream(bytes) : unpacked(bytes);
            return new TextLines(file, new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw broken(file, 0, e);
        }
    }

    /** The first line, or nothing when the file has none. */
    public static Optional<String> first(String file, Configuration hadoop) {
        try (TextLines lines = of(file, hadoop)) {
            return lines.hasNext() ? Optional.of(lines.next().text()) : Optional.empty();
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Line next() {
        if (next == null) {
            throw new NoSuchElementException("no more lines in " + file);
        }
        Line line = new Line(number, next);
        advance();
        return line;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw broken(file, number, e);
        }
    }

    private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
        bytes.mark(GZIP.length);
        boolean isPacked = bytes.read() == Byte.toUnsignedInt(GZIP[0]) && bytes.read() == Byte.toUnsignedInt(GZIP[1]);
        bytes.reset();
        return isPacked ? new GZIPInputStream(bytes) : bytes;
    }

    private void advance() {
        try {
            do {
                next = reader.readLine();
                number++;
            } while (next != null && next.isBlank());
            if (next == null) {
                reader.close();
            }
        } catch (IOException e) {
            throw broken(file, number, e);
        }
    }

    private static InputException broken(String file, long line, IOException e) {
        String what = e instanceof EOFException ? "it ends before its end: truncated" : e.getMessage();
        return new InputException(
                "cannot read %s%s: %s; deliver it again".formatted(file, line > 0 ? " at line " + line : "", what), e);
    }
}
