package io.reelrank.core.serving;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** A row as a line of PostgreSQL's COPY in its CSV format: every value in quotes, an array as {@code {"a","b"}}. */
final class CopyLine {
    private final StringBuilder line = new StringBuilder();

    /**
     * The line of a row, in UTF-8.
     *
     * @param row texts, and arrays of texts or of numbers
     * @param first the index of the first column
     */
    byte[] of(Row row, int first) {
        line.setLength(0);
        for (int column = first; column < row.size(); column++) {
            line.append(column == first ? "\"" : ",\"");
            Object value = row.get(column);
            if (value instanceof scala.collection.Seq<?> array) {
                appendArray(CollectionConverters.asJava(array).iterator());
            } else {
                appendQuoted(value.toString(), "\"");
            }
            line.append('"');
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void appendArray(Iterator<?> values) {
        line.append('{');
        while (values.hasNext()) {
            Object value = values.next();
            if (value instanceof Number) {
                line.append(value);
            } else {
                // Quotes of the array are doubled, as they lie in quotes of the line.
                line.append("\"\"");
                appendQuoted(value.toString(), "\\\"");
                line.append("\"\"");
            }
            line.append(values.hasNext() ? "," : "");
        }
        line.append('}');
    }

    /** A text in which a quote becomes two, behind a backslash in an array, where a backslash becomes two as well. */
    private void appendQuoted(String text, String quote) {
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (sign == '"') {
                line.append(quote).append('"');
            } else if (sign == '\\' && quote.length() > 1) {
                line.append("\\\\");
            } else {
                line.append(sign);
            }
        }
    }
}
