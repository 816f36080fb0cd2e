package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;

/** Figures of each day's files, by which an unusual input is found before anything learns from it. */
public final class InputFigures {
    public static final String SOURCE = "source";
    public static final String FIGURE = "figure";
    public static final String FAMILY = "family";
    public static final String VALUE = "value";
    public static final String ROWS = "rows";

    /** What a figure measures, which decides how far it may be from what is usual. */
    public enum Family {
        /** A number of rows. */
        VOLUME,
        /** The share of rows with an event of a kind. */
        SHARE,
        /** The share of rows of which a column has a value; it is unusual only if it falls. */
        FILLED,
        /** The share of rows of no use; it is unusual only if it rises. */
        FAULTY,
        /** A quantile or a mean. */
        LEVEL,
        /** A number of ids that no night has seen before. */
        NEW_IDS;

        /** The value of the column {@code family}. */
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The family of a value of the column. */
        public static Family of(String written) {
            return valueOf(written.toUpperCase(Locale.ROOT));
        }
    }

    /** One row per source and figure. */
    public static final Table TABLE = Table.of(
                    "input_figures",
                    "One row per source and figure of the files that were delivered for the day: volume, kinds, watch "
                            + "times, and how many rows lack a value.",
                    List.of(SOURCE, FIGURE),
                    required(SOURCE, DataTypes.StringType, "The source's name in the settings."),
                    required(FIGURE, DataTypes.StringType, "The figure, in words."),
                    required(
                            FAMILY,
                            DataTypes.StringType,
                            "What it measures: volume, share, filled, faulty or level. It decides what is unusual."),
                    required(
                            VALUE,
                            DataTypes.DoubleType,
                            "The value: rows, a share in [0, 1], milliseconds, or tags a row."),
                    required(ROWS, DataTypes.LongType, "The number of rows that it is computed from."))
            .living(Table.Lifetime.EVENTS);

    private InputFigures() {}
}
