package io.reelrank.night.collect;

import io.reelrank.core.files.TextLines;
import io.reelrank.core.settings.CsvDialect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;

/**
 * The records of a CSV file: a line, or several where a quoted value holds line breaks.
 *
 * <p>A record that is malformed is given line by line, each with the flaw, and reading goes on behind it. So a line of a
 * quoted text never becomes a record of its own, and every line is accounted for.
 */
final class CsvRecords implements Iterator<CsvRecords.CsvRecord> {
    // A quote that is not closed would take the rest of the file with it.
    private static final int MOST_LINES = 1000;
    private static final int MOST_CHARACTERS = 1 << 20;

    private final TextLines lines;
    private final CsvDialect dialect;
    private final OptionalInt width;
    private final Queue<CsvRecord> records = new ArrayDeque<>();

    /**
     * A record, or a line of a malformed one.
     *
     * @param line the number of its first line in the file, from 1
     * @param text its text; lines are joined by LF
     * @param values its values; none if it is malformed
     * @param flaw why it is malformed, or nothing
     */
    record CsvRecord(long line, String text, List<String> values, Optional<String> flaw) {}

    /** @param width how many values a record has; nothing for any number, as in the header */
    CsvRecords(TextLines lines, CsvDialect dialect, OptionalInt width) {
        this.lines = lines;
        this.dialect = dialect;
        this.width = width;
    }

    @Override
    public boolean hasNext() {
        while (records.isEmpty() && lines.hasNext()) {
            TextLines.Line first = lines.next();
            if (!isComment(first)) {
                read(first);
            }
        }
        return !records.isEmpty();
    }

    @Override
    public CsvRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more records");
        }
        return records.remove();
    }

    private boolean isComment(TextLines.Line line) {
        return !dialect.comment().isEmpty() && line.text().startsWith(dialect.comment());
    }

    private void read(TextLines.Line first) {
        List<TextLines.Line> parts = new ArrayList<>(List.of(first));
        StringBuilder text = new StringBuilder(first.text());
        String flaw = first.flaw().orElse(null);
        while (flaw == null) {
            try {
                List<String> values = CsvLine.values(text.toString(), dialect);
                if (width.isPresent() && values.size() != width.getAsInt()) {
                    flaw = "not " + width.getAsInt() + " comma separated values";
                } else {
                    records.add(new CsvRecord(first.number(), text.toString(), values, Optional.empty()));
                    return;
                }
            } catch (OpenQuoteException e) {
                flaw = continued(parts, text) ? null : e.getMessage();
            } catch (MalformedLineException e) {
                flaw = e.getMessage();
            }
        }
        for (TextLines.Line part : parts) {
            records.add(new CsvRecord(
                    part.number(),
                    part.text(),
                    List.of(),
                    Optional.of(part.flaw().orElse(flaw))));
        }
    }

    /** Appends lines up to the next one that holds a quote; false if there is none that may belong to the record. */
    private boolean continued(List<TextLines.Line> parts, StringBuilder text) {
        while (parts.size() < MOST_LINES && text.length() < MOST_CHARACTERS) {
            Optional<TextLines.Line> next = lines.following();
            if (next.isEmpty()) {
                return false;
            }
            parts.add(next.get());
            if (next.get().flaw().isPresent()) {
                return false;
            }
            text.append('\n').append(next.get().text());
            if (next.get().text().indexOf(dialect.quote()) >= 0) {
                return true;
            }
        }
        return false;
    }
}
