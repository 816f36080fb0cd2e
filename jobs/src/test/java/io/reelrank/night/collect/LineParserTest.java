package io.reelrank.night.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private final LineParser json = LineParser.json(List.of("c", "a"));

    @Test
    void jsonValuesBecomeTexts() throws MalformedLineException {
        assertThat(json.parse("{\"a\": 12345678901234, \"b\": 1, \"c\": \" x \"}"))
                .containsExactly("x", "12345678901234");
        assertThat(json.parse("{\"a\": true, \"c\": 1.50}")).containsExactly("1.50", "true");
        assertThat(json.parse("{\"a\": [1, \"x\"], \"c\": {\"d\": 1}}")).containsExactly("{\"d\":1}", "[1,\"x\"]");
    }

    @Test
    void jsonNullEmptyAndAbsentAreNull() throws MalformedLineException {
        assertThat(json.parse("{\"a\": null}")).containsExactly(null, null);
        assertThat(json.parse("{\"a\": \" \"}")).containsExactly(null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "1", "{\"a\": 1", "{\"a\": 1} x", "{\"a\": 1}{\"a\": 2}", "nothing"})
    void aLineThatIsNoJsonObjectIsRejected(String line) throws MalformedLineException {
        assertThatThrownBy(() -> json.parse(line))
                .isInstanceOf(MalformedLineException.class)
                .hasMessage("not a JSON object");
    }
}
