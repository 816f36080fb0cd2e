package io.reelrank.workbench.speed;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.serving.ServingStores;
import io.reelrank.core.tables.FallbackRecommendations;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.SimilarVideos;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Loads drawn lists into the stores of the settings, by the code that nights use. Ids are as long as usual, and lists have
 * the columns of a night's: {@code u100000017}, {@code v100004711}, {@code because_watched:v100000042}.
 *
 * @param spark the session
 * @param users how many users have a list
 * @param videos how many videos there are, each with a list of similar ones
 * @param length the length of a list
 */
public record StoreLoadRace(SparkSession spark, long users, long videos, int length) {
    private static final String DATE = "2022-05-06";
    private static final long SEGMENTS = 100;
    private static final int FIRST = 100_000_000;

    /**
     * Loads them, and shows them to readers.
     *
     * @param told receives the store and what was done
     */
    public void run(ServingStores stores, BiConsumer<String, String> told) {
        Map<String, Dataset<Row>> datasets = Map.of(
                Recommendations.TABLE.name(), lists(users, Recommendations.USER_ID, "u"),
                FallbackRecommendations.TABLE.name(), lists(SEGMENTS, FallbackRecommendations.SEGMENT, "age="),
                SimilarVideos.TABLE.name(), similar());
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put(Recommendations.TABLE.name(), users);
        rows.put(FallbackRecommendations.TABLE.name(), SEGMENTS);
        rows.put(SimilarVideos.TABLE.name(), videos);
        Publication publication = new Publication(
                DATE,
                "bench",
                1,
                "bench",
                rows.entrySet().stream()
                        .map(dataset -> dataset(dataset.getKey(), dataset.getValue()))
                        .toList(),
                List.of(),
                List.of(),
                Map.of(),
                "",
                "",
                "",
                "",
                "");
        stores.load(publication, datasets::get, told);
        stores.swap(publication);
    }

    private PublishedDataset dataset(String name, long rows) {
        String drawn = "%d users, %d videos, lists of %d".formatted(users, videos, length);
        return new PublishedDataset(name, name, "", List.of(), rows, 0, List.of(), Map.of("table " + name, drawn));
    }

    private Dataset<Row> lists(long rows, String key, String letter) {
        return spark.range(rows)
                .select(
                        id(letter, col("id")).as(key),
                        drawn(at -> video(at)).as(Recommendations.VIDEO_IDS),
                        scores(),
                        drawn(at -> lit("als")).as(Recommendations.SOURCES),
                        drawn(at -> concat(lit("because_watched:"), video(at.plus(length))))
                                .as(Recommendations.REASONS));
    }

    private Dataset<Row> similar() {
        return spark.range(videos)
                .select(
                        id("v", col("id")).as(SimilarVideos.VIDEO_ID),
                        drawn(at -> video(at)).as(SimilarVideos.VIDEO_IDS),
                        scores(),
                        lit("als").as(SimilarVideos.SOURCE));
    }

    private Column scores() {
        return drawn(at -> pmod(xxhash64(col("id"), at), lit(1_000_000))
                        .divide(lit(1_000_000))
                        .cast(DataTypes.FloatType))
                .as(Recommendations.SCORES);
    }

    private Column video(Column at) {
        return id("v", pmod(xxhash64(col("id"), at), lit(videos)));
    }

    // Numbers of nine digits: a format would cost more than the load.
    private static Column id(String letter, Column number) {
        return concat(lit(letter), number.plus(FIRST).cast(DataTypes.StringType));
    }

    private Column drawn(scala.Function1<Column, Column> value) {
        return transform(sequence(lit(1), lit(length)), value);
    }
}
