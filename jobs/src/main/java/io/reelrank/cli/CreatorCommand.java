package io.reelrank.cli;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.PageLanguage;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.pages.creators.CreatorCsv;
import io.reelrank.pages.creators.CreatorPage;
import io.reelrank.pages.creators.CreatorPart;
import io.reelrank.pages.creators.CreatorRows;
import io.reelrank.pages.creators.PageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the page of any creator of a night, or prints the creator's report as CSV. */
@Command(
        name = "creator",
        description = "Writes the page of any creator, also of one who got none that night, and says where it is.",
        mixinStandardHelpOptions = true)
final class CreatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedNight published = new PublishedNight();

    @ArgGroup(multiplicity = "1")
    private IdArgument creator = new IdArgument();

    @Option(
            names = "--lang",
            paramLabel = "zh|en",
            converter = LanguageConverter.class,
            description = "The language of the page; by default report.pages.language.")
    private Optional<PageLanguage> language = Optional.empty();

    @ArgGroup
    private PageForm form = new PageForm();

    /** What is made of it. */
    private static final class PageForm {
        @Option(
                names = "--to",
                paramLabel = "FILE",
                description =
                        "Where the page is written; by default a file in the current folder, named like those of a night.")
        private Optional<Path> file = Optional.empty();

        @Option(names = "--csv", description = "Prints the creator's figures as CSV instead.")
        private boolean isCsv;
    }

    @Override
    public Integer call() {
        Settings settings = published.settings();
        PageLanguage first = settings.report().pages().language();
        PageLanguage wanted = language.orElse(first);
        LocalDate night = published.date();
        try (Session session = Session.open(settings.spark())) {
            TableStore store =
                    new TableStore(session.spark(), settings.storage().root());
            CreatorRows rows = rows(store, night, settings);
            if (form.isCsv) {
                command.commandLine().getOut().print(CreatorCsv.of(rows));
                command.commandLine().getOut().flush();
            } else {
                Path file = form.file.orElse(Path.of(PageFiles.ofCreator(creator.value(), wanted, first)));
                write(file, new CreatorPage(night.toString(), wanted, first).alone(rows));
                command.commandLine().getOut().println("wrote " + file.toAbsolutePath());
                command.commandLine().getOut().flush();
            }
        }
        return ExitCode.DONE.code();
    }

    private CreatorRows rows(TableStore store, LocalDate night, Settings settings) {
        Map<CreatorPart, Dataset<Row>> tables = new EnumMap<>(CreatorPart.class);
        for (CreatorPart part : CreatorPart.values()) {
            tables.put(part, ofCreator(store.read(part.table(), List.of(night))));
        }
        NavigableMap<LocalDate, ?> written = store.manifests(CreatorReport.TABLE);
        List<LocalDate> nights =
                List.copyOf(written.subMap(night.minusDays(settings.report().longestWindow() - 1L), true, night, true)
                        .keySet());
        tables.put(
                CreatorPart.NIGHTS,
                ofCreator(store.read(CreatorReport.TABLE, nights))
                        .filter(col(CreatorReport.WINDOW_DAYS)
                                .equalTo(settings.report().windows().get(0))));
        Iterator<CreatorRows> found = CreatorRows.grouped(
                CreatorRows.sorted(CreatorRows.together(tables), 1)
                        .collectAsList()
                        .iterator(),
                settings.report().pages().videos());
        CreatorRows rows = found.hasNext() ? found.next() : new CreatorRows(creator.value(), Map.of());
        if (!rows.isReported()) {
            throw new InputException("no creator %s in the reports of %s under %s: take an id of creator_report"
                    .formatted(creator.value(), night, store.root()));
        }
        return rows;
    }

    private Dataset<Row> ofCreator(Dataset<Row> rows) {
        return rows.filter(col(CreatorReport.CREATOR_ID).equalTo(creator.value()));
    }

    private static void write(Path file, String page) {
        try {
            Files.write(file, page.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StorageException("cannot write %s: %s; give another file with --to".formatted(file, e), e);
        }
    }
}
