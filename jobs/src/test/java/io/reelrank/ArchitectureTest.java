package io.reelrank;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.stage.Stage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;

/**
 * The rules that the documentation of the packages promises.
 *
 * <p>Rules match packages by pattern, so a new stage, a new package of the engine or a new tool of the workbench is
 * under them from its first class on. Where a list is needed, it names the exceptions.
 */
@AnalyzeClasses(packages = "io.reelrank", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.reelrank..";
    private static final String PACKAGE_INFO = "package-info";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?(io\\.reelrank\\.[^;]+);");

    @ArchTest
    static final ArchRule roomsUseEachOtherInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(OURS)
            .ensureAllClassesAreContainedInArchitecture()
            .layer("root")
            .definedBy("io.reelrank")
            .layer("cli")
            .definedBy("io.reelrank.cli..")
            .layer("night")
            .definedBy("io.reelrank.night..")
            .layer("workbench")
            .definedBy("io.reelrank.workbench..")
            .layer("engine")
            .definedBy("io.reelrank.engine..")
            .layer("pages")
            .definedBy("io.reelrank.pages..")
            .layer("core")
            .definedBy("io.reelrank.core..")
            .whereLayer("root")
            .mayOnlyAccessLayers("cli", "night", "workbench", "core")
            .whereLayer("cli")
            .mayOnlyAccessLayers("workbench", "night", "pages", "core")
            .whereLayer("night")
            .mayOnlyAccessLayers("engine", "pages", "core")
            .whereLayer("workbench")
            .mayOnlyAccessLayers("engine", "core")
            .whereLayer("engine")
            .mayOnlyAccessLayers("core")
            .whereLayer("pages")
            .mayOnlyAccessLayers("core")
            .whereLayer("core")
            .mayNotAccessAnyLayer();

    // The compiler copies constants such as columns into the classes that use them, so the classes do not show the use.
    @ArchTest
    static void importsFollowTheDirectionsOfTheRooms(JavaClasses unused) throws IOException {
        Path sources = Path.of(System.getProperty("reelrank.basedir"), "jobs/src/main/java");
        List<String> wrong = new ArrayList<>();
        for (Path file : javaFiles(sources)) {
            String from = sources.relativize(file.getParent()).toString().replace(File.separatorChar, '.');
            Matcher imports = IMPORT.matcher(Files.readString(file));
            while (imports.find()) {
                String imported = imports.group(1);
                if (importable(from).stream().noneMatch(imported::startsWith)) {
                    wrong.add(from + "." + file.getFileName() + " imports " + imported);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** The prefixes of what a package may import of ours. */
    private static List<String> importable(String from) {
        String[] names = from.split("\\.", -1);
        String own = from + ".";
        return switch (names.length == 2 ? "" : names[2]) {
            case "" -> List.of("io.reelrank.cli.", "io.reelrank.night.", "io.reelrank.workbench.", "io.reelrank.core.");
            case "cli" -> List.of(own, "io.reelrank.workbench.", "io.reelrank.pages.", "io.reelrank.core.");
            case "night" -> List.of(own, "io.reelrank.engine.", "io.reelrank.pages.", "io.reelrank.core.");
            case "workbench" -> List.of(own, "io.reelrank.engine.", "io.reelrank.core.");
            case "pages" -> List.of("io.reelrank.pages.", "io.reelrank.core.");
            case "engine" -> List.of("io.reelrank.engine.", "io.reelrank.core.settings.");
            case "core" -> List.of("io.reelrank.core.");
            default -> List.of();
        };
    }

    @ArchTest
    static final ArchRule stagesDoNotUseEachOther =
            slices().matching("io.reelrank.night.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule toolsOfTheWorkbenchDoNotUseEachOther =
            slices().matching("io.reelrank.workbench.(*)..").should().notDependOnEachOther();

    // Such a class would be in no stage's package, and so a way for stages to share code past the rules above.
    @ArchTest
    static final ArchRule classesLieInPackagesOfTheirRoom = noClasses()
            .that()
            .doNotHaveSimpleName(PACKAGE_INFO)
            .should()
            .resideInAnyPackage("io.reelrank.night", "io.reelrank.workbench", "io.reelrank.core");

    @ArchTest
    static final ArchRule stagesLieInPackagesOfTheNightOrTheWorkbench = classes()
            .that()
            .areAssignableTo(Stage.class)
            .and()
            .areNotInterfaces()
            .should()
            .resideInAnyPackage("io.reelrank.night.*", "io.reelrank.workbench.*")
            .andShould()
            .haveSimpleNameEndingWith("Stage");

    @ArchTest
    static void everyPackageOfTheNightHasAStage(JavaClasses ours) {
        Set<String> packages = new TreeSet<>();
        Set<String> packagesOfStages = new TreeSet<>();
        for (JavaClass type : ours) {
            if (resideInAPackage("io.reelrank.night..").test(type)) {
                packages.add(type.getPackageName());
                if (type.isAssignableTo(Stage.class)) {
                    packagesOfStages.add(type.getPackageName());
                }
            }
        }
        packages.remove("io.reelrank.night");
        assertThat(packages)
                .hasSizeGreaterThan(1)
                .as("packages below io.reelrank.night, each a stage")
                .isEqualTo(packagesOfStages);
    }

    // The root puts the stages together and gives them to the command line as a pipeline.
    @ArchTest
    static final ArchRule theCommandLineUsesNoStage = noClasses()
            .that()
            .resideInAPackage("io.reelrank.cli..")
            .should()
            .dependOnClassesThat(assignableTo(Stage.class).and(not(equivalentTo(Stage.class))))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("io.reelrank.night..", "io.reelrank.engine.."));

    @ArchTest
    static final ArchRule theEngineUsesSettingsAndNothingElseOfTheCore = noClasses()
            .that()
            .resideInAPackage("io.reelrank.engine..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.reelrank.core..").and(not(resideInAPackage("io.reelrank.core.settings.."))));

    // The exception tells a user which setting is wrong. It carries no settings.
    @ArchTest
    static final ArchRule onlyFourPackagesOfTheEngineUseSettings = noClasses()
            .that()
            .resideInAPackage("io.reelrank.engine..")
            .and()
            .resideOutsideOfPackages(
                    "io.reelrank.engine.evaluation..",
                    "io.reelrank.engine.ranker..",
                    "io.reelrank.engine.rerank..",
                    "io.reelrank.engine.training..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.reelrank.core..").and(not(equivalentTo(SettingsException.class))));

    @ArchTest
    static final ArchRule numericalPackagesUseEachOtherInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.reelrank.engine.(kernels|eigen|solver)..")
            .layer("kernels")
            .definedBy("io.reelrank.engine.kernels..")
            .layer("eigen")
            .definedBy("io.reelrank.engine.eigen..")
            .layer("solver")
            .definedBy("io.reelrank.engine.solver..")
            .whereLayer("kernels")
            .mayNotAccessAnyLayer()
            .whereLayer("eigen")
            .mayOnlyAccessLayers("kernels")
            .whereLayer("solver")
            .mayOnlyAccessLayers("kernels", "eigen");

    @ArchTest
    static final ArchRule numericalPackagesUseNoSpark = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.reelrank.engine.kernels..",
                    "io.reelrank.engine.eigen..",
                    "io.reelrank.engine.solver..",
                    "io.reelrank.engine.random..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark..");

    // Templates are classes too.
    @ArchTest
    static final ArchRule roomsOfPagesUseEachOtherInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.reelrank.pages..")
            .layer("creators")
            .definedBy("io.reelrank.pages.creators..")
            .layer("nights")
            .definedBy("io.reelrank.pages.nights..")
            .layer("shared")
            .definedBy("io.reelrank.pages")
            .layer("charts")
            .definedBy("io.reelrank.pages.charts..")
            .whereLayer("creators")
            .mayOnlyAccessLayers("charts", "shared")
            .whereLayer("nights")
            .mayOnlyAccessLayers("charts", "shared")
            .whereLayer("shared")
            .mayNotAccessAnyLayer()
            .whereLayer("charts")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule chartsUseNoSparkAndNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage("io.reelrank.pages.charts..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(OURS, "org.apache.spark..")
                    .and(not(resideInAPackage("io.reelrank.pages.charts.."))));

    @ArchTest
    static final ArchRule settingsUseNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage("io.reelrank.core.settings..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAPackage("io.reelrank.core.settings.."))));

    @ArchTest
    static final ArchRule declaredTablesUseTheStoreAndNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage("io.reelrank.core.tables..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage("io.reelrank.core.tables..", "io.reelrank.core.store.."))));

    @ArchTest
    static final ArchRule theSimulatorUsesSettingsAndRandomNumbersAndNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage("io.reelrank.workbench.simulate..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage(
                            "io.reelrank.workbench.simulate..",
                            "io.reelrank.core.settings..",
                            "io.reelrank.engine.random.."))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.reelrank.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static void noSimpleNameExistsTwice(JavaClasses ours) {
        Map<String, List<String>> bySimpleName = ours.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals(PACKAGE_INFO))
                .collect(groupingBy(JavaClass::getSimpleName, TreeMap::new, mapping(JavaClass::getName, toList())));
        bySimpleName.values().removeIf(types -> types.size() == 1);
        assertThat(bySimpleName).as("simple names that several classes have").isEmpty();
    }

    @ArchTest
    static final ArchRule onlyStagesTheStoreAndAFewOthersReadAndWriteFrames = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Stage")
            .and()
            .resideOutsideOfPackages("io.reelrank.core.store..", "io.reelrank.workbench.simulate..")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.night.collect.ParquetSourceReader")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.night.serve.PublicationWriter")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.night.model.TrainingCheckpoints")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.core.publication.PublicationReader")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.workbench.speed.NightFloors")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.workbench.speed.ScoringRace")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.workbench.mapping.SampledFile")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(DataFrameReader.class, DataFrameWriter.class);

    private static final DescribedPredicate<JavaAccess<?>> ASKS_FOR_THE_TIME =
            DescribedPredicate.describe("asks the system for the time", access -> {
                JavaClass owner = access.getTargetOwner();
                String name = access.getName();
                if (owner.isEquivalentTo(System.class)) {
                    return name.equals("currentTimeMillis");
                }
                if (owner.isEquivalentTo(Date.class)) {
                    return access.getTarget() instanceof ConstructorCallTarget constructor
                            && constructor.getRawParameterTypes().isEmpty();
                }
                if (owner.isEquivalentTo(Clock.class)) {
                    return name.startsWith("system") || name.matches("tick(Millis|Seconds|Minutes)");
                }
                // With a clock as its argument, now() asks that clock.
                return owner.getPackageName().startsWith("java.time")
                        && name.equals("now")
                        && access.getTarget() instanceof CodeUnitAccessTarget method
                        && method.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
            });

    @ArchTest
    static final ArchRule onlyMainAsksForTheTime = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.reelrank.Main")
            .should()
            .accessTargetWhere(ASKS_FOR_THE_TIME);

    // The command line sets Locale.ROOT as the default before anything runs, and Session sets the executors' language.
    // So
    // formats need no locale of their own, as long as nothing else changes the default or formats before.
    @ArchTest
    static final ArchRule onlyTheCommandLineSetsTheLocale = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.reelrank.cli.CommandLines")
            .should()
            .callMethodWhere(describe(
                    "uses the default locale itself",
                    call -> call.getTargetOwner().isEquivalentTo(Locale.class)
                            && (call.getName().equals("setDefault")
                                    || call.getName().equals("getDefault"))));

    // An executor of another session, such as a notebook's, has its machine's locale.
    @ArchTest
    static final ArchRule lettersChangeTheirCaseByALocaleThatIsNamed = noClasses()
            .should()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");

    // It runs before the command line sets the locale.
    @ArchTest
    static final ArchRule mainFormatsNothing = noClasses()
            .that()
            .haveFullyQualifiedName("io.reelrank.Main")
            .should()
            .callMethodWhere(describe("formats", call -> call.getName().matches("format|formatted|printf")));

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = classes()
            .should()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager");

    @ArchTest
    static final ArchRule noMethodIsAGetter = methods()
            .that()
            // Interfaces of libraries demand these names.
            .areDeclaredInClassesThat()
            .doNotImplement(picocli.CommandLine.IVersionProvider.class)
            .and()
            .areDeclaredInClassesThat()
            .areNotAssignableTo(org.apache.spark.Partitioner.class)
            .and()
            .areDeclaredInClassesThat()
            .areNotAssignableTo(org.apache.hadoop.fs.FileSystem.class)
            .should()
            .haveNameNotMatching("get[A-Z0-9].*|get");
}
