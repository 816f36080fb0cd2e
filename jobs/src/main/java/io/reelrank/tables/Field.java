package io.reelrank.tables;

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

    static Field required(String name, DataType type, String doc) {
        return new Field(name, type, Presence.REQUIRED, doc);
    }

    static Field optional(String name, DataType type, String doc) {
        return new Field(name, type, Presence.OPTIONAL, doc);
    }
}
