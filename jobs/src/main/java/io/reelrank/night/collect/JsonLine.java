package io.reelrank.night.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Parses lines that hold one JSON object each (JSON Lines). */
final class JsonLine {
    private final JsonFactory factory = new ObjectMapper().getFactory();

    /** Receives the keys of an object, in the order of the line. */
    interface KeyHandler {
        /**
         * Handles a key.
         *
         * @throws MalformedLineException if the key makes the line invalid
         */
        void key(String name, LazyValue value) throws IOException, MalformedLineException;
    }

    /** The value of a key, which is parsed only if it is asked for. */
    interface LazyValue {
        /** The value as text: a number with its digits as written, an array or object as JSON, null for null. */
        String text() throws IOException, MalformedLineException;
    }

    /**
     * Parses a line.
     *
     * @throws MalformedLineException if the line is not exactly one JSON object
     */
    void read(String line, KeyHandler keys) throws MalformedLineException {
        try (JsonParser parser = factory.createParser(line)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                keys.key(name, () -> requireEncodable(text(parser), line));
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

    // An escaped lone surrogate has no encoding in UTF-8, so that it would be written as another text.
    private static String requireEncodable(String text, String line) throws MalformedLineException {
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
