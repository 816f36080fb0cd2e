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
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.settings.SourcesSettings.Coded;
import io.reelrank.core.settings.SourcesSettings.Span;
import io.reelrank.core.settings.SourcesSettings.Texts;
import io.reelrank.core.settings.SourcesSettings.TimeColumn;
import io.reelrank.core.settings.SourcesSettings.Unit;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /** The pattern in which a Parquet timestamp without a zone is written as text. */
    static final String LOCAL = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS";

    private static final String IS_INSTANT = "____-__-__T__:__:__.______Z";
    private static final String IS_LOCAL = "____-__-__T__:__:__.______";
    private static final String NUMBER = "^[0-9]+(\\.[0-9]+)?$";
    private static final String ISO =
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$";
    private static final String ISO_OFFSET = ":[0-9.]+ ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$";
    private static final String LEADING_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final int DATE_LENGTH = 10;
    // From 2001-09-09 to 2100: a number of seconds in it is no number of milliseconds in it, and so on.
    private static final long USUAL_FROM_MICROS = 1_000_000_000_000_000L;
    private static final long USUAL_TO_MICROS = 4_102_444_800_000_000L;

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern OFFSET = Pattern.compile("[VzOXxZ]");

    private ValueParsing() {}

    /** The text of a column; null if empty. */
    static Column text(String column) {
        return col(SourceReader.ROW).getField(column);
    }

    /** The date that a text begins with; null if it begins with none. */
    static Column leadingDate(String column) {
        Column text = text(column);
        return when(text.rlike(LEADING_DATE), substring(text, 1, DATE_LENGTH).try_cast(DataTypes.DateType));
    }

    /**
     * A timestamp in UTC. If the text has an offset, that counts, otherwise the zone of the settings. A timestamp of
     * Parquet needs no unit and no pattern.
     */
    static Column timestamp(TimeColumn time) {
        Column text = text(time.column());
        return when(isTyped(text), iso(text, time.zone())).otherwise(timestamp(text, time));
    }

    /** Whether a text is a timestamp of Parquet. The length is compared first: to match a pattern costs more. */
    private static Column isTyped(Column text) {
        return length(text).geq(IS_LOCAL.length()).and(text.like(IS_INSTANT).or(text.like(IS_LOCAL)));
    }

    private static Column timestamp(Column text, TimeColumn time) {
        if (time.pattern().isPresent()) {
            String pattern = time.pattern().get();
            if (pattern.equals(SourcesSettings.ISO)) {
                return iso(text, time.zone());
            }
            Column timestamp = try_to_timestamp(text, lit(pattern));
            return OFFSET.matcher(QUOTED.matcher(pattern).replaceAll("")).find()
                    ? timestamp
                    : to_utc_timestamp(timestamp, time.zone().getId());
        }
        Column micros = micros(text, time.unit().orElseThrow());
        return when(micros.between(0, LATEST_MICROS), timestamp_micros(micros));
    }

    private static Column micros(Column text, Unit unit) {
        Column number = text.try_cast("decimal(24,3)");
        return (unit == Unit.NS ? number.divide(lit(1000)) : number.multiply(lit(microsIn(unit))))
                .try_cast(DataTypes.LongType);
    }

    /** A time in ISO 8601: a date, with or without a time of day, fraction and offset. */
    private static Column iso(Column text, ZoneId zone) {
        Column upper = translate(upper(text), ",", ".");
        Column time = upper.try_cast(DataTypes.TimestampType);
        return when(
                upper.rlike(ISO), when(upper.rlike(ISO_OFFSET), time).otherwise(to_utc_timestamp(time, zone.getId())));
    }

    /**
     * What a time looks like that is none by the settings, and the setting that would read it; null if it looks like
     * nothing else.
     */
    static Column otherForm(TimeColumn time) {
        Column text = text(time.column());
        Column form = lit(null).cast("string");
        for (Unit unit : Unit.values()) {
            if (!time.unit().equals(Optional.of(unit))) {
                Column micros = micros(text, unit);
                form = when(
                                text.rlike(NUMBER).and(micros.between(USUAL_FROM_MICROS, USUAL_TO_MICROS)),
                                "looks like %s since 1970: set unit = %s"
                                        .formatted(name(unit), unit.name().toLowerCase(Locale.ROOT)))
                        .otherwise(form);
            }
        }
        if (!time.pattern().equals(Optional.of(SourcesSettings.ISO))) {
            Column isUnread = timestamp(text, time).isNull();
            form = when(isUnread.and(iso(text, time.zone()).isNotNull()), "looks like ISO 8601: set pattern = iso")
                    .otherwise(form);
        }
        // A number such as 20220506 may be what the pattern says.
        return when(
                not(isTyped(text))
                        .and(lit(time.pattern().isEmpty())
                                .or(timestamp(text, time).isNull())),
                form);
    }

    /** A duration in whole milliseconds; may be negative. */
    static Column millis(Span span) {
        Column scaled = text(span.column()).try_cast("decimal(24,3)");
        Column millis =
                switch (span.unit()) {
                    case S -> scaled.multiply(lit(1000));
                    case MS -> scaled;
                    case US -> scaled.divide(lit(1000));
                    case NS -> scaled.divide(lit(1_000_000));
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
            case NS -> "nanoseconds";
        };
    }

    /** The name of a time's form in reasons. */
    static String name(TimeColumn time) {
        return time.pattern()
                .map(pattern -> pattern.equals(SourcesSettings.ISO) ? "a time in ISO 8601" : "a time like " + pattern)
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
            case NS -> throw new IllegalArgumentException("a nanosecond is less than a microsecond");
        };
    }
}
