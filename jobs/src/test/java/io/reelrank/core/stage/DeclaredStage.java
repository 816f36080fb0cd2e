package io.reelrank.core.stage;

import io.reelrank.core.store.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A stage that a test declares.
 *
 * @param setting the value that determines its rows
 * @param execution what it does
 */
public record DeclaredStage(
        String name, List<Input> reads, List<Table> writes, String setting, Consumer<StageContext> execution)
        implements Stage {
    /** A stage that is declared and never run. */
    public static Stage notRun(String name, List<Input> reads, List<Table> writes, String setting) {
        return new DeclaredStage(name, reads, writes, setting, run -> {
            throw new IllegalStateException("not run here");
        });
    }

    /** A stage that writes what another one reads, for a pipeline to be legal; it is never run. */
    public static Stage before(Stage stage) {
        return notRun(
                "before",
                List.of(),
                stage.reads().stream()
                        .map(Input::table)
                        .filter(table -> !stage.writes().contains(table))
                        .distinct()
                        .toList(),
                "");
    }

    @Override
    public String purpose() {
        return "does " + name;
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("setting", setting);
    }

    @Override
    public void execute(StageContext run) {
        execution.accept(run);
    }
}
