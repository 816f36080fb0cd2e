package io.reelrank.night.collect;

import java.util.Arrays;
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
     * A parser of comma-separated values.
     *
     * @param header all columns in the order of the file
     * @param columns the columns to read
     */
    static LineParser csv(List<String> header, List<String> columns) {
        int[] positions = columns.stream().mapToInt(header::indexOf).toArray();
        return line -> {
            List<String> values = CsvLine.values(line);
            if (values.size() != header.size()) {
                throw new MalformedLineException("not " + header.size() + " comma separated values");
            }
            return Arrays.stream(positions)
                    .mapToObj(position -> orNull(values.get(position)))
                    .toArray();
        };
    }

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

    private static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
