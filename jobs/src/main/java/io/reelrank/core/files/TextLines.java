package io.reelrank.core.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;

/**
 * The lines of a UTF-8 text file with their numbers, unpacked if its name says so or its first bytes are gzip's; blank
 * lines are passed over, and so is the mark that some editors put before the first.
 *
 * <p>A file is read by one task from its start, because a line's number cannot be known from the middle.
 */
public final class TextLines implements Iterator<TextLines.Line>, AutoCloseable {
    /** A line with more bytes is not read whole. */
    public static final int LONGEST_BYTES = 1 << 24;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final int SHOWN_BYTES = 1000;
    private static final char MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final String file;
    private final InputStream bytes;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int place;
    private int filled;
    private long length;
    private long number;
    private Line next;

    private TextLines(String file, InputStream bytes) {
        this.file = file;
        this.bytes = bytes;
        advance();
    }

    /**
     * A line that is not blank.
     *
     * @param number its number in the file, from 1
     * @param text its text without its end; of a line that is too long, how it begins
     * @param flaw why the text is not what was written, whatever the format, or nothing
     */
    public record Line(long number, String text, Optional<String> flaw) {}

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
            CompressionCodec named = new CompressionCodecFactory(hadoop).getCodec(path);
            CompressionCodec codec = named == null && isGzip(bytes) ? gzip(hadoop) : named;
            return new TextLines(file, codec == null ? bytes : codec.createInputStream(bytes));
        } catch (IOException e) {
            throw broken(file, 0, e);
        }
    }

    /** The first line, or nothing when the file has none. */
    public static Optional<Line> first(String file, Configuration hadoop) {
        try (TextLines lines = of(file, hadoop)) {
            return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
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
        Line current = next;
        advance();
        return current;
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw broken(file, number, e);
        }
    }

    private static boolean isGzip(BufferedInputStream bytes) throws IOException {
        bytes.mark(GZIP.length);
        boolean isPacked = bytes.read() == Byte.toUnsignedInt(GZIP[0]) && bytes.read() == Byte.toUnsignedInt(GZIP[1]);
        bytes.reset();
        return isPacked;
    }

    // Not Java's GZIPInputStream, for which a file ends well where a second packed part of it is cut or garbage.
    private static CompressionCodec gzip(Configuration hadoop) {
        GzipCodec codec = new GzipCodec();
        codec.setConf(hadoop);
        return codec;
    }

    private void advance() {
        try {
            do {
                next = read();
            } while (next != null && next.text().isBlank() && next.flaw().isEmpty());
            if (next == null) {
                bytes.close();
            }
        } catch (IOException e) {
            throw broken(file, number, e);
        }
    }

    /**
     * The next line, or null behind the last: it ends with a line feed, a carriage return or both, or with the file.
     */
    private Line read() throws IOException {
        line.reset();
        length = 0;
        number++;
        while (filled >= 0) {
            int end = place;
            while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            keep(end);
            if (end < filled) {
                place = end + 1;
                if (buffer[end] == '\r' && (place < filled || fill()) && buffer[place] == '\n') {
                    place++;
                }
                return decoded();
            }
            if (!fill()) {
                return length > 0 ? decoded() : null;
            }
        }
        return null;
    }

    /** Adds what stands in the buffer before a place to the line, unless that is too long to be held. */
    private void keep(int end) {
        length += end - place;
        if (length <= LONGEST_BYTES) {
            line.write(buffer, place, end - place);
        }
    }

    private boolean fill() throws IOException {
        place = 0;
        do {
            filled = bytes.read(buffer);
        } while (filled == 0);
        return filled > 0;
    }

    private Line decoded() {
        if (length > LONGEST_BYTES) {
            String begin =
                    new String(line.toByteArray(), 0, Math.min(SHOWN_BYTES, line.size()), StandardCharsets.UTF_8);
            return new Line(number, begin, Optional.of("longer than " + LONGEST_BYTES + " bytes"));
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (number == 1 && !text.isEmpty() && text.charAt(0) == MARK) {
            text = text.substring(1);
        }
        return new Line(number, text, flaw(text));
    }

    private Optional<String> flaw(String text) {
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(line.toByteArray())) {
            return Optional.of("not UTF-8");
        }
        return text.indexOf('\0') >= 0 ? Optional.of("holds a NUL character") : Optional.empty();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static InputException broken(String file, long line, IOException e) {
        String what = e instanceof EOFException ? "it ends before its end: truncated" : e.getMessage();
        return new InputException(
                "cannot read %s%s: %s; deliver it again".formatted(file, line > 0 ? " at line " + line : "", what), e);
    }
}
