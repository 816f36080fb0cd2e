package io.reelrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

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
    void whatSparkSubmitSetIsStrongerThanTheSettings() {
        SparkConf conf = Session.conf(
                new SparkConf(false).set("spark.master", "yarn").set("spark.a", "submitted"),
                Map.of("spark.a", "set", "spark.b", "set"));

        assertThat(conf.get("spark.a")).isEqualTo("submitted");
        assertThat(conf.get("spark.b")).isEqualTo("set");
        assertThat(conf.contains("spark.ui.enabled")).isFalse();
    }

    @Test
    void aLocalRunWaitsForNoOtherHost() {
        assertThat(Session.conf(new SparkConf(false), Map.of()).get("spark.locality.wait"))
                .isEqualTo("0");
        assertThat(Session.conf(new SparkConf(false).set("spark.master", "yarn"), Map.of())
                        .contains("spark.locality.wait"))
                .isFalse();
    }
}
