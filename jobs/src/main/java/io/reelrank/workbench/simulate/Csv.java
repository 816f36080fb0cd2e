package io.reelrank.workbench.simulate;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Comma separated values by RFC 4180: values are quoted where needed, and quotes are doubled. */
final class Csv {
    private Csv() {}

    static String line(String... values) {
        return Arrays.stream(values).map(Csv::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        return value.contains(",") || value.contains("\"") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
