package io.reelrank.pages.creators;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreatorRowsTest extends SparkTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void ofVideosWithAsManyPlaysTheFirstByIdAreKept(int partitions) {
        Dataset<Row> videos = spark().createDataFrame(
                        Stream.of(video("v3", 5), video("v1", 5), video("v4", 9), video("v2", 5))
                                .toList(),
                        CreatorPart.VIDEOS.type())
                .repartition(partitions);
        Map<CreatorPart, Dataset<Row>> tables = new EnumMap<>(CreatorPart.class);
        for (CreatorPart part : CreatorPart.values()) {
            StructType type = part == CreatorPart.NIGHTS ? part.type().add("creator_id", "string") : part.type();
            tables.put(part, part == CreatorPart.VIDEOS ? videos : spark().createDataFrame(List.of(), type));
        }

        Iterator<CreatorRows> creators = CreatorRows.grouped(
                CreatorRows.sorted(CreatorRows.together(tables), partitions)
                        .collectAsList()
                        .iterator(),
                3);

        assertThat(creators.next().of(CreatorPart.VIDEOS))
                .extracting(row -> row.<String>getAs("video_id"))
                .containsExactly("v4", "v1", "v2");
        assertThat(creators.hasNext()).isFalse();
    }

    private static Row video(String id, long plays) {
        Map<String, Object> values = Map.of("creator_id", "ann", "video_id", id, "plays", plays);
        return RowFactory.create(Arrays.stream(CreatorPart.VIDEOS.type().fieldNames())
                .map(values::get)
                .toArray());
    }
}
