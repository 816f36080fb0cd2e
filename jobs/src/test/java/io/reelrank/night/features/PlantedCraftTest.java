package io.reelrank.night.features;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.core.settings.Settings;
import io.reelrank.workbench.simulate.Platform;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The quality of the samples' videos is known: the pull must correlate with it better than the completion rate. */
class PlantedCraftTest extends SparkTest {
    private static final Path HOME = Path.of(System.getProperty("reelrank.basedir"));

    @Test
    void thePullCorrelatesWithTheCraftTwiceAsWellAsTheCompletionRate() {
        Dataset<Row> plays = spark().read()
                .json(HOME.resolve("data-samples/events").toString())
                .filter("action = 'play' and user is not null and try_cast(watch_ms as bigint) > 0")
                .dropDuplicates("id")
                .selectExpr(
                        "int(substr(user, 2)) as user_idx",
                        "int(substr(video, 2)) as video_idx",
                        "action as kind",
                        "try_cast(watch_ms as bigint) as watch_ms",
                        "duration_ms");
        QualityEstimates quality = new QualityEstimates(SomeSettings.QUALITY);
        Platform platform = new Platform(Settings.load(Optional.of(HOME.resolve("conf/sample-data.conf")), List.of())
                .simulate());
        Dataset<Row> pairs = SomeDays.pairs(plays);
        List<Row> rows = quality.of(quality.counts(pairs), quality.pulls(pairs))
                .orderBy("video_idx")
                .collectAsList();
        double[] craft = rows.stream()
                .mapToDouble(
                        row -> platform.video(row.<Integer>getAs("video_idx")).craft())
                .toArray();
        double pull = correlation(column(rows, "pull"), craft);
        double completion = correlation(
                plays
                        .groupBy("video_idx")
                        .agg(avg(col("watch_ms").geq(col("duration_ms")).cast("double"))
                                .as("rate"))
                        .orderBy("video_idx")
                        .collectAsList()
                        .stream()
                        .mapToDouble(row -> row.getDouble(1))
                        .toArray(),
                craft);
        System.out.printf(
                Locale.ROOT, "correlation with the planted craft: pull %.3f, completion %.3f%n", pull, completion);

        assertThat(rows).hasSizeGreaterThan(700);
        assertThat(pull).isGreaterThan(0.64);
        assertThat(completion).isBetween(0.25, 0.36);
    }

    private static double[] column(List<Row> rows, String name) {
        return rows.stream().mapToDouble(row -> row.<Double>getAs(name)).toArray();
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.length; k++) {
            xy += (x[k] - meanX) * (y[k] - meanY);
            xx += (x[k] - meanX) * (x[k] - meanX);
            yy += (y[k] - meanY) * (y[k] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }
}
