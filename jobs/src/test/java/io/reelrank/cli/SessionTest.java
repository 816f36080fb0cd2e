package io.reelrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.settings.SettingsException;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static final String OPTIONS = "spark.executor.defaultJavaOptions";

    @Test
    void executorsDoNotUseTheLanguageOfTheirMachine() {
        assertThat(Session.conf(new SparkConf(false), Map.of()).get(OPTIONS))
                .isEqualTo("-Duser.language=en -Duser.country=US");
    }

    @Test
    void optionsOfExecutorsThatAreSetStay() {
        SparkConf submitted = new SparkConf(false).set(OPTIONS, "-XX:+UseG1GC");

        assertThat(Session.conf(submitted, Map.of(OPTIONS, "-Xss4m")).get(OPTIONS))
                .isEqualTo("-XX:+UseG1GC -Duser.language=en -Duser.country=US");
    }

    @Test
    void anExtensionOfSparkSubmitStays() {
        String ours = "io.reelrank.core.stage.CombineAdjacentAggregation$Extension";

        assertThat(Session.conf(new SparkConf(false), Map.of()).get("spark.sql.extensions"))
                .isEqualTo(ours);
        assertThat(Session.conf(new SparkConf(false).set("spark.sql.extensions", "a.B"), Map.of())
                        .get("spark.sql.extensions"))
                .isEqualTo("a.B," + ours);
    }

    @Test
    void whatSparkSubmitSetIsStrongerThanTheSettings() {
        SparkConf conf = Session.conf(
                new SparkConf(false).set("spark.master", "yarn").set("spark.a", "submitted"),
                Map.of("spark.a", "set", "spark.b", "set"));

        assertThat(conf.get("spark.a")).isEqualTo("submitted");
        assertThat(conf.get("spark.b")).isEqualTo("set");
        assertThat(conf.contains("spark.ui.enabled")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.5", "4.0.0-SNAPSHOT", "3.5.8"})
    void anOldSparkIsRefused(String version) {
        assertThatThrownBy(() -> Session.requireRelease(version))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Spark " + version
                        + " is too old: reelrank needs Spark 4.1 or newer; let SPARK_HOME name one, or unset it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.1.0", "4.10.2", "4.2.0-preview1", "5.0.0", "a vendor's"})
    void anotherSparkIsNot(String version) {
        assertThatCode(() -> Session.requireRelease(version)).doesNotThrowAnyException();
    }

    @Test
    void aLocalRunWaitsForNoOtherHost() {
        assertThat(Session.conf(new SparkConf(false), Map.of()).get("spark.locality.wait"))
                .isEqualTo("0");
        assertThat(Session.conf(new SparkConf(false).set("spark.master", "yarn"), Map.of())
                        .contains("spark.locality.wait"))
                .isFalse();
    }

    @Test
    void aShuffleOfOneMachineHasFewerPartitions() {
        String partitions = "spark.sql.shuffle.partitions";
        assertThat(Session.conf(new SparkConf(false), Map.of()).get(partitions)).isEqualTo("32");
        assertThat(Session.conf(new SparkConf(false), Map.of(partitions, "7")).get(partitions))
                .isEqualTo("7");
        assertThat(Session.conf(new SparkConf(false).set("spark.master", "yarn"), Map.of())
                        .contains(partitions))
                .isFalse();
    }
}
