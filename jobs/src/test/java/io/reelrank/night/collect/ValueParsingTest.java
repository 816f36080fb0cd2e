package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.SourcesSettings.Coded;
import io.reelrank.core.settings.SourcesSettings.Span;
import io.reelrank.core.settings.SourcesSettings.Texts;
import io.reelrank.core.settings.SourcesSettings.TimeColumn;
import io.reelrank.core.settings.SourcesSettings.Unit;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueParsingTest extends SparkTest {
    private static final StructType TEXT = new StructType().add("x", "string");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "S  | 1651788000           | 2022-05-05 22:00:00",
                "S  | 1651788000.25        | 2022-05-05 22:00:00.25",
                "MS | 1651788000123        | 2022-05-05 22:00:00.123",
                "US | 1651788000123456     | 2022-05-05 22:00:00.123456",
                "S  | 0                    | 1970-01-01 00:00:00",
                "S  | -1                   | null",
                "S  | 1651788000123        | null",
                "S  | 99999999999999999999 | null",
                "S  | 9999999999999999999999999 | null",
                "S  | today                | null",
                "S  | null                 | null"
            })
    void aNumberIsATimestampInItsUnit(Unit unit, String text, String timestamp) {
        assertThat(parsed(
                        text,
                        ValueParsing.timestamp(
                                new TimeColumn("x", Optional.of(unit), Optional.empty(), ZoneId.of("Asia/Shanghai")))))
                .isEqualTo(String.valueOf(timestamp));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "yyyy-MM-dd HH:mm:ss | UTC              | 2022-05-06 01:02:03 | 2022-05-06 01:02:03",
                "yyyy-MM-dd HH:mm:ss | Asia/Shanghai    | 2022-05-06 01:02:03 | 2022-05-05 17:02:03",
                "yyyy-MM-dd HH:mm:ss | America/New_York | 2022-05-06 01:02:03 | 2022-05-06 05:02:03",
                "yyyy-MM-dd HH:mm:ss | America/New_York | 2022-01-06 01:02:03 | 2022-01-06 06:02:03",
                // Summer time skips an hour in March, which is read as the hour after it, and has one twice in October,
                // which is read as the first of the two.
                "yyyy-MM-dd HH:mm:ss | Europe/Berlin    | 2022-03-27 01:59:59 | 2022-03-27 00:59:59",
                "yyyy-MM-dd HH:mm:ss | Europe/Berlin    | 2022-03-27 02:30:00 | 2022-03-27 01:30:00",
                "yyyy-MM-dd HH:mm:ss | Europe/Berlin    | 2022-03-27 03:00:00 | 2022-03-27 01:00:00",
                "yyyy-MM-dd HH:mm:ss | Europe/Berlin    | 2022-10-30 01:59:59 | 2022-10-29 23:59:59",
                "yyyy-MM-dd HH:mm:ss | Europe/Berlin    | 2022-10-30 02:30:00 | 2022-10-30 00:30:00",
                "yyyy-MM-dd HH:mm:ss | Europe/Berlin    | 2022-10-30 03:00:00 | 2022-10-30 02:00:00",
                "iso                 | Europe/Berlin    | 2022-03-27T02:30:00 | 2022-03-27 01:30:00",
                "iso                 | Europe/Berlin    | 2022-10-30T02:30:00 | 2022-10-30 00:30:00",
                "iso                 | Europe/Berlin    | 2022-10-30T02:30:00+01:00 | 2022-10-30 01:30:00",
                "yyyy-MM-dd          | Asia/Shanghai    | 2022-05-06          | 2022-05-05 16:00:00",
                "yyyyMMdd            | UTC              | 20220506            | 2022-05-06 00:00:00",
                "yyyy-MM-dd'T'HH:mm:ssXXX | Asia/Shanghai | 2022-05-06T01:02:03+02:00 | 2022-05-05 23:02:03",
                "yyyy-MM-dd'T'HH:mm:ssXXX | Asia/Shanghai | 2022-05-06T01:02:03Z | 2022-05-06 01:02:03",
                "yyyy-MM-dd'X'HH:mm  | Asia/Shanghai    | 2022-05-06X01:02    | 2022-05-05 17:02:00",
                "yyyy-MM-dd          | UTC              | 06.05.2022          | null",
                "yyyy-MM-dd          | UTC              | 2022-13-01          | null",
                "yyyy-MM-dd          | UTC              | null                | null"
            })
    void aTextIsATimestampByItsPatternAndZone(String pattern, String zone, String text, String timestamp) {
        assertThat(parsed(
                        text,
                        ValueParsing.timestamp(
                                new TimeColumn("x", Optional.empty(), Optional.of(pattern), ZoneId.of(zone)))))
                .isEqualTo(String.valueOf(timestamp));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "S, 12, 12000",
                "S, 1.5, 1500",
                "MS, 1500, 1500",
                "MS, 1500.7, 1500",
                "US, 1500700, 1500",
                "MS, -5, -5",
                "MS, 0, 0",
                "MS, 1099511627777, null",
                "MS, soon, null",
                "MS, null, null"
            })
    void aDurationIsInWholeMilliseconds(Unit unit, String text, String millis) {
        assertThat(parsed(text, ValueParsing.millis(new Span("x", unit)))).isEqualTo(String.valueOf(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "a,b , c    | [a, b, c]",
                "a          | [a]",
                ",a,,b,     | [a, b]",
                "[\"a, b\", \"c\"] | [a, b, c]",
                "[1, null, 2] | [1, 2]",
                "[]         | []",
                "[broken    | []",
                "null       | []"
            })
    void aListIsAJsonArrayOrSeparatedText(String text, String list) {
        assertThat(parsed(text, ValueParsing.texts(new Texts("x", ",")))).isEqualTo(list);
    }

    @Test
    void aSeparatorIsNotARegularExpression() {
        assertThat(parsed("a.b|c", ValueParsing.texts(new Texts("x", "|")))).isEqualTo("[a.b, c]");
        assertThat(parsed("a.b|c", ValueParsing.texts(new Texts("x", ".")))).isEqualTo("[a, b|c]");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "1, true",
                "1.0, true",
                "TRUE, true",
                "0, false",
                "0.0, false",
                "False, false",
                "null, false",
                "2, null",
                "yes, null"
            })
    void aFlagIsOneOfAFewTexts(String text, String flag) {
        assertThat(parsed(text, ValueParsing.flag("x"))).isEqualTo(flag == null ? "null" : flag);
    }

    @Test
    void aCodedValueIsMapped() {
        Column coded = ValueParsing.coded(new Coded("x", Map.of("0.0", "visible", "gone", "deleted")));
        assertThat(parsed("0.0", coded)).isEqualTo("visible");
        assertThat(parsed("gone", coded)).isEqualTo("deleted");
        assertThat(parsed("0", coded)).isEqualTo("null");
        assertThat(parsed(null, coded)).isEqualTo("null");
    }

    @Test
    void aNumberIsParsedOrNull() {
        assertThat(parsed("1.5e3", ValueParsing.number("x"))).isEqualTo("1500.0");
        assertThat(parsed("many", ValueParsing.number("x"))).isEqualTo("null");
    }

    @Test
    void reasonsNameTheForm() {
        assertThat(ValueParsing.name(Unit.US)).isEqualTo("microseconds");
        assertThat(ValueParsing.name(new TimeColumn("x", Optional.of(Unit.S), Optional.empty(), ZoneId.of("UTC"))))
                .isEqualTo("a number of seconds since 1970");
        assertThat(ValueParsing.name(new TimeColumn("x", Optional.empty(), Optional.of("yyyy"), ZoneId.of("UTC"))))
                .isEqualTo("a time like yyyy");
    }

    private static String parsed(String text, Column column) {
        return Frames.lines(spark().createDataFrame(List.of(RowFactory.create(text)), TEXT)
                        .select(struct(col("x")).as("row"))
                        .select(column.as("parsed")))
                .get(0);
    }
}
