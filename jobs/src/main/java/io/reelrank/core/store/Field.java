package io.reelrank.core.store;

import org.apache.spark.sql.types.DataType;

/**
 * The declaration of one column of a table.
 *
 * @param name the column's name
 * @param type its exact type
 * @param presence whether it may be null
 * @param doc its meaning and unit in one sentence
 */
public record Field(String name, DataType type, Presence presence, String doc) {
    /** Whether a column may be null. */
    public enum Presence {
        /** Never null. */
        REQUIRED,
        /** May be null; the doc says what null means. */
        OPTIONAL
    }

    /** A column that is never null. */
    public static Field required(String name, DataType type, String doc) {
        return new Field(name, type, Presence.REQUIRED, doc);
    }

    /** A column that may be null; the doc says what null means. */
    public static Field optional(String name, DataType type, String doc) {
        return new Field(name, type, Presence.OPTIONAL, doc);
    }
}
