package io.reelrank.core.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads and writes the small JSON files beside the tables, such as manifests, pointers and run records: indented, in
 * UTF-8.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    // Jackson's place of an opening brace, which says of the source that it is redacted.
    private static final Pattern START = Pattern.compile(" \\(start marker at .*?\\]\\)");

    private Json() {}

    /**
     * A value as JSON in UTF-8, with a newline at the end.
     *
     * @param value a record, map or list
     */
    public static byte[] bytes(Object value) {
        try {
            return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
        }
    }

    /**
     * Reads a record from JSON.
     *
     * @param bytes JSON in UTF-8; keys that the record does not have are ignored
     * @param type the record's class
     * @throws IOException if the bytes are not JSON of that record
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s at line %d, column %d"
                            .formatted(
                                    START.matcher(e.getOriginalMessage()).replaceAll(""),
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()),
                    e);
        }
    }
}
