package io.reelrank.core.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class CopyLineTest {
    private final CopyLine line = new CopyLine();

    @Test
    void valuesAndArraysAreQuoted() {
        assertThat(line(RowFactory.create(17, "u1", seq("v1", "v2"), seq(0.5f, -1f))))
                .isEqualTo("\"u1\",\"{\"\"v1\"\",\"\"v2\"\"}\",\"{0.5,-1.0}\"\n");
        assertThat(line(RowFactory.create(17, "", seq()))).isEqualTo("\"\",\"{}\"\n");
    }

    @Test
    void signsOfTheFormatAreEscaped() {
        assertThat(line(RowFactory.create(17, "a\"b\\c,\n视频"))).isEqualTo("\"a\"\"b\\c,\n视频\"\n");
        // The array is {"a\"b\\c,{}"}, whose quotes are doubled.
        assertThat(line(RowFactory.create(17, "u", seq("a\"b\\c,{}"))))
                .isEqualTo("\"u\",\"{\"\"a\\\"\"b\\\\c,{}\"\"}\"\n");
        assertThat(line(RowFactory.create(17, "u", seq("NULL", "")))).isEqualTo("\"u\",\"{\"\"NULL\"\",\"\"\"\"}\"\n");
    }

    private String line(Row row) {
        return new String(line.of(row, 1), StandardCharsets.UTF_8);
    }

    private static Object seq(Object... values) {
        return CollectionConverters.asScala(List.of(values)).toSeq();
    }
}
