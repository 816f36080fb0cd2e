package io.reelrank.night.collect;

import io.reelrank.core.settings.CsvDialect;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a record of delimited values: a quoted value may contain delimiters, line breaks, doubled quotes (RFC 4180)
 * and quotes behind the dialect's escape. Whitespace around values is removed.
 */
final class CsvLine {
    private final String text;
    private final CsvDialect dialect;
    private int position;

    private CsvLine(String text, CsvDialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    /**
     * The values of a record; an empty one is an empty string.
     *
     * @throws OpenQuoteException if a quote is not closed: more lines may close it
     * @throws MalformedLineException if text follows a closed quote
     */
    static List<String> values(String text, CsvDialect dialect) throws MalformedLineException {
        CsvLine parser = new CsvLine(text, dialect);
        List<String> values = new ArrayList<>();
        values.add(parser.value());
        while (parser.position < text.length()) {
            parser.position++;
            values.add(parser.value());
        }
        return values;
    }

    /** The value at the position; moves the position to the delimiter after it, or to the end of the record. */
    private String value() throws MalformedLineException {
        int begin = position;
        skipWhitespace();
        if (position < text.length() && text.charAt(position) == dialect.quote()) {
            String quoted = quoted();
            skipWhitespace();
            if (position < text.length() && text.charAt(position) != dialect.delimiter()) {
                throw new MalformedLineException(
                        quoted.endsWith("\\") && dialect.escape() != '\\'
                                ? "has text behind \\\", which closes a quote unless csv.escape = \"\\\\\" is set"
                                : "has text behind a closed quote");
            }
            return quoted.strip();
        }
        int end = text.indexOf(dialect.delimiter(), begin);
        position = end < 0 ? text.length() : end;
        return text.substring(begin, position).strip();
    }

    private String quoted() throws MalformedLineException {
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char character = text.charAt(position);
            boolean isBeforeAnother = position + 1 < text.length();
            if (character == dialect.escape() && character != dialect.quote() && isBeforeAnother) {
                char escaped = text.charAt(++position);
                if (escaped != dialect.quote() && escaped != dialect.escape()) {
                    value.append(character);
                }
                value.append(escaped);
            } else if (character != dialect.quote()) {
                value.append(character);
            } else if (isBeforeAnother && text.charAt(position + 1) == dialect.quote()) {
                value.append(text.charAt(++position));
            } else {
                position++;
                return value.toString();
            }
        }
        throw new OpenQuoteException();
    }

    private void skipWhitespace() {
        while (position < text.length()
                && text.charAt(position) != dialect.delimiter()
                && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
