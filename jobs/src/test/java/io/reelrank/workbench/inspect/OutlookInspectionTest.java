package io.reelrank.workbench.inspect;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.files.InputException;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorOutlook;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlookInspectionTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");

    @TempDir
    private Path root;

    private OutlookInspection inspection;

    @BeforeEach
    void writeANight() {
        TableStore store = new TableStore(spark(), root.toString());
        store.write(
                CreatorOutlook.TABLE,
                Frames.of(
                                spark(),
                                "creator_id string, kind string, option string, videos bigint, niche_videos bigint,"
                                        + " expected double, low double, high double, held double, tested bigint,"
                                        + " wanted_by bigint, tastes array<string>",
                                "ann | usual |  | 9 | null | 0.02 | -0.08 | 0.12 | 0.81 | 90 | null | null",
                                "ann | length | 1m_to_3m | 4 | 40 | 0.05 | -0.07 | 0.17 | 0.8 | 70 | 50 | [\"food\"]",
                                "ann | tag | sea | 3 | 12 | 0.01 | -0.1 | 0.12 | 0.79 | 120 | null | null",
                                "bob | usual |  | 1 | null | 0.0 | null | null | null | 0 | null | null")
                        .withColumn("dt", lit(DATE)),
                "20220506T000000000",
                Map.of(DATE, Map.of()));
        inspection = new OutlookInspection(store, DATE);
    }

    @Test
    void theDifferencesOfTheOptionsAreAddedToWhatIsUsual() {
        OutlookView view = inspection.planned("ann", List.of("sea", "sky"), List.of("1m_to_3m"));
        assertThat(view.parts().stream().map(OutlookView.Part::name))
                .containsExactly("usual", "length 1m_to_3m", "tag sea");
        // 0.02 + 0.03 − 0.01, and the length's range is the widest.
        assertThat(view.expected()).isCloseTo(0.04, within(1e-12));
        assertThat(view.halfWidth().orElseThrow()).isCloseTo(0.12, within(1e-12));
        assertThat(view.unknown()).hasSize(2);
        assertThat(view.unknown().get(0)).startsWith("tag sky: too few videos");
        assertThat(view.parts().get(1).tastes()).containsExactly("food");
    }

    @Test
    void whereNoRangeIsKnownNoneIsGiven() {
        OutlookView view = inspection.planned("bob", List.of(), List.of());
        assertThat(view.expected()).isZero();
        assertThat(view.halfWidth()).isEmpty();
        assertThat(view.unknown()).isEmpty();
    }

    @Test
    void aCreatorWithoutOutlookIsNamed() {
        assertThatThrownBy(() -> inspection.planned("cyd", List.of(), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("nothing is expected of creator cyd on 2022-05-06: give an id of table creator_outlook");
    }
}
