package io.reelrank.core.stage;

import io.reelrank.core.files.InputException;
import io.reelrank.core.store.Table;
import java.util.List;
import java.util.Map;

/**
 * One step of the night: reads declared tables, writes declared tables, and knows no other stage.
 *
 * <p>A stage gets its settings at construction. It computes the same tables from the same inputs, settings and date,
 * however often and on however many machines it runs.
 */
public interface Stage {
    /** The name, a verb: also the command that runs it alone. */
    String name();

    /** What it does in one sentence, for the plan and the help. */
    String purpose();

    /** The tables it reads. */
    List<Input> reads();

    /** The tables it writes for the date. */
    List<Table> writes();

    /**
     * Of the tables it writes, those whose days later nights may make again: they do not tell whether this night's work
     * is done.
     */
    default List<Table> kept() {
        return List.of();
    }

    /**
     * What else than tables determines what it writes: settings, files that are no tables.
     *
     * @param run the run that asks
     * @return a name → a digest or value each
     */
    Map<String, String> determinants(StageContext run);

    /**
     * Checks what the stage needs from outside the tables, without reading it: files that must be there.
     *
     * @throws InputException naming what is missing
     */
    default void requireInputs(StageContext run) {}

    /**
     * Reads, computes and writes every table of {@link #writes} for the run's date.
     *
     * @param run what is read and written goes through it
     */
    void execute(StageContext run);
}
