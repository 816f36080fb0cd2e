package io.reelrank.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class TableTest extends SparkTest {
    private static final Table TABLE = Table.of(
            "pets",
            "One row a pet.",
            List.of("name"),
            Field.required("name", DataTypes.StringType, "What it is called."),
            Field.optional("age", DataTypes.IntegerType, "In years; null where unknown."),
            Field.required("toys", DataTypes.createArrayType(DataTypes.StringType, false), "What it plays with."));

    @Test
    void theSchemaCarriesTypesPresenceAndDocs() {
        assertThat(TABLE.schema().fields())
                .extracting(StructField::name, field -> field.dataType().simpleString(), StructField::nullable)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("name", "string", false),
                        org.assertj.core.groups.Tuple.tuple("age", "int", true),
                        org.assertj.core.groups.Tuple.tuple("toys", "array<string>", false));
        assertThat(TABLE.schema().apply("age").getComment().get()).isEqualTo("In years; null where unknown.");
    }

    @Test
    void aKeyMustBeARequiredColumn() {
        Field age = Field.optional("age", DataTypes.IntegerType, "Age.");
        assertThatThrownBy(() -> Table.of("pets", "Pets.", List.of("age"), age))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal key of table pets: age must be a required column");
        assertThatThrownBy(() -> Table.of("pets", "Pets.", List.of("name"), age))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal key of table pets: name must be a required column");
    }

    @Test
    void rowsWithMoreColumnsInAnyOrderConform() {
        assertThatCode(() -> TABLE.conformed(Frames.of(spark(), "extra int, toys array<string>, age int, name string")))
                .doesNotThrowAnyException();
    }

    @Test
    void everyColumnThatIsMissingOrOfAnotherTypeIsNamed() {
        assertThatThrownBy(() -> TABLE.conformed(Frames.of(spark(), "name int, age bigint")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "illegal rows for table pets: name must be string, is int; age must be int, is bigint; toys is missing");
    }

    @Test
    void aRowLacksSomethingWhenARequiredColumnIsNull() {
        assertThat(Frames.lines(Frames.of(
                                spark(),
                                "name string, age int, toys array<string>",
                                "a | null | []",
                                "b | 1 | null",
                                "null | 1 | []")
                        .filter(TABLE.lacksRequired())
                        .select("name")))
                .containsExactly("b", "null");
    }
}
