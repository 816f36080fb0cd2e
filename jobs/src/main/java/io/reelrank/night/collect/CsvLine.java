package io.reelrank.night.collect;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of comma-separated values (RFC 4180): a quoted value may contain commas, and quotes that are doubled.
 * Whitespace around values is removed.
 */
final class CsvLine {
    private final String line;
    private int position;

    private CsvLine(String line) {
        this.line = line;
    }

    /**
     * The values of a line; an empty one is an empty string.
     *
     * @throws MalformedLineException if a quote is not closed, or text follows a closed quote
     */
    static List<String> values(String line) throws MalformedLineException {
        CsvLine parser = new CsvLine(line);
        List<String> values = new ArrayList<>();
        values.add(parser.value());
        while (parser.position < line.length()) {
            parser.position++;
            values.add(parser.value());
        }
        return values;
    }

    /** The value at the position; moves the position to the comma after it, or to the end of the line. */
    private String value() throws MalformedLineException {
        int begin = position;
        skipWhitespace();
        if (position < line.length() && line.charAt(position) == '"') {
            String quoted = quoted();
            skipWhitespace();
            if (position < line.length() && line.charAt(position) != ',') {
                throw new MalformedLineException("has text behind a closed quote");
            }
            return quoted.strip();
        }
        int comma = line.indexOf(',', begin);
        position = comma < 0 ? line.length() : comma;
        return line.substring(begin, position).strip();
    }

    private String quoted() throws MalformedLineException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int quote = line.indexOf('"', position + 1);
            if (quote < 0) {
                throw new MalformedLineException("has a quote that is not closed");
            }
            text.append(line, position + 1, quote);
            position = quote + 1;
            if (position == line.length() || line.charAt(position) != '"') {
                return text.toString();
            }
            text.append('"');
        }
    }

    private void skipWhitespace() {
        while (position < line.length()
                && line.charAt(position) != ','
                && Character.isWhitespace(line.charAt(position))) {
            position++;
        }
    }
}
