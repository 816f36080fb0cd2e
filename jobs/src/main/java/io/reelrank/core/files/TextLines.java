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
 * Iterates over the lines of a UTF-8 text file with their line numbers. It decompresses the file if its name has the
 * extension of a codec or its first bytes are those of gzip. It skips blank lines and a byte order mark at the start.
 *
 * <p>One task reads a whole file from its start, because line numbers are not known in the middle of a file.
 */
public final class TextLines implements Iterator<TextLines.Line>, AutoCloseable {
    /** Of a longer line only the beginning is kept. */
    public static final int LONGEST_BYTES = 1 << 24;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final int KEPT_BYTES = 1000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final String file;
    private final InputStream bytes;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
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
     * @param text its text without the line end; of a line that is too long, its beginning
     * @param flaw why the text is not valid in any format, or nothing
     */
    public record Line(long number, String text, Optional<String> flaw) {}

    /**
     * Opens a file.
     *
     * @param file its path on any file system that Hadoop supports
     * @param hadoop Hadoop's configuration
     * @throws InputException if the file cannot be read or decompressed; the message names it
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

    /** The first line that is not blank, or nothing if there is none. */
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
        boolean isGzip = bytes.read() == Byte.toUnsignedInt(GZIP[0]) && bytes.read() == Byte.toUnsignedInt(GZIP[1]);
        bytes.reset();
        return isGzip;
    }

    // Hadoop's codec and not Java's GZIPInputStream, which silently ends where a second gzip member is cut or garbage.
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
     * The next line, or null after the last one. A line ends with LF, CR, CR LF or the end of the file.
     */
    private Line read() throws IOException {
        line.reset();
        length = 0;
        number++;
        while (limit >= 0) {
            int end = position;
            while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            keep(end);
            if (end < limit) {
                position = end + 1;
                if (buffer[end] == '\r' && (position < limit || fill()) && buffer[position] == '\n') {
                    position++;
                }
                return decoded();
            }
            if (!fill()) {
                return length > 0 ? decoded() : null;
            }
        }
        return null;
    }

    /** Appends the buffer up to {@code end} to the line, unless the line has become too long. */
    private void keep(int end) {
        length += end - position;
        if (length <= LONGEST_BYTES) {
            line.write(buffer, position, end - position);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        do {
            limit = bytes.read(buffer);
        } while (limit == 0);
        return limit > 0;
    }

    private Line decoded() {
        if (length > LONGEST_BYTES) {
            String begin = new String(line.toByteArray(), 0, Math.min(KEPT_BYTES, line.size()), StandardCharsets.UTF_8);
            return new Line(number, begin, Optional.of("longer than " + LONGEST_BYTES + " bytes"));
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
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
