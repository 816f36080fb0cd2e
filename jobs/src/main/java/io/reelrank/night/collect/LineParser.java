package io.reelrank.night.collect;

import java.util.Arrays;
import java.util.List;

/** Takes a line apart into the texts of the wanted columns. Safe for one thread: a task makes its own. */
interface LineParser {
    /**
     * The wanted columns' texts in their order, without space around them, null where there is nothing else.
     *
     * @throws MalformedLineException if the line is not of the format
     */
    Object[] parse(String line) throws MalformedLineException;

    /**
     * Lines of comma separated values.
     *
     * @param header the columns' names in the file's order
     */
    static LineParser csv(List<String> header, List<String> wanted) {
        int[] places = wanted.stream().mapToInt(header::indexOf).toArray();
        return line -> {
            List<String> values = CsvLine.values(line);
            if (values.size() != header.size()) {
                throw new MalformedLineException("not " + header.size() + " comma separated values");
            }
            return Arrays.stream(places)
                    .mapToObj(place -> orNull(values.get(place)))
                    .toArray();
        };
    }

    /** Lines of one JSON object each; numbers keep their digits, arrays and objects inside stay JSON text. */
    static LineParser json(List<String> wanted) {
        JsonLine objects = new JsonLine();
        return line -> {
            Object[] values = new Object[wanted.size()];
            boolean[] isThere = new boolean[values.length];
            objects.read(line, (key, value) -> {
                int place = wanted.indexOf(key);
                if (place >= 0) {
                    if (isThere[place]) {
                        throw new MalformedLineException("has a key twice");
                    }
                    isThere[place] = true;
                    values[place] = orNull(value.text());
                }
            });
            return values;
        };
    }

    private static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
