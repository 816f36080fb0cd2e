package io.reelrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.pages.nights.NightFacts;
import io.reelrank.pages.nights.SomeNight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z][a-z0-9_]*)\\{([a-z]+=\"(?:[^\"\\\\]|\\\\[\\\\n\"])*\"(?:,[a-z]+=\"(?:[^\"\\\\]|\\\\[\\\\n\"])*\")*)} (\\S+)");

    @Test
    void aPublishedNight() {
        assertThat(new RunMetrics(SomeNight.good(6), "/data").text()).isEqualTo("""
                # HELP reelrank_run_exit_code Exit code of the last run.
                # TYPE reelrank_run_exit_code gauge
                reelrank_run_exit_code{root="/data"} 0
                # HELP reelrank_run_start_timestamp_seconds When the last run started.
                # TYPE reelrank_run_start_timestamp_seconds gauge
                reelrank_run_start_timestamp_seconds{root="/data"} 1651885200
                # HELP reelrank_run_end_timestamp_seconds When the last run ended.
                # TYPE reelrank_run_end_timestamp_seconds gauge
                reelrank_run_end_timestamp_seconds{root="/data"} 1651885220
                # HELP reelrank_run_duration_seconds How long the last run worked.
                # TYPE reelrank_run_duration_seconds gauge
                reelrank_run_duration_seconds{root="/data"} 20
                # HELP reelrank_run_night_timestamp_seconds Midnight UTC of the last run's date.
                # TYPE reelrank_run_night_timestamp_seconds gauge
                reelrank_run_night_timestamp_seconds{root="/data"} 1651795200
                # HELP reelrank_run_lease_taken_over Whether the last run took the lease of a run that had vanished.
                # TYPE reelrank_run_lease_taken_over gauge
                reelrank_run_lease_taken_over{root="/data"} 0
                # HELP reelrank_stage_state 1 for how the stage ended in the last run: done, reused or failed.
                # TYPE reelrank_stage_state gauge
                reelrank_stage_state{root="/data",stage="collect",state="done"} 1
                reelrank_stage_state{root="/data",stage="collect",state="reused"} 0
                reelrank_stage_state{root="/data",stage="collect",state="failed"} 0
                reelrank_stage_state{root="/data",stage="gate",state="done"} 1
                reelrank_stage_state{root="/data",stage="gate",state="reused"} 0
                reelrank_stage_state{root="/data",stage="gate",state="failed"} 0
                reelrank_stage_state{root="/data",stage="serve",state="done"} 1
                reelrank_stage_state{root="/data",stage="serve",state="reused"} 0
                reelrank_stage_state{root="/data",stage="serve",state="failed"} 0
                # HELP reelrank_stage_duration_seconds How long the stage took in the last run.
                # TYPE reelrank_stage_duration_seconds gauge
                reelrank_stage_duration_seconds{root="/data",stage="collect"} 12
                reelrank_stage_duration_seconds{root="/data",stage="gate"} 3
                reelrank_stage_duration_seconds{root="/data",stage="serve"} 5
                # HELP reelrank_stage_read_rows Rows that the stage read in the last run.
                # TYPE reelrank_stage_read_rows gauge
                reelrank_stage_read_rows{root="/data",stage="collect"} 1000
                reelrank_stage_read_rows{root="/data",stage="gate"} 20
                reelrank_stage_read_rows{root="/data",stage="serve"} 500
                # HELP reelrank_stage_written_rows Rows that the stage wrote in the last run.
                # TYPE reelrank_stage_written_rows gauge
                reelrank_stage_written_rows{root="/data",stage="collect"} 999
                reelrank_stage_written_rows{root="/data",stage="gate"} 19
                reelrank_stage_written_rows{root="/data",stage="serve"} 499
                # HELP reelrank_stage_heap_peak_bytes Largest heap of a process while the stage ran.
                # TYPE reelrank_stage_heap_peak_bytes gauge
                reelrank_stage_heap_peak_bytes{root="/data",stage="collect"} 2000000000
                reelrank_stage_heap_peak_bytes{root="/data",stage="gate"} 2000000000
                reelrank_stage_heap_peak_bytes{root="/data",stage="serve"} 2000000000
                # HELP reelrank_collected_rows Rows of the night's files: accepted, repeat or rejected.
                # TYPE reelrank_collected_rows gauge
                reelrank_collected_rows{root="/data",source="log",outcome="accepted"} 970
                reelrank_collected_rows{root="/data",source="log",outcome="rejected"} 20
                reelrank_collected_rows{root="/data",source="log",outcome="repeat"} 10
                # HELP reelrank_drift_checks Figures of the input: usual, refused, warned, or skipped for want of data.
                # TYPE reelrank_drift_checks gauge
                reelrank_drift_checks{root="/data",outcome="usual"} 1
                reelrank_drift_checks{root="/data",outcome="refused"} 0
                reelrank_drift_checks{root="/data",outcome="warned"} 0
                reelrank_drift_checks{root="/data",outcome="skipped"} 1
                # HELP reelrank_gate_checks Checks of the gate: passed, refused, or skipped for want of data.
                # TYPE reelrank_gate_checks gauge
                reelrank_gate_checks{root="/data",outcome="passed"} 1
                reelrank_gate_checks{root="/data",outcome="refused"} 0
                reelrank_gate_checks{root="/data",outcome="skipped"} 1
                # HELP reelrank_model_quality Quality of the night's ranking and lists on the held-out days, by metric.
                # TYPE reelrank_model_quality gauge
                reelrank_model_quality{root="/data",model="als+recent",metric="coverage@20"} 0.3
                reelrank_model_quality{root="/data",model="als+recent",metric="diversity@20"} 0.3
                reelrank_model_quality{root="/data",model="als+recent",metric="ndcg@20"} 0.3
                reelrank_model_quality{root="/data",model="als+recent",metric="recall@20"} 0.3
                reelrank_model_quality{root="/data",model="lists",metric="coverage@20"} 0.29
                reelrank_model_quality{root="/data",model="lists",metric="diversity@20"} 0.29
                reelrank_model_quality{root="/data",model="lists",metric="ndcg@20"} 0.29
                reelrank_model_quality{root="/data",model="lists",metric="recall@20"} 0.29
                # HELP reelrank_published_timestamp_seconds When the run began whose night readers see.
                # TYPE reelrank_published_timestamp_seconds gauge
                reelrank_published_timestamp_seconds{root="/data"} 1651885200
                # HELP reelrank_published_night_timestamp_seconds Midnight UTC of the date that readers see.
                # TYPE reelrank_published_night_timestamp_seconds gauge
                reelrank_published_night_timestamp_seconds{root="/data"} 1651795200
                # HELP reelrank_published_valid_until_timestamp_seconds When what readers see becomes stale.
                # TYPE reelrank_published_valid_until_timestamp_seconds gauge
                reelrank_published_valid_until_timestamp_seconds{root="/data"} 1651971600
                """);
    }

    @Test
    void aRefusedNightHasTheRefusedChecksAndWhatIsStillPublished() {
        assertThat(new RunMetrics(SomeNight.refused(), "/data").text())
                .contains(
                        "reelrank_run_exit_code{root=\"/data\"} 3\n",
                        "reelrank_gate_checks{root=\"/data\",outcome=\"refused\"} 1\n",
                        "reelrank_stage_state{root=\"/data\",stage=\"serve\",state=\"failed\"} 1\n",
                        "reelrank_published_night_timestamp_seconds{root=\"/data\"} 1651708800\n");
    }

    @Test
    void whatAFailedNightDidNotReachIsLeftOut() {
        assertThat(new RunMetrics(SomeNight.failed("a\"b\\c\nd"), "s3a://b/\"x\"\\\n").text())
                .contains("reelrank_run_exit_code{root=\"s3a://b/\\\"x\\\"\\\\\\n\"} 4\n")
                .doesNotContain("drift_checks", "gate_checks", "model_quality", "published", "heap");
    }

    @Test
    void everyAlertIsOnMetricsThatANightWrites() throws Exception {
        String alerts =
                Files.readString(Path.of(System.getProperty("reelrank.basedir"), "conf/deploy/prometheus/alerts.yaml"));

        assertThat(Pattern.compile("\\breelrank_[a-z_]+")
                        .matcher(alerts)
                        .results()
                        .map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(new RunMetrics(SomeNight.good(0), "/data").text())
                        .contains("\n# TYPE " + name + " gauge\n"));
    }

    @Test
    void numbersThatAreNoneOrHuge() {
        MetricFamily family = new MetricFamily("x", "Some.")
                .add(Map.of(), Double.NaN)
                .add(Map.of(), Double.POSITIVE_INFINITY)
                .add(Map.of(), Double.NEGATIVE_INFINITY)
                .add(Map.of(), 1.7e12)
                .add(Map.of(), 1e-7);

        assertThat(family.text())
                .isEqualTo("# HELP x Some.\n# TYPE x gauge\nx NaN\nx +Inf\nx -Inf\nx 1700000000000\nx 0.0000001\n");
    }

    /** What the format asks for: a family's lines together, its help and type first, and no sample twice. */
    @Test
    void theTextIsOfPrometheusFormat() {
        for (NightFacts facts : List.of(SomeNight.good(0), SomeNight.refused(), SomeNight.failed("\"\\\n{}"))) {
            Set<String> families = new HashSet<>();
            Set<String> samples = new HashSet<>();
            String family = "";
            for (String line : new RunMetrics(facts, "\"\\\n{}").text().split("\n", -1)) {
                if (line.startsWith("# HELP ")) {
                    family = line.split(" ", -1)[2];
                    assertThat(families.add(family)).as(line).isTrue();
                } else if (line.startsWith("# TYPE ")) {
                    assertThat(line).isEqualTo("# TYPE " + family + " gauge");
                } else if (!line.isEmpty()) {
                    Matcher sample = SAMPLE.matcher(line);
                    assertThat(sample.matches()).as(line).isTrue();
                    assertThat(sample.group(1)).isEqualTo(family);
                    assertThat(samples.add(family + sample.group(2))).as(line).isTrue();
                    assertThat(Double.parseDouble(sample.group(3))).isFinite();
                }
            }
            assertThat(families).isNotEmpty();
        }
    }
}
