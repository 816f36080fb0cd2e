package io.reelrank.collect;

import io.reelrank.stage.InputException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The lines of a text file with their numbers, unpacked if its name says so; blank lines are passed over.
 *
 * <p>A file is read by one task from its start, because a line's number cannot be known from the middle.
 */
final class TextLines implements Iterator<Row>, AutoCloseable {
    /** The place of the text in a row. */
    static final int TEXT = 3;

    private final String file;
    private final Date day;
    private final BufferedReader reader;
    private long number;
    private String next;

    private TextLines(String file, LocalDate day, BufferedReader reader) {
        this.file = file;
        this.day = Date.valueOf(day);
        this.reader = reader;
        advance();
    }

    /**
     * Opens a file.
     *
     * @param day the day the file was delivered for
     * @throws InputException naming the file, if it cannot be read or unpacked
     */
    static TextLines of(String file, LocalDate day, Configuration hadoop) {
        try {
            Path path = new Path(file);
            InputStream bytes = path.getFileSystem(hadoop).open(path);
            CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
            InputStream text = codec == null ? bytes : codec.createInputStream(bytes);
            return new TextLines(file, day, new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw broken(file, 0, e);
        }
    }

    /** The first line, or nothing when the file has none. */
    static Optional<String> first(String file, Configuration hadoop) {
        try (TextLines lines = of(file, LocalDate.EPOCH, hadoop)) {
            return lines.hasNext() ? Optional.of(lines.next().getString(TEXT)) : Optional.empty();
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    /** {@code (day, file, line number from 1, text)}. */
    @Override
    public Row next() {
        if (next == null) {
            throw new NoSuchElementException("no more lines in " + file);
        }
        Row row = RowFactory.create(day, file, number, next);
        advance();
        return row;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw broken(file, number, e);
        }
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
