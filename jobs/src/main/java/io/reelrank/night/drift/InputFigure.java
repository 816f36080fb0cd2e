package io.reelrank.night.drift;

import io.reelrank.core.tables.InputFigures;
import io.reelrank.core.tables.InputFigures.Family;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * A figure of a day's input.
 *
 * @param day the day
 * @param source the source that it is of
 * @param name what it is
 * @param family what it measures
 * @param value its value
 * @param rows how many rows it is computed from
 */
record InputFigure(LocalDate day, String source, String name, Family family, double value, double rows) {
    /** @param row a row of {@code input_figures}, with {@code dt} */
    static InputFigure of(Row row) {
        return new InputFigure(
                row.<java.sql.Date>getAs("dt").toLocalDate(),
                row.getAs(InputFigures.SOURCE),
                row.getAs(InputFigures.FIGURE),
                Family.of(row.getAs(InputFigures.FAMILY)),
                row.getAs(InputFigures.VALUE),
                row.<Long>getAs(InputFigures.ROWS));
    }

    /** The source and the name. */
    String title() {
        return "%s, %s".formatted(source, name);
    }

    /** The value of a figure of this family as text. */
    String written(double number) {
        return switch (family) {
            case VOLUME, NEW_IDS -> String.format(Locale.ROOT, "%,.0f", number);
            case SHARE, FILLED, FAULTY -> String.format(Locale.ROOT, "%.2f%%", 100 * number);
            case LEVEL -> String.format(Locale.ROOT, number < 100 ? "%,.2f" : "%,.0f", number);
        };
    }
}
