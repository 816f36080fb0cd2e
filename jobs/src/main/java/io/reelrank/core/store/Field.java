package io.reelrank.core.store;

import org.apache.spark.sql.types.DataType;

/**
 * One column of a table.
 *
 * @param name the column's name
 * @param type its exact type
 * @param presence whether a row may lack it
 * @param doc meaning and unit in one sentence
 */
public record Field(String name, DataType type, Presence presence, String doc) {
    /** Whether a row may lack a value. */
    public enum Presence {
        /** Never null. */
        REQUIRED,
        /** May be null; the doc says what that means. */
        OPTIONAL
    }

    /** A column that is never null. */
    public static Field required(String name, DataType type, String doc) {
        return new Field(name, type, Presence.REQUIRED, doc);
    }

    /** A column that may be null; the doc says what that means. */
    public static Field optional(String name, DataType type, String doc) {
        return new Field(name, type, Presence.OPTIONAL, doc);
    }
}
