package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
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

    // What nearly all ids look like. None of the other patterns fits such a text, so that they need not be tried.
    private static final String USUAL =
            "^(?!(?i:null|nan|none|undefined|true|false)$)[A-Za-z0-9_-]{1,%d}+$".formatted(LONGEST_ID);

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
        Column unusual = when(
                        length(text).gt(LONGEST_ID), "%s is longer than %d characters".formatted(name, LONGEST_ID))
                .when(text.rlike(DECIMAL), name + " is a decimal number, no id")
                .when(text.rlike(PLACEHOLDER), name + " is a placeholder, no id")
                .when(text.rlike(CONTAINER), name + " is a JSON array or object, no id")
                .when(text.rlike(INVISIBLE), name + " holds characters that cannot be seen");
        return rejectFor(when(text.isNull(), name + " is missing").when(not(text.rlike(USUAL)), unusual));
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
