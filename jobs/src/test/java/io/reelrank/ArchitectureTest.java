package io.reelrank;

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

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.reelrank.core.stage.Stage;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;

/** The rules that the packages' docs promise. */
@AnalyzeClasses(packages = "io.reelrank", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.reelrank..";

    @ArchTest
    static final ArchRule roomsStandOnEachOtherInOrder = layeredArchitecture()
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
            .layer("core")
            .definedBy("io.reelrank.core..")
            .whereLayer("root")
            .mayOnlyAccessLayers("cli", "night", "workbench", "core")
            .whereLayer("cli")
            .mayOnlyAccessLayers("workbench", "night", "core")
            .whereLayer("night")
            .mayOnlyAccessLayers("engine", "core")
            .whereLayer("workbench")
            .mayOnlyAccessLayers("engine", "core")
            .whereLayer("engine")
            .mayOnlyAccessLayers("core")
            .whereLayer("core")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule stagesDoNotKnowEachOther =
            slices().matching("io.reelrank.night.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule everyStageHasItsPackage = classes()
            .that()
            .areAssignableTo(Stage.class)
            .and()
            .areNotInterfaces()
            .should()
            .resideInAnyPackage("io.reelrank.night.*", "io.reelrank.workbench.*")
            .andShould()
            .haveSimpleNameEndingWith("Stage");

    // The stages come to the command line as a pipeline, which the root puts together.
    @ArchTest
    static final ArchRule theCommandLineKnowsNoStage = noClasses()
            .that()
            .resideInAPackage("io.reelrank.cli..")
            .should()
            .dependOnClassesThat(assignableTo(Stage.class).and(not(equivalentTo(Stage.class))))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("io.reelrank.night..", "io.reelrank.engine.."));

    @ArchTest
    static final ArchRule theEngineKnowsNothingOfTheCoreButSettings = noClasses()
            .that()
            .resideInAPackage("io.reelrank.engine..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.reelrank.core..").and(not(resideInAPackage("io.reelrank.core.settings.."))));

    @ArchTest
    static final ArchRule arithmeticKnowsNoSettings = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.reelrank.engine.kernels..",
                    "io.reelrank.engine.eigen..",
                    "io.reelrank.engine.solver..",
                    "io.reelrank.engine.als..",
                    "io.reelrank.engine.reduce..",
                    "io.reelrank.engine.scoring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.reelrank.core..");

    @ArchTest
    static final ArchRule declaredTablesKnowOnlyWhatATableIs = noClasses()
            .that()
            .resideInAPackage("io.reelrank.core.tables..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage("io.reelrank.core.tables..", "io.reelrank.core.store.."))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.reelrank.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static void noSimpleNameExistsTwice(JavaClasses ours) {
        Map<String, List<String>> bySimpleName = ours.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, TreeMap::new, mapping(JavaClass::getName, toList())));
        bySimpleName.values().removeIf(types -> types.size() == 1);
        assertThat(bySimpleName).as("simple names that several classes have").isEmpty();
    }

    @ArchTest
    static final ArchRule onlyTheEndsOfTheNightAndTheTablesTouchFiles = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Stage")
            .and()
            .resideOutsideOfPackages("io.reelrank.core.store..", "io.reelrank.workbench.simulate..")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.night.collect.ParquetSourceReader")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.night.serve.Publisher")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.workbench.speed.ScoringRace")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(DataFrameReader.class, DataFrameWriter.class);

    @ArchTest
    static final ArchRule onlyMainAsksForTheTime = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.reelrank.Main")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now", ZoneId.class)
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Clock.class, "system", ZoneId.class);

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
            // What a library's interface demands may be called get.
            .areDeclaredInClassesThat()
            .doNotImplement(picocli.CommandLine.IVersionProvider.class)
            .and()
            .areDeclaredInClassesThat()
            .areNotAssignableTo(org.apache.spark.Partitioner.class)
            .should()
            .haveNameNotMatching("get[A-Z0-9].*|get");
}
