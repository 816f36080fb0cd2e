package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
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
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.Videos;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Selects the words of titles and descriptions. Words of too few or too many videos are dropped, and each video keeps
 * the words with the largest
 *
 * <pre>tf-idf = (times in the text) · ln(videos with a text / videos with the word)</pre>
 *
 * @param words extracts the words of a text
 * @param settings which and how many words are kept
 */
record Vocabulary(WordExtraction words, WordsSettings settings) {
    private static final String TEXT = "text";
    private static final String WORD = "word";
    private static final String TIMES = "times";
    private static final String VIDEOS = "videos";
    private static final String BEST = "best";

    /**
     * The words of each video.
     *
     * @param videos {@code video_id, title, description}
     * @return {@code video_id, words}, largest tf-idf first; videos without words are missing
     */
    Dataset<Row> of(Dataset<Row> videos) {
        Dataset<Row> texts = videos.select(
                        col(VideoIndex.VIDEO_ID),
                        concat_ws("\n", col(Videos.TITLE), col(Videos.DESCRIPTION))
                                .as(TEXT))
                .filter(trim(col(TEXT), " \n").notEqual(""));
        long textCount = settings.perVideo() == 0 ? 0 : texts.count();
        if (textCount == 0) {
            return videos.limit(0)
                    .select(
                            col(VideoIndex.VIDEO_ID),
                            array().cast("array<string>").as(VideoFeatures.WORDS));
        }
        // A copy, so that the function does not capture this record.
        WordExtraction extraction = words;
        UserDefinedFunction split = udf(
                (UDF1<String, String[]>) text -> extraction.of(text).toArray(String[]::new),
                DataTypes.createArrayType(DataTypes.StringType, false));
        Dataset<Row> found = texts.select(
                        col(VideoIndex.VIDEO_ID),
                        explode(split.apply(col(TEXT))).as(WORD))
                .groupBy(VideoIndex.VIDEO_ID, WORD)
                .agg(count(lit(1)).as(TIMES));
        Dataset<Row> kept = found.groupBy(WORD)
                .agg(count(lit(1)).as(VIDEOS))
                .filter(col(VIDEOS).geq(settings.minVideos()).and(col(VIDEOS).leq(settings.maxShare() * textCount)));
        Column tfIdf = col(TIMES).multiply(log(lit((double) textCount).divide(col(VIDEOS))));
        return found.join(kept, WORD)
                .groupBy(VideoIndex.VIDEO_ID)
                .agg(slice(
                                array_sort(
                                        collect_list(struct(tfIdf.multiply(-1).as("order"), col(WORD)))),
                                1,
                                settings.perVideo())
                        .as(BEST))
                .select(
                        col(VideoIndex.VIDEO_ID),
                        transform(col(BEST), word -> word.getField(WORD)).as(VideoFeatures.WORDS));
    }
}
