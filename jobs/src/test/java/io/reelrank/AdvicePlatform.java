package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.TableStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Simulated platforms of people alone, whose videos all stay, and nights over their files up to the reports. */
final class AdvicePlatform {
    private static final List<String> PEOPLE = List.of(
            "new-users-per-day=0",
            "catalogue-days=28",
            "exposures-per-user-day=25",
            "bots.share=0",
            "farms.share=0",
            "boosters.share=0",
            "leave-share-per-day=0",
            "truth=beside");
    private static final List<String> NIGHT = List.of(
            "features.test-days=1",
            "model.rank=8",
            "model.iterations=3",
            "evaluation.max-users=200",
            "evaluation.mllib.iterations=0",
            "report.pages.creators=0");

    private AdvicePlatform() {}

    /** Has Spark compile queries, which other tests spare: these nights have rows enough for it. */
    static void compileQueries(SparkSession spark) {
        spark.conf().set("spark.sql.codegen.wholeStage", "true");
        spark.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
    }

    /**
     * Writes the files and the truth of a platform.
     *
     * @param folder for the files
     * @param settings of {@code simulate}, as {@code key=value}
     */
    static void simulate(Path folder, Stream<String> settings) {
        run(
                List.of("simulate", "--out", folder.toString()),
                Stream.concat(PEOPLE.stream(), settings).map(setting -> "simulate." + setting));
    }

    /**
     * Runs a night up to the reports.
     *
     * @param sources the files
     * @param storage the storage root
     * @param settings further settings, as {@code key=value}
     */
    static TableStore night(SparkSession spark, Path sources, Path storage, LocalDate date, String... settings) {
        run(
                List.of(
                        "nightly",
                        "--to",
                        "report",
                        "--date",
                        date.toString(),
                        "--conf",
                        Command.HOME.resolve("conf/sources/sample.conf").toString(),
                        "--set",
                        "sources.root=" + sources,
                        "--set",
                        "storage.root=" + storage),
                Stream.concat(NIGHT.stream(), Stream.of(settings)));
        return new TableStore(spark, storage.toString());
    }

    private static void run(List<String> words, Stream<String> settings) {
        List<String> arguments = new ArrayList<>(words);
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exit()).as(command.err()).isZero();
    }
}
