package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;

import io.reelrank.core.settings.WordsSettings;
import io.reelrank.core.tables.VideoIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which words of titles and descriptions are kept: those that neither too few nor too many videos have, and of each
 * video's the ones with the largest
 *
 * <pre>tf-idf = (times in the text) · ln(videos with a text / videos with the word)</pre>
 *
 * @param words finds the words of a text
 * @param settings how many are kept
 */
record Vocabulary(WordExtraction words, WordsSettings settings) {
    /**
     * The words of each video.
     *
     * @param videos {@code video_id, title, description}
     * @return {@code video_id, words}, those first that say most; videos without any are missing
     */
    Dataset<Row> of(Dataset<Row> videos) {
        Dataset<Row> described = videos.select(
                        col(VideoIndex.VIDEO_ID),
                        concat_ws("\n", col("title"), col("description")).as("text"))
                .filter(trim(col("text"), " \n").notEqual(""));
        long texts = settings.perVideo() == 0 ? 0 : described.count();
        if (texts == 0) {
            return videos.limit(0).selectExpr("video_id", "cast(array() as array<string>) as words");
        }
        WordExtraction local = words;
        UserDefinedFunction split = udf(
                (UDF1<String, String[]>) text -> local.of(text).toArray(String[]::new),
                DataTypes.createArrayType(DataTypes.StringType, false));
        Dataset<Row> found = described
                .select(
                        col(VideoIndex.VIDEO_ID),
                        explode(split.apply(col("text"))).as("word"))
                .groupBy(VideoIndex.VIDEO_ID, "word")
                .agg(count(lit(1)).as("times"));
        Dataset<Row> kept = found.groupBy("word")
                .agg(count(lit(1)).as("videos"))
                .filter(col("videos")
                        .geq(settings.minVideos())
                        .and(col("videos").leq(settings.maxShare() * texts)));
        Column tfIdf = col("times").multiply(log(lit((double) texts).divide(col("videos"))));
        return found.join(kept, "word")
                .groupBy(VideoIndex.VIDEO_ID)
                .agg(slice(
                                array_sort(
                                        collect_list(struct(tfIdf.multiply(-1).as("says"), col("word")))),
                                1,
                                settings.perVideo())
                        .as("best"))
                .select(
                        col(VideoIndex.VIDEO_ID),
                        transform(col("best"), word -> word.getField("word")).as("words"));
    }
}
