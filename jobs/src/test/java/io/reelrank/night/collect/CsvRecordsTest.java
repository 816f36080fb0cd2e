package io.reelrank.night.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.files.TextLines;
import io.reelrank.core.settings.CsvDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRecordsTest {
    private static final CsvDialect SPARK = dialect(',', '"', '\\', "");
    private static final CsvDialect EXCEL = dialect(';', '"', '"', "");
    private static final CsvDialect MYSQL = dialect('\t', '"', '\\', "#");

    @TempDir
    private Path folder;

    private static CsvDialect dialect(char delimiter, char quote, char escape, String comment) {
        return new CsvDialect("UTF-8", delimiter, quote, escape, comment, List.of("\\N"));
    }

    @Test
    void valuesHaveNoWhitespaceAround() throws IOException {
        assertThat(read("1, 2 ,\t3 \n#1,2,猫\n,,\n\"\",x,\"  \"\n", CsvDialect.RFC_4180))
                .containsExactly("1 [1, 2, 3]", "2 [#1, 2, 猫]", "3 [, , ]", "4 [, x, ]");
    }

    @Test
    void aQuotedValueMayHoldDelimitersQuotesAndLineBreaks() throws IOException {
        assertThat(read("\"a,b\",2,\"he said \"\"hi\"\"\"\n1,\"two\r\n\nlines\",3\nx,y,z\n", CsvDialect.RFC_4180))
                .containsExactly("1 [a,b, 2, he said \"hi\"]", "2 [1, two\n\nlines, 3]", "5 [x, y, z]");
    }

    @Test
    void aLineOfAQuotedTextIsNeverARecord() throws IOException {
        String forged = "v5,c5,\"a title\nv1,c9,forged\nend\"\nv6,c6,fine\n";
        assertThat(read(forged, CsvDialect.RFC_4180))
                .containsExactly("1 [v5, c5, a title\nv1,c9,forged\nend]", "4 [v6, c6, fine]");
        // Read by another dialect than it was written by, the record is malformed: all its lines are rejected.
        String escaped = "v5,c5,\"a \\\" title\nv1,c9,forged\"\nv6,c6,fine\n";
        assertThat(read(escaped, SPARK)).containsExactly("1 [v5, c5, a \" title\nv1,c9,forged]", "3 [v6, c6, fine]");
        assertThat(read("v5,c5,\"open\nv1,c9,x\ny\" z,1\nv6,c6,fine\n", CsvDialect.RFC_4180))
                .containsExactly(
                        "1 has text behind a closed quote",
                        "2 has text behind a closed quote",
                        "3 has text behind a closed quote",
                        "4 [v6, c6, fine]");
    }

    @Test
    void aQuoteThatIsNeverClosedRejectsItsLines() throws IOException {
        assertThat(read("1,2,3\n\"4,5,6\n7,8,9\n", CsvDialect.RFC_4180))
                .containsExactly("1 [1, 2, 3]", "2 has a quote that is not closed", "3 has a quote that is not closed");
    }

    @Test
    void aRecordWithAnotherNumberOfValuesIsRejected() throws IOException {
        assertThat(read("1,2\n1,2,3,4\n1\n1,2,3\n", CsvDialect.RFC_4180))
                .containsExactly(
                        "1 not 3 comma separated values",
                        "2 not 3 comma separated values",
                        "3 not 3 comma separated values",
                        "4 [1, 2, 3]");
    }

    @Test
    void dialectsOfSparkExcelAndMySql() throws IOException {
        assertThat(read("1,\"a \\\"quoted\\\" word\",c:\\dir\n", SPARK))
                .containsExactly("1 [1, a \"quoted\" word, c:\\dir]");
        assertThat(read("1;\"a;b\";0,5\n", EXCEL)).containsExactly("1 [1, a;b, 0,5]");
        assertThat(read("# made by mysqldump\n1\t\\N\t\"a\tb\"\n", MYSQL)).containsExactly("2 [1, \\N, a\tb]");
    }

    private List<String> read(String text, CsvDialect dialect) throws IOException {
        Path file = Files.write(folder.resolve("file.csv"), text.getBytes(UTF_8));
        List<String> records = new ArrayList<>();
        try (TextLines lines = TextLines.of(file.toString(), new Configuration())) {
            new CsvRecords(lines, dialect, OptionalInt.of(3))
                    .forEachRemaining(record -> records.add(record.line() + " "
                            + record.flaw().orElseGet(() -> record.values().toString())));
        }
        return records;
    }
}
