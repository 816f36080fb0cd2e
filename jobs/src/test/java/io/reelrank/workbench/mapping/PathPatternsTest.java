package io.reelrank.workbench.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternsTest {
    @ParameterizedTest
    @CsvSource({
        "/d/log/2022-05-06/a.csv, /d/log, {yyyy-MM-dd}/a.csv, 2022-05-06",
        "/d/events_20220506.csv, /d, events_{yyyyMMdd}.csv, 2022-05-06",
        "/d/events-2022_05_06.csv.gz, /d, events-{yyyy_MM_dd}.csv.gz, 2022-05-06",
        "/d/2022/05/06/a.csv, /d, {yyyy}/{MM}/{dd}/a.csv, 2022-05-06",
        "/d/2022/5/6/a.csv, /d, {yyyy}/{M}/{d}/a.csv, 2022-05-06",
        "/d/log/2022/05/06/08/a.csv, /d/log, {yyyy}/{MM}/{dd}/*/a.csv, 2022-05-06",
        "/d/year=2022/month=05/day=06/hour=08/part-0.parquet, /d, year={yyyy}/month={MM}/day={dd}/hour=*/*.parquet, 2022-05-06",
        "/d/dt=2022-05-06/hour=08/part-0.parquet, /d, dt={yyyy-MM-dd}/hour=*/*.parquet, 2022-05-06",
        "/d/dt=20220506/part-00000-9b1d-c000.snappy.parquet, /d, dt={yyyyMMdd}/*.snappy.parquet, 2022-05-06",
        "/d/dt=2022-05-06/part-00000, /d, dt={yyyy-MM-dd}/part-*, 2022-05-06",
        "/d/events_2022050608.csv, /d, events_{yyyyMMdd}*.csv, 2022-05-06",
        "/d/events_2022-05-06T08.csv, /d, events_{yyyy-MM-dd}T*.csv, 2022-05-06",
        "/d/2022-05-06/08.csv, /d, {yyyy-MM-dd}/*.csv, 2022-05-06",
        "/d/2022-05-06/v2.csv.bz2, /d, {yyyy-MM-dd}/v2.csv.bz2, 2022-05-06",
        "/d/dt=2022-05-06/events_20220506.csv, /d, dt={yyyy-MM-dd}/events_{yyyyMMdd}.csv, 2022-05-06",
        "/d/copy_2021-01-01/log_2022-05-06.csv, /d/copy_2021-01-01, log_{yyyy-MM-dd}.csv, 2022-05-06",
        "hdfs://nn:8020/log/2022-05-06/a.csv, hdfs://nn:8020/log, {yyyy-MM-dd}/a.csv, 2022-05-06",
        "/videos.csv, /, videos.csv,",
        "/d/a{x}_20220506.csv, /d, a?x?_{yyyyMMdd}.csv, 2022-05-06",
        "/d/x[1]/a[2]*_20220506.csv, /d/x[1], a?2??_{yyyyMMdd}.csv, 2022-05-06",
        "/d/x{1}/20220506.csv, /d, x?1?/{yyyyMMdd}.csv, 2022-05-06",
        "/d/all/part-00000.csv, /d/all, *.csv,",
        "/d/202211/a.csv, /d/202211, a.csv,",
        "/d/1651795200.csv, /d, 1651795200.csv,",
        "/d/2022-13-45.csv, /d, 2022-13-45.csv,",
        "/d/日志_2022-05-06.csv, /d, 日志_{yyyy-MM-dd}.csv, 2022-05-06",
    })
    void theDayOfAPathGetsItsPlace(String path, String root, String pattern, LocalDate day) {
        PathPatterns patterns = PathPatterns.of(List.of(path));
        assertThat(patterns.root()).isEqualTo(root);
        assertThat(patterns.pattern(path)).isEqualTo(pattern);
        assertThat(PathPatterns.day(path).orElse(null)).isEqualTo(day);
    }

    @Test
    void whatDiffersBetweenFilesBecomesAStar() {
        PathPatterns patterns = PathPatterns.of(
                List.of("/d/log/2022-05-05/shard1.csv", "/d/log/2022-05-06/shard2.csv", "/d/videos1.csv"));
        assertThat(patterns.root()).isEqualTo("/d");
        assertThat(patterns.pattern("/d/log/2022-05-05/shard1.csv")).isEqualTo("log/{yyyy-MM-dd}/shard*.csv");
        assertThat(patterns.pattern("/d/log/2022-05-06/shard2.csv")).isEqualTo("log/{yyyy-MM-dd}/shard*.csv");
        assertThat(patterns.pattern("/d/videos1.csv")).isEqualTo("videos1.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "/d/x/dt=2022-05-06/hour=08/clicks.jsonl, clicks",
        "/d/2022-05-06/日志.csv, 日志",
        "/d/dt=2022-05-06/part-0.parquet, log",
        "/d/events_20220506.csv, events",
    })
    void aSourceIsNamedAfterItsPath(String path, String name) {
        assertThat(PathPatterns.of(List.of(path)).name(path)).isEqualTo(name);
    }
}
