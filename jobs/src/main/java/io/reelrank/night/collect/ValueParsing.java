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
 * From a source's text to values, as expressions over {@code row}: a text that cannot be read gives null, and the
 * mapping that asked says why in the row's reason.
 */
final class ValueParsing {
    // The year 2200: a larger number is no moment in the unit that the settings name.
    private static final long LATEST_MICROS = 7_258_118_400_000_000L;
    private static final long LONGEST_MS = 1L << 40;

    /** How a moment of Parquet is written as text, in UTC; such a text is a moment whatever the settings say. */
    static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSX";

    private static final String IS_INSTANT = "____-__-__T__:__:__.______Z";

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern OFFSET = Pattern.compile("[VzOXxZ]");

    private ValueParsing() {}

    /** The text; null where there is none. */
    static Column text(String column) {
        return col("row").getField(column);
    }

    /** A moment, UTC: the text's own offset counts where the pattern has one, else the zone of the settings. */
    static Column moment(TimeColumn moment) {
        Column text = text(moment.column());
        return when(text.like(IS_INSTANT), text.try_cast(DataTypes.TimestampType))
                .otherwise(written(text, moment));
    }

    private static Column written(Column text, TimeColumn moment) {
        if (moment.pattern().isPresent()) {
            String pattern = moment.pattern().get();
            Column time = try_to_timestamp(text, lit(pattern));
            return OFFSET.matcher(QUOTED.matcher(pattern).replaceAll("")).find()
                    ? time
                    : to_utc_timestamp(time, moment.zone().getId());
        }
        Unit unit = moment.unit().orElseThrow();
        Column micros =
                text.try_cast("decimal(24,3)").multiply(lit(perMicro(unit))).try_cast(DataTypes.LongType);
        return when(micros.between(0, LATEST_MICROS), timestamp_micros(micros));
    }

    /** A length of time in whole milliseconds; may be negative. */
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

    /** A list of texts: a JSON array, or values with a separator between them; empty where there is nothing. */
    static Column texts(Texts texts) {
        return list(text(texts.column()), texts.separator());
    }

    /** Whether a text begins as a JSON array and is none. */
    static Column isBrokenList(Column text) {
        return text.startsWith("[")
                .and(not(text.endsWith("]")).or(jsonArray(text).isNull()));
    }

    /** The values of a JSON array as texts, or of a text with separators; empty of a broken array. */
    static Column list(Column text, String separator) {
        Column values = when(text.startsWith("["), jsonArray(text)).otherwise(split(text, Pattern.quote(separator)));
        Column trimmed = filter(
                transform(values, value -> trim(value)), value -> length(value).gt(0));
        return coalesce(trimmed, array().cast("array<string>"));
    }

    /** Our name for the source's value; null where it has none. */
    static Column coded(Coded coded) {
        Column text = text(coded.column());
        Column ours = lit(null).cast("string");
        for (Map.Entry<String, String> value : coded.values().entrySet()) {
            ours = when(text.equalTo(value.getKey()), value.getValue()).otherwise(ours);
        }
        return ours;
    }

    /** Whether a flag is set; null where the text is none of 1, 0, true, false and not empty. */
    static Column flag(String column) {
        Column text = coalesce(text(column), lit("0"));
        Column lower = lower(text);
        return when(lower.isin("1", "1.0", "true"), true).when(lower.isin("0", "0.0", "false"), false);
    }

    /** A finite number; null where the text is none. */
    static Column number(String column) {
        Column number = text(column).try_cast("double");
        return when(abs(number).leq(Double.MAX_VALUE), number);
    }

    /** How a unit is named in a reason. */
    static String named(Unit unit) {
        return switch (unit) {
            case S -> "seconds";
            case MS -> "milliseconds";
            case US -> "microseconds";
        };
    }

    /** How a moment's form is named in a reason. */
    static String named(TimeColumn moment) {
        return moment.pattern()
                .map(pattern -> "a time like " + pattern)
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "a number of %s since 1970",
                        named(moment.unit().orElseThrow())));
    }

    private static Column jsonArray(Column text) {
        return from_json(text, DataTypes.createArrayType(DataTypes.StringType));
    }

    private static long perMicro(Unit unit) {
        return switch (unit) {
            case S -> 1_000_000;
            case MS -> 1_000;
            case US -> 1;
        };
    }
}
