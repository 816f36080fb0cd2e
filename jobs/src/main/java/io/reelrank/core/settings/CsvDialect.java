package io.reelrank.core.settings;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;

/**
 * How the values of a CSV file are written.
 *
 * @param encoding the name of the character set, such as UTF-8, GBK or UTF-16
 * @param delimiter the character between two values
 * @param quote the character around a value that holds delimiters, quotes or line breaks
 * @param escape the character before a quote inside a quoted value; a doubled quote is a quote in any dialect
 * @param comment lines that begin with this character are skipped; empty for none
 * @param nulls texts that stand for a missing value
 */
public record CsvDialect(String encoding, char delimiter, char quote, char escape, String comment, List<String> nulls)
        implements Serializable {
    /** What pandas, Spark, MySQL and Python write for a missing value. */
    static final List<String> NULLS = List.of("\\N", "NULL", "null", "None", "NaN", "nan");

    /** RFC 4180 in UTF-8. */
    public static final CsvDialect RFC_4180 = new CsvDialect("UTF-8", ',', '"', '"', "", NULLS);

    /** The character set. */
    public Charset charset() {
        return Charset.forName(encoding);
    }

    static CsvDialect of(Section csv) {
        String encoding = csv.optionalText("encoding").orElse(RFC_4180.encoding);
        try {
            if (!Charset.forName(encoding).newEncoder().canEncode('"')) {
                throw csv.wrong("encoding", "the name of a character set such as UTF-8, GBK, Big5 or UTF-16");
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw csv.wrong("encoding", "the name of a character set such as UTF-8, GBK, Big5 or UTF-16");
        }
        char quote = character(csv, "quote").orElse(RFC_4180.quote);
        CsvDialect dialect = new CsvDialect(
                encoding,
                character(csv, "delimiter").orElse(RFC_4180.delimiter),
                quote,
                character(csv, "escape").orElse(quote),
                character(csv, "comment").map(String::valueOf).orElse(""),
                csv.has("nulls") ? List.copyOf(csv.textList("nulls")) : NULLS);
        if (dialect.delimiter == quote || dialect.delimiter == dialect.escape) {
            throw csv.wrong("delimiter", "another character than quote and escape");
        }
        return dialect;
    }

    private static Optional<Character> character(Section csv, String key) {
        return csv.optionalText(key).filter(text -> !text.isEmpty()).map(text -> {
            if (text.length() != 1 || text.charAt(0) == '\n' || text.charAt(0) == '\r') {
                throw csv.wrong(key, "one character");
            }
            return text.charAt(0);
        });
    }

    /** Whether the encoding is the one in which lines are read without being converted first. */
    public boolean isUtf8() {
        return charset().equals(StandardCharsets.UTF_8);
    }
}
