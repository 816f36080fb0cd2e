package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ClusteredRatioTest extends SparkTest {
    private static final double Z = NormalQuantile.Z95;

    @Test
    void theIntervalIsWilsonsOfAsManyIndependentObservations() {
        Row row = of("1 | 2", "0 | 2", "3 | 4");

        // R = 4/8; Σ (A − R B)² = 0 + 1 + 1; V = 3/2 · 2 / 64; n = 1/4 / V = 16/3.
        double n = 16 / 3.0;
        double spread = Z * Math.sqrt(n / 4 + Z * Z / 4);
        assertThat(row.getLong(0)).isEqualTo(3);
        assertThat(row.getDouble(1)).isEqualTo(0.5);
        assertThat(row.getDouble(2)).isEqualTo((n / 2 + Z * Z / 2 - spread) / (n + Z * Z), within(1e-9));
        assertThat(row.getDouble(3)).isEqualTo((n / 2 + Z * Z / 2 + spread) / (n + Z * Z), within(1e-9));
    }

    @Test
    void whereAllClustersAgreeTheyCountOnceEach() {
        Row row = of("2 | 2", "5 | 5", "0 | 0");

        assertThat(row.getLong(0)).isEqualTo(2);
        assertThat(row.getDouble(1)).isEqualTo(1);
        assertThat(row.getDouble(2)).isEqualTo(2 / (2 + Z * Z), within(1e-9));
        assertThat(row.getDouble(3)).isEqualTo(1, within(1e-9));
    }

    @Test
    void withoutObservationsThereIsNoShare() {
        Row row = of("0 | 0");

        assertThat(row.getLong(0)).isZero();
        assertThat(row.isNullAt(1)).isTrue();
        assertThat(row.isNullAt(2)).isTrue();
        assertThat(row.isNullAt(3)).isTrue();
    }

    private static Row of(String... clusters) {
        ClusteredRatio ratio = ClusteredRatio.of("sums");
        return Frames.of(spark(), "a double, b double", clusters)
                .agg(ClusteredRatio.sums(col("a"), col("b")).as("sums"))
                .select(ratio.clusters(), ratio.ratio(), ratio.lower(), ratio.upper())
                .head();
    }
}
