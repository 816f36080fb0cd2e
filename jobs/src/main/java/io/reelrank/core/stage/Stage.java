package io.reelrank.core.stage;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.store.Table;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * One step of a night. It reads declared tables, writes declared tables, and knows no other stage.
 *
 * <p>A stage gets its settings in its constructor. The same inputs, settings and date always give the same tables, on
 * any number of machines.
 */
public interface Stage {
    /** The name, a verb. It is also the command that runs the stage alone. */
    String name();

    /** What the stage does, in one sentence, for the plan and the help. */
    String purpose();

    /** The tables it reads. */
    List<Input> reads();

    /** The tables it writes for the date. */
    List<Table> writes();

    /**
     * Written tables of which later nights may write the same days again. They do not decide whether this stage is
     * finished.
     */
    default List<Table> kept() {
        return List.of();
    }

    /**
     * Whether what the stage leaves besides its tables is there: pages, or what is published. Where it is not, the stage
     * is not finished: a run may have been killed after the tables, or somebody may have changed it since.
     */
    default boolean leftInPlace(StageContext run) {
        return true;
    }

    /**
     * How many days of its own tables the stage looks at or writes, the night's date included. These days are kept,
     * whatever their age is.
     */
    default int ownDays() {
        return 1;
    }

    /**
     * What determines the written rows besides the tables: settings, and files that are not tables.
     *
     * @param run the run of this stage
     * @return name → digest or value
     */
    Map<String, String> determinants(StageContext run);

    /**
     * Checks that the files that the stage needs exist, without reading them.
     *
     * @throws InputException naming a missing file
     */
    default void requireInputs(StageContext run) {}

    /**
     * Checks what can be checked of the stage's settings only with a session. It is called before any stage of a night
     * runs.
     *
     * @param spark the session
     * @throws SettingsException naming a setting
     */
    default void requireSettings(SparkSession spark) {}

    /**
     * Computes and writes every table of {@link #writes} for the run's date.
     *
     * @param run the context through which the stage reads and writes
     */
    void execute(StageContext run);
}
