package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** The conditions under which a row is rejected, each with its reason. The first condition that holds decides. */
final class RejectionReasons {
    private static final int LONGEST_ID = 256;
    // A number that went through a floating-point type: digits may be lost, and its text differs from the integer's.
    private static final String DECIMAL = "^[-+]?\\d+(\\.\\d*([eE][-+]?\\d+)?|[eE]\\+\\d+)$";
    // A missing value that a producer wrote as text. All events with it would become one user's.
    private static final String PLACEHOLDER = "^(?i:null|nan|none|undefined|true|false|\\\\N)$";
    private static final String CONTAINER = "^(\\{\\}|\\{\".*|\\[.*)$";
    // The joiners U+200C and U+200D between visible characters are letters' forms in Persian and Indic names and emoji.
    private static final String INVISIBLE =
            "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\u00A0\uFFFD&&[^\u200C\u200D]]|^[\u200C\u200D]|[\u200C\u200D]$";

    private final List<Column> reasons = new ArrayList<>();

    /** Starts with the reason of the file's reader: a malformed row. */
    static RejectionReasons ofReader() {
        RejectionReasons reasons = new RejectionReasons();
        reasons.reasons.add(col(SourceReader.MALFORMED));
        return reasons;
    }

    /** Rejects a row if the condition is true; false and null do not reject it. */
    RejectionReasons rejectIf(Column condition, String reason) {
        reasons.add(when(condition, reason));
        return this;
    }

    /** Rejects a row for the reason that an expression gives, if that is not null. */
    RejectionReasons rejectFor(Column reason) {
        reasons.add(reason);
        return this;
    }

    /** Rejects a row whose id is missing, or a text that only a faulty producer writes as an id. */
    RejectionReasons requireId(Column text, String name) {
        return rejectIf(text.isNull(), name + " is missing")
                .rejectIf(length(text).gt(LONGEST_ID), "%s is longer than %d characters".formatted(name, LONGEST_ID))
                .rejectIf(text.rlike(DECIMAL), name + " is a decimal number, no id")
                .rejectIf(text.rlike(PLACEHOLDER), name + " is a placeholder, no id")
                .rejectIf(text.rlike(CONTAINER), name + " is a JSON array or object, no id")
                .rejectIf(text.rlike(INVISIBLE), name + " holds characters that cannot be seen");
    }

    /** The first reason that holds, or null. */
    Column first() {
        return coalesce(reasons.toArray(Column[]::new));
    }

    /** The reason, or an empty text if it is null. */
    static Column orEmpty(Column reason) {
        return coalesce(reason, lit(""));
    }
}
