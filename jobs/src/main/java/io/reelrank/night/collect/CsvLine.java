package io.reelrank.night.collect;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a line of comma separated values apart: a value in quotes may hold commas, and quotes written twice (RFC 4180);
 * space around values is no part of them.
 */
final class CsvLine {
    private final String line;
    private int place;

    private CsvLine(String line) {
        this.line = line;
    }

    /**
     * The line's values, empty texts where there is nothing.
     *
     * @throws MalformedLineException if a quote is not closed, or something stands behind a closed one
     */
    static List<String> values(String line) throws MalformedLineException {
        CsvLine rest = new CsvLine(line);
        List<String> values = new ArrayList<>();
        values.add(rest.value());
        while (rest.place < line.length()) {
            rest.place++;
            values.add(rest.value());
        }
        return values;
    }

    /** The value that begins here; ends at the comma behind it, or at the line's end. */
    private String value() throws MalformedLineException {
        int begin = place;
        skipSpace();
        if (place < line.length() && line.charAt(place) == '"') {
            String quoted = quoted();
            skipSpace();
            if (place < line.length() && line.charAt(place) != ',') {
                throw new MalformedLineException("has text behind a closed quote");
            }
            return quoted.strip();
        }
        int comma = line.indexOf(',', begin);
        place = comma < 0 ? line.length() : comma;
        return line.substring(begin, place).strip();
    }

    private String quoted() throws MalformedLineException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int quote = line.indexOf('"', place + 1);
            if (quote < 0) {
                throw new MalformedLineException("has a quote that is not closed");
            }
            text.append(line, place + 1, quote);
            place = quote + 1;
            if (place == line.length() || line.charAt(place) != '"') {
                return text.toString();
            }
            text.append('"');
        }
    }

    private void skipSpace() {
        while (place < line.length() && line.charAt(place) != ',' && Character.isWhitespace(line.charAt(place))) {
            place++;
        }
    }
}
