package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.store.Field;
import io.reelrank.core.store.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the manual's page of tables to the declarations; with {@code -Dreelrank.pages=write} it writes the page. */
class TablesPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("reelrank.basedir"), "jobs", "src", "site", "markdown", "tables.md");

    private static final String HEAD = """
            # Tables

            Every table is Parquet under `<storage.root>/tables/<table>/dt=<day>/run=<run>/`. The file `_MANIFEST.json` of a day says
            which run is the day's. A stage reads and writes only what it declares. This page is written from the declarations
            in the package `core.tables`; a test compares them.
            """;

    @Test
    void thePageOfTablesSaysWhatTheDeclarationsSay() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("reelrank.pages"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("write it again by: mvn test -Dtest=TablesPageTest -Dreelrank.pages=write")
                .hasContent(page);
    }

    private static String page() {
        Settings settings = Settings.load(Optional.empty(), List.of("storage.root=/tmp", "sources.root=/tmp"));
        Map<Table, Stage> writers = new LinkedHashMap<>();
        Map<Table, List<String>> readers = new LinkedHashMap<>();
        for (Pipeline pipeline : List.of(
                NightlyPipeline.of(settings), NightlyPipeline.tuning(settings), NightlyPipeline.ablation(settings))) {
            for (Stage stage : pipeline.stages()) {
                stage.writes().forEach(table -> writers.putIfAbsent(table, stage));
                stage.reads().forEach(input -> {
                    List<String> names = readers.computeIfAbsent(input.table(), table -> new ArrayList<>());
                    if (!names.contains(stage.name())) {
                        names.add(stage.name());
                    }
                });
            }
        }
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n| table | written by | read by | what it holds |\n|---|---|---|---|\n");
        writers.forEach((table, stage) -> page.append("| [`%s`](#%s) | %s | %s | %s |%n"
                .formatted(
                        table.name(),
                        table.name(),
                        stage.name(),
                        String.join(", ", readers.getOrDefault(table, List.of())),
                        escaped(table.doc()))));
        writers.keySet().forEach(table -> page.append(section(table)));
        return page.toString();
    }

    private static String section(Table table) {
        StringBuilder section = new StringBuilder();
        section.append("%n## %s%n%n%s Key: %s.%n%n| column | type | may be null | meaning |%n|---|---|---|---|%n"
                .formatted(
                        table.name(),
                        table.doc(),
                        Stream.of(table.key().toArray(String[]::new))
                                .map("`%s`"::formatted)
                                .reduce((a, b) -> a + ", " + b)
                                .orElse("none")));
        for (Field field : table.fields()) {
            section.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            field.name(),
                            escaped(field.type().catalogString()),
                            field.presence() == Field.Presence.OPTIONAL ? "yes" : "",
                            escaped(field.doc())));
        }
        return section.toString();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
