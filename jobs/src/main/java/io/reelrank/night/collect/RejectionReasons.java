package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** Collects what can be wrong with a row; the first that holds is the row's reason. */
final class RejectionReasons {
    private static final int LONGEST_ID = 256;
    // A number that went through a floating point type: digits may be lost, and it is another text than the whole
    // number.
    private static final String DECIMAL = "^[-+]?\\d+(\\.\\d*([eE][-+]?\\d+)?|[eE]\\+\\d+)$";
    // A gap in some producer's data, which would become one user of everybody's events.
    private static final String NOTHING = "^(?i:null|nan|undefined|true|false)$";
    private static final String CONTAINER = "^(\\{\\}|\\{\".*|\\[.*)$";
    private static final String UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\u00A0\uFFFD]";

    private final List<Column> reasons = new ArrayList<>();

    /** Starts with what the reader of the file found. */
    static RejectionReasons ofReader() {
        RejectionReasons reasons = new RejectionReasons();
        reasons.reasons.add(col("malformed"));
        return reasons;
    }

    /** Refuses a row for which the condition is true; false and null are no ground. */
    RejectionReasons refuse(Column condition, String reason) {
        reasons.add(when(condition, reason));
        return this;
    }

    /** Refuses a row whose id is missing, or a text that nobody gives as an id: one that a faulty producer made. */
    RejectionReasons requireId(Column text, String name) {
        return refuse(text.isNull(), name + " is missing")
                .refuse(length(text).gt(LONGEST_ID), "%s is longer than %d characters".formatted(name, LONGEST_ID))
                .refuse(text.rlike(DECIMAL), name + " is a decimal number, no id")
                .refuse(text.rlike(NOTHING), name + " is a placeholder, no id")
                .refuse(text.rlike(CONTAINER), name + " is a JSON array or object, no id")
                .refuse(text.rlike(UNSEEN), name + " holds characters that cannot be seen");
    }

    /** The first reason that holds, or null. */
    Column first() {
        return coalesce(reasons.toArray(Column[]::new));
    }

    /** The reason or, where none holds, an empty text. */
    static Column orNothing(Column reason) {
        return coalesce(reason, lit(""));
    }
}
