package io.reelrank.night.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.tables.ModelQuality;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;

class QualitySummaryTest {
    private static final List<Row> FIGURES = List.of(
            row("popularity", "recall@10", 0.25),
            row("als", "recall@10", 0.5),
            row("als", "diversity@5", 0.125),
            row("als", "recall@20", 0.75),
            row("bias", "recall@10", 0.5));

    @Test
    void theBestModelByTheFirstMetricComesFirst() {
        Map<String, String> lines = new QualitySummary(List.of("recall@10")).lines(FIGURES);

        assertThat(lines.keySet()).containsExactly("als", "bias", "popularity");
        assertThat(lines).containsEntry("als", "recall@10 0.500 (0.400 to 0.600), 1,234 users of the held out days");
    }

    @Test
    void aFigureThatAModelLacksIsNotKnown() {
        Map<String, String> lines = new QualitySummary(List.of("diversity@5", "recall@10")).lines(FIGURES);

        assertThat(lines.keySet()).containsExactly("als", "bias", "popularity");
        assertThat(lines)
                .containsEntry(
                        "bias",
                        "diversity@5 not known, recall@10 0.500 (0.400 to 0.600), 1,234 users of the held out days");
    }

    private static Row row(String model, String metric, double value) {
        return new GenericRowWithSchema(
                new Object[] {model, "all", metric, value, value - 0.1, value + 0.1, 1234L, null, null, null, null},
                ModelQuality.TABLE.schema());
    }
}
