package io.reelrank.night.collect;

import java.util.List;

/** Parses a line into the texts of some columns. Not thread-safe: each task makes its own. */
interface LineParser {
    /**
     * The texts of the columns in their order, without whitespace around them; null where empty.
     *
     * @throws MalformedLineException if the line does not have the format
     */
    Object[] parse(String line) throws MalformedLineException;

    /**
     * A parser of JSON Lines; numbers keep their digits, and nested arrays and objects stay JSON text.
     *
     * @param columns the keys to read
     */
    static LineParser json(List<String> columns) {
        JsonLine objects = new JsonLine();
        return line -> {
            Object[] values = new Object[columns.size()];
            boolean[] isPresent = new boolean[values.length];
            objects.read(line, (key, value) -> {
                int position = columns.indexOf(key);
                if (position >= 0) {
                    if (isPresent[position]) {
                        throw new MalformedLineException("has a key twice");
                    }
                    isPresent[position] = true;
                    values[position] = orNull(value.text());
                }
            });
            return values;
        };
    }

    /** The text without whitespace around it; null if nothing is left. */
    static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
