package io.reelrank.night.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads lines of one JSON object each. */
final class JsonLine {
    private final JsonFactory factory = new ObjectMapper().getFactory();

    /** Told each key of an object, in the order of the line. */
    interface Keys {
        /**
         * Takes a key.
         *
         * @throws MalformedLineException if the key should not be there
         */
        void key(String name, Value value) throws IOException, MalformedLineException;
    }

    /** A key's value, read only if it is asked for. */
    interface Value {
        /** The value as text: numbers with the digits they have, arrays and objects as JSON; null for null. */
        String text() throws IOException, MalformedLineException;
    }

    /**
     * Reads an object.
     *
     * @throws MalformedLineException if the line is not one JSON object and nothing else
     */
    void read(String line, Keys keys) throws MalformedLineException {
        try (JsonParser parser = factory.createParser(line)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                keys.key(name, () -> whole(text(parser), line));
                parser.skipChildren();
            }
            require(parser.nextToken() == null);
        } catch (JsonProcessingException e) {
            throw notAnObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return parser.currentToken().isStructStart() ? parser.readValueAsTree().toString() : parser.getText();
    }

    // An escape of half a character has no bytes in UTF-8: written, it would be another text.
    private static String whole(String text, String line) throws MalformedLineException {
        if (text != null
                && line.contains("\\u")
                && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new MalformedLineException("holds half a character");
        }
        return text;
    }

    private static void require(boolean isObject) throws MalformedLineException {
        if (!isObject) {
            throw notAnObject();
        }
    }

    private static MalformedLineException notAnObject() {
        return new MalformedLineException("not a JSON object");
    }
}
