package io.reelrank.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a line apart into the texts of the wanted columns. Not safe for several threads: a task makes its own. */
interface LineParser {
    /**
     * The wanted columns' texts in their order, without space around them, null where there is nothing else.
     *
     * @return nothing when the line is not of the format
     */
    Optional<Object[]> parse(String line);

    /** What a line that cannot be parsed is not. */
    String expected();

    /**
     * Lines of comma separated values, quotes doubled inside quotes.
     *
     * @param header the columns' names in the file's order
     */
    static LineParser csv(List<String> header, List<String> wanted) {
        CsvParser parser = csvParser();
        int[] places = wanted.stream().mapToInt(header::indexOf).toArray();
        return new LineParser() {
            @Override
            public Optional<Object[]> parse(String line) {
                String[] values = parser.parseLine(line);
                return values == null || values.length != header.size()
                        ? Optional.empty()
                        : Optional.of(Arrays.stream(places)
                                .mapToObj(place -> stripped(values[place]))
                                .toArray());
            }

            @Override
            public String expected() {
                return header.size() + " comma separated values";
            }
        };
    }

    /** The columns that a CSV file's first line names. */
    static List<String> header(String line) {
        return Arrays.stream(csvParser().parseLine(line))
                .map(name -> name == null ? "" : name.replace("\uFEFF", "").strip())
                .toList();
    }

    /** Lines of one JSON object each; arrays and objects inside stay JSON text. */
    static LineParser json(List<String> wanted) {
        ObjectMapper mapper = jsonMapper();
        return new LineParser() {
            @Override
            public Optional<Object[]> parse(String line) {
                try {
                    JsonNode object = mapper.readTree(line);
                    return object.isObject()
                            ? Optional.of(wanted.stream()
                                    .map(object::get)
                                    .map(LineParser::text)
                                    .toArray())
                            : Optional.empty();
                } catch (JsonProcessingException e) {
                    return Optional.empty();
                }
            }

            @Override
            public String expected() {
                return "a JSON object";
            }
        };
    }

    /** The keys of a JSON object; none of a broken one. */
    static List<String> keys(String line) {
        try {
            JsonNode object = jsonMapper().readTree(line);
            return object.properties().stream().map(Map.Entry::getKey).toList();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static Object text(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return stripped(value.isContainerNode() ? value.toString() : value.asText());
    }

    private static Object stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static CsvParser csvParser() {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setQuoteEscape('"');
        // Left to itself the parser drops a line that begins with # as a comment.
        settings.getFormat().setComment('\0');
        settings.setMaxColumns(100_000);
        settings.setMaxCharsPerColumn(-1);
        return new CsvParser(settings);
    }

    private static ObjectMapper jsonMapper() {
        return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
