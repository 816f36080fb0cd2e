package io.reelrank;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;

/** The rules that the packages' docs promise. */
@AnalyzeClasses(packages = "io.reelrank", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.reelrank..";
    private static final String[] STAGES = {
        "io.reelrank.collect..",
        "io.reelrank.features..",
        "io.reelrank.model..",
        "io.reelrank.tuning..",
        "io.reelrank.recommend..",
        "io.reelrank.report..",
        "io.reelrank.gate..",
        "io.reelrank.serve.."
    };

    @ArchTest
    static final ArchRule stagesDoNotKnowEachOther = slices().matching(
                    "io.reelrank.(collect|features|model|tuning|recommend|report|gate|serve)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule stagesStandOnTheSharedPackagesOnly = noClasses()
            .that()
            .resideInAnyPackage(STAGES)
            .should()
            .dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage(
                                    "io.reelrank.stage..",
                                    "io.reelrank.tables..",
                                    "io.reelrank.settings..",
                                    "io.reelrank.scoring..",
                                    "io.reelrank.als..",
                                    "io.reelrank.solver..",
                                    "io.reelrank.evaluation..",
                                    "io.reelrank.training..",
                                    "io.reelrank.rerank..",
                                    "io.reelrank.ranker..")
                            .or(resideInAnyPackage(STAGES)))));

    @ArchTest
    static final ArchRule numericalPackagesStandOnEachOtherInOrder = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.reelrank.(kernels|eigen|solver)..")
            .layer("kernels")
            .definedBy("io.reelrank.kernels..")
            .layer("eigen")
            .definedBy("io.reelrank.eigen..")
            .layer("solver")
            .definedBy("io.reelrank.solver..")
            .whereLayer("kernels")
            .mayNotAccessAnyLayer()
            .whereLayer("eigen")
            .mayOnlyAccessLayers("kernels")
            .whereLayer("solver")
            .mayOnlyAccessLayers("kernels", "eigen");

    @ArchTest
    static final ArchRule settingsKnowNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage("io.reelrank.settings..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAPackage("io.reelrank.settings.."))));

    @ArchTest
    static final ArchRule tablesKnowNothingElseOfOurs = noClasses()
            .that()
            .resideInAPackage("io.reelrank.tables..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAPackage("io.reelrank.tables.."))));

    @ArchTest
    static final ArchRule theCommandLineKnowsNoStage = noClasses()
            .that()
            .resideInAPackage("io.reelrank.cli..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(STAGES));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.reelrank.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheEndsOfTheNightAndTheTablesTouchFiles = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Stage")
            .and()
            .resideOutsideOfPackages("io.reelrank.tables..", "io.reelrank.simulate..")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.collect.SourceRows")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.serve.Publisher")
            .and()
            .doNotHaveFullyQualifiedName("io.reelrank.speed.ScoringRace")
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
