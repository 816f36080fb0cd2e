package io.reelrank.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private final LineParser csv = LineParser.csv(List.of("a", "b", "c"), List.of("c", "a"));
    private final LineParser json = LineParser.json(List.of("c", "a"));

    @Test
    void theWantedColumnsComeInTheirOrderWithoutSpaceAround() {
        assertThat(csv.parse("1, 2 ,\t3 ")).hasValue(new Object[] {"3", "1"});
        assertThat(csv.parse("#1,2,#3")).hasValue(new Object[] {"#3", "#1"});
        assertThat(csv.parse("猫,2,ж")).hasValue(new Object[] {"ж", "猫"});
    }

    @Test
    void emptyValuesAreNothing() {
        assertThat(csv.parse(",,")).hasValue(new Object[] {null, null});
        assertThat(csv.parse("\"\",x,\"  \"")).hasValue(new Object[] {null, null});
    }

    @Test
    void quotesHoldCommasAndDoubledQuotes() {
        assertThat(csv.parse("\"a,b\",2,\"he said \"\"hi\"\"\"")).hasValue(new Object[] {"he said \"hi\"", "a,b"});
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2", "1,2,3,4", "1", "\"1,2,3"})
    void aLineWithAnotherNumberOfValuesIsRefused(String line) {
        assertThat(csv.parse(line)).isEmpty();
        assertThat(csv.expected()).isEqualTo("3 comma separated values");
    }

    @Test
    void aParserIsFitAfterABrokenLine() {
        assertThat(csv.parse("\"1,2,3")).isEmpty();
        assertThat(csv.parse("1,2,3")).hasValue(new Object[] {"3", "1"});
    }

    @Test
    void theHeaderNamesTheColumns() {
        assertThat(LineParser.header("\uFEFFuser_id, video id ,\"a,b\"")).containsExactly("user_id", "video id", "a,b");
        assertThat(LineParser.header("#user,x")).containsExactly("#user", "x");
    }

    @Test
    void jsonValuesBecomeTexts() {
        assertThat(json.parse("{\"a\": 12345678901234, \"b\": 1, \"c\": \" x \"}"))
                .hasValue(new Object[] {"x", "12345678901234"});
        assertThat(json.parse("{\"a\": true, \"c\": 1.50}")).hasValue(new Object[] {"1.5", "true"});
        assertThat(json.parse("{\"a\": [1, \"x\"], \"c\": {\"d\": 1}}"))
                .hasValue(new Object[] {"{\"d\":1}", "[1,\"x\"]"});
    }

    @Test
    void jsonNullEmptyAndAbsentAreNothing() {
        assertThat(json.parse("{\"a\": null}")).hasValue(new Object[] {null, null});
        assertThat(json.parse("{\"a\": \" \"}")).hasValue(new Object[] {null, null});
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "1", "{\"a\": 1", "{\"a\": 1} x", "{\"a\": 1}{\"a\": 2}", "nothing"})
    void whatIsNoJsonObjectIsRefused(String line) {
        assertThat(json.parse(line)).isEmpty();
        assertThat(json.expected()).isEqualTo("a JSON object");
    }

    @Test
    void theKeysAreThoseOfTheObject() {
        assertThat(LineParser.keys("{\"b\": {\"x\": 1}, \"a\": 2}")).containsExactly("b", "a");
        assertThat(LineParser.keys("[1]")).isEmpty();
        assertThat(LineParser.keys("{\"b\"")).isEmpty();
    }
}
