package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SegmentsTest extends SparkTest {
    private static final Dataset<Row> USERS = Frames.of(
                    spark(),
                    "user_id string, age string, city string",
                    "ann | 18 | a",
                    "bob | 18 | a",
                    "cat | 18 | b",
                    "dan | null | b",
                    "eve | 40 | b",
                    "fay | 50 | null",
                    "gone | 50 | null",
                    "left | 18 | a")
            .selectExpr(
                    "user_id",
                    "if(user_id in ('gone', 'left'), 'forgotten', 'active') as status",
                    "array(named_struct('name', 'age', 'value', age), named_struct('name', 'city', 'value', city)) as attributes");

    @Test
    void aUserBelongsToTheFirstSegmentThatIsLargeEnough() {
        assertThat(Frames.lines(new Segments(List.of("age+city", "age", "city"), 2)
                        .of(USERS)
                        .select("user_id", "segment")))
                .containsExactly(
                        "ann | age=18+city=a", "bob | age=18+city=a", "cat | age=18", "dan | city=b", "eve | city=b");
    }

    @Test
    void withoutAttributesThereAreNone() {
        assertThat(Frames.lines(new Segments(List.of(), 1).of(USERS))).isEmpty();
        assertThat(Frames.lines(new Segments(List.of("shoe"), 1).of(USERS))).isEmpty();
    }
}
