package io.reelrank.night.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.TestSettings;
import io.reelrank.core.tables.ModelQuality;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class QualityChecksTest {
    @Test
    void parityWithNothingToCompareItWithHasNotPassed() {
        QualityChecks checks = new QualityChecks(TestSettings.with().gate(), Optional.empty());

        assertThat(checks.of(List.of(figure("parity_ndcg@20", "activity", 0.62))))
                .contains(new GateCheck(
                        "parity_ndcg@20 by activity",
                        GateCheck.Outcome.NO_PUBLISHED_NIGHT,
                        0.62,
                        null,
                        null,
                        "0.6200; nothing was published before"));
    }

    private static Row figure(String metric, String segment, double value) {
        StructType type = ModelQuality.TABLE.schema();
        Object[] cells = new Object[type.size()];
        cells[type.fieldIndex(ModelQuality.MODEL)] = ModelQuality.SERVED;
        cells[type.fieldIndex(ModelQuality.SEGMENT)] = segment;
        cells[type.fieldIndex(ModelQuality.METRIC)] = metric;
        cells[type.fieldIndex(ModelQuality.VALUE)] = value;
        cells[type.fieldIndex(ModelQuality.USERS)] = 5000L;
        return new GenericRowWithSchema(cells, type);
    }
}
