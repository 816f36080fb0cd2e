package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.tables.CreatorReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CreatorPagesTest {
    private static final List<String> IDS = List.of(
            "ann",
            "Ann",
            "ANN",
            "c0000123",
            "-1",
            "a_b",
            "中".repeat(40),
            "🎬".repeat(21),
            "x".repeat(60),
            "x".repeat(61),
            "x".repeat(252),
            "X".repeat(252),
            "..",
            ".",
            " ",
            "a/b",
            "a\\b",
            "a%2Fb",
            "a.html",
            "index",
            "q?a=b#c",
            CreatorPages.fileName("..").replaceFirst("\\.html$", ""),
            CreatorPages.fileName(".."));

    @Test
    void everyIdHasAFileOfItsOwnThatEveryDiskTakes() {
        List<String> names = IDS.stream().map(CreatorPages::fileName).toList();

        assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()))
                .hasSameSizeAs(IDS);
        assertThat(names).allSatisfy(name -> {
            assertThat(name).matches("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.html");
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        });
    }

    @Test
    void aNameIsTheSameEveryNight() {
        assertThat(CreatorPages.fileName("c0000123")).isEqualTo("c0000123.html");
        assertThat(CreatorPages.fileName("..")).isEqualTo("id.5ec1f7e700f37c3d0b2981d04855fc34.html");
    }

    @Test
    void theIndexLinksEveryPageThatWasWritten() {
        List<Row> creators = IDS.stream().map(CreatorPagesTest::row).toList();

        String index = new CreatorPages("2022-05-06", 7).index(creators, Set.of("ann"));

        IDS.stream().filter(id -> !id.equals("ann")).forEach(id -> assertThat(index)
                .contains("<a href=\"creators/" + CreatorPages.fileName(id) + "\">"));
        assertThat(index).contains("<td>ann</td>").doesNotContain("creators/ann.html");
    }

    private static Row row(String id) {
        StructType schema = CreatorReport.TABLE.schema();
        Object[] values = new Object[schema.size()];
        values[schema.fieldIndex(CreatorReport.CREATOR_ID)] = id;
        return new GenericRowWithSchema(values, schema);
    }
}
