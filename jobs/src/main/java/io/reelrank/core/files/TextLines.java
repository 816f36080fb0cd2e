package io.reelrank.core.files;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.io.input.ReaderInputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Iterates over the lines of a text file with their line numbers, decompressing the file if it is compressed. It skips
 * blank lines and a byte order mark at the start.
 *
 * <p>One task reads a whole file from its start, because line numbers are not known in the middle of a file.
 */
public final class TextLines implements Iterator<TextLines.Line>, AutoCloseable {
    /** Of a longer line only the beginning is kept. */
    public static final int LONGEST_BYTES = 1 << 24;

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
    private boolean isAtEnd;
    private Line next;

    private TextLines(String file, InputStream bytes) {
        this.file = file;
        this.bytes = bytes;
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
     * Opens a UTF-8 file.
     *
     * @param file its path on any file system that Hadoop supports
     * @param hadoop Hadoop's configuration
     * @throws InputException if the file cannot be read or decompressed; the message names it
     */
    public static TextLines of(String file, Configuration hadoop) {
        return of(file, hadoop, StandardCharsets.UTF_8);
    }

    /** The same for a file in another character set; bytes that are none of it end in an {@link InputException}. */
    public static TextLines of(String file, Configuration hadoop, Charset charset) {
        try {
            InputStream bytes = UnpackedFile.open(file, hadoop);
            return new TextLines(file, charset.equals(StandardCharsets.UTF_8) ? bytes : converted(bytes, charset));
        } catch (IOException e) {
            throw broken(file, 0, e);
        }
    }

    private static InputStream converted(InputStream bytes, Charset charset) throws IOException {
        return ReaderInputStream.builder()
                .setReader(new InputStreamReader(
                        bytes,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)))
                .setCharset(StandardCharsets.UTF_8)
                .get();
    }

    @Override
    public boolean hasNext() {
        while (next == null && !isAtEnd) {
            next = following()
                    .filter(found -> !found.text().isBlank() || found.flaw().isPresent())
                    .orElse(null);
        }
        return next != null;
    }

    @Override
    public Line next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more lines in " + file);
        }
        Line current = next;
        next = null;
        return current;
    }

    /** The line after the last one that was returned, also if it is blank; nothing at the end of the file. */
    public Optional<Line> following() {
        if (next != null) {
            return Optional.of(next());
        }
        try {
            Line line = isAtEnd ? null : read();
            if (line == null && !isAtEnd) {
                isAtEnd = true;
                bytes.close();
            }
            return Optional.ofNullable(line);
        } catch (IOException e) {
            throw broken(file, number, e);
        }
    }

    @Override
    public void close() {
        try {
            bytes.close();
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
