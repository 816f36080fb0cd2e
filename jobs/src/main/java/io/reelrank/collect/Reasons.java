package io.reelrank.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** Collects what can be wrong with a row; the first that holds is the row's reason. */
final class Reasons {
    private final List<Column> reasons = new ArrayList<>();

    /** Starts with what the reader of the file found. */
    static Reasons ofReader() {
        Reasons reasons = new Reasons();
        reasons.reasons.add(col("malformed"));
        return reasons;
    }

    /** Refuses a row for which the condition is true; false and null are no ground. */
    Reasons refuse(Column condition, String reason) {
        reasons.add(when(condition, reason));
        return this;
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
