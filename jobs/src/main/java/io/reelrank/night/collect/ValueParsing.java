package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.SourcesSettings.Coded;
import io.reelrank.core.settings.SourcesSettings.Span;
import io.reelrank.core.settings.SourcesSettings.Texts;
import io.reelrank.core.settings.SourcesSettings.TimeColumn;
import io.reelrank.core.settings.SourcesSettings.Unit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Parses the text columns of a source into typed values, as Spark expressions over {@link SourceReader#ROW}. A text
 * that cannot be parsed gives null; the mapping that uses it then rejects the row with a reason.
 */
final class ValueParsing {
    // The year 2200: a larger number is a time in another unit than that of the settings.
    private static final long LATEST_MICROS = 7_258_118_400_000_000L;
    private static final long LONGEST_MS = 1L << 40;

    /**
     * The pattern in which a Parquet timestamp is written as text, in UTC; such a text needs no setting to be parsed.
     */
    static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSX";

    private static final String IS_INSTANT = "____-__-__T__:__:__.______Z";

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern OFFSET = Pattern.compile("[VzOXxZ]");

    private ValueParsing() {}

    /** The text of a column; null if empty. */
    static Column text(String column) {
        return col(SourceReader.ROW).getField(column);
    }

    /**
     * A timestamp in UTC. If the pattern has an offset, that of the text counts, otherwise the zone of the settings.
     */
    static Column timestamp(TimeColumn time) {
        Column text = text(time.column());
        return when(text.like(IS_INSTANT), text.try_cast(DataTypes.TimestampType))
                .otherwise(timestamp(text, time));
    }

    private static Column timestamp(Column text, TimeColumn time) {
        if (time.pattern().isPresent()) {
            String pattern = time.pattern().get();
            Column timestamp = try_to_timestamp(text, lit(pattern));
            return OFFSET.matcher(QUOTED.matcher(pattern).replaceAll("")).find()
                    ? timestamp
                    : to_utc_timestamp(timestamp, time.zone().getId());
        }
        Unit unit = time.unit().orElseThrow();
        Column micros =
                text.try_cast("decimal(24,3)").multiply(lit(microsIn(unit))).try_cast(DataTypes.LongType);
        return when(micros.between(0, LATEST_MICROS), timestamp_micros(micros));
    }

    /** A duration in whole milliseconds; may be negative. */
    static Column millis(Span span) {
        Column scaled = text(span.column()).try_cast("decimal(24,3)");
        Column millis =
                switch (span.unit()) {
                    case S -> scaled.multiply(lit(1000));
                    case MS -> scaled;
                    case US -> scaled.divide(lit(1000));
                };
        Column whole = millis.try_cast(DataTypes.LongType);
        return when(whole.between(-LONGEST_MS, LONGEST_MS), whole);
    }

    /** A list of texts: a JSON array, or values between separators; empty if there is no text. */
    static Column texts(Texts texts) {
        return list(text(texts.column()), texts.separator());
    }

    /** Whether a text begins like a JSON array but is not one. */
    static Column isBrokenList(Column text) {
        return text.startsWith("[")
                .and(not(text.endsWith("]")).or(jsonArray(text).isNull()));
    }

    /** The values of a JSON array, or those between separators, as texts; empty for a broken array. */
    static Column list(Column text, String separator) {
        Column values = when(text.startsWith("["), jsonArray(text)).otherwise(split(text, Pattern.quote(separator)));
        Column trimmed = filter(
                transform(values, value -> trim(value)), value -> length(value).gt(0));
        return coalesce(trimmed, array().cast("array<string>"));
    }

    /** The value that the settings map the source's value to; null if they do not map it. */
    static Column coded(Coded coded) {
        Column text = text(coded.column());
        Column mapped = lit(null).cast("string");
        for (Map.Entry<String, String> value : coded.values().entrySet()) {
            mapped = when(text.equalTo(value.getKey()), value.getValue()).otherwise(mapped);
        }
        return mapped;
    }

    /** Whether a flag is set; an empty text is false, and a text other than 1, 0, true or false is null. */
    static Column flag(String column) {
        Column text = coalesce(text(column), lit("0"));
        Column lower = lower(text);
        return when(lower.isin("1", "1.0", "true"), true).when(lower.isin("0", "0.0", "false"), false);
    }

    /** A finite number; null if the text is none. */
    static Column number(String column) {
        Column number = text(column).try_cast("double");
        return when(abs(number).leq(Double.MAX_VALUE), number);
    }

    /** The name of a unit in reasons. */
    static String name(Unit unit) {
        return switch (unit) {
            case S -> "seconds";
            case MS -> "milliseconds";
            case US -> "microseconds";
        };
    }

    /** The name of a time's form in reasons. */
    static String name(TimeColumn time) {
        return time.pattern()
                .map(pattern -> "a time like " + pattern)
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "a number of %s since 1970",
                        name(time.unit().orElseThrow())));
    }

    private static Column jsonArray(Column text) {
        return from_json(text, DataTypes.createArrayType(DataTypes.StringType));
    }

    private static long microsIn(Unit unit) {
        return switch (unit) {
            case S -> 1_000_000;
            case MS -> 1_000;
            case US -> 1;
        };
    }
}
