package io.reelrank.night.features;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.WordsSettings;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class VocabularyTest extends SparkTest {
    private static final String VIDEOS = "video_id string, title string";

    @Test
    void wordsOfTooFewOrTooManyVideosAreNotKept() {
        // Of five titles "five" is in five, "four" in four, "two" in two, "one" in one.
        assertThat(words(
                        new WordsSettings(9, 2, 0.8),
                        "a | five four two one one",
                        "b | five four two",
                        "c | five four",
                        "d | five four",
                        "e | five",
                        "f | null",
                        "g |  "))
                .containsExactly("a | [two, four]", "b | [two, four]", "c | [four]", "d | [four]");
    }

    @Test
    void wordsAreOrderedByTfIdfAndThenByText() {
        // ln(6/2) each for x and y, ln(6/3) for z, which a has twice: 1.386 is more than 1.099.
        String[] titles = {"a | zz yy zz xx", "b | zz", "c | zz", "d | xx", "e | yy", "f | other"};
        assertThat(words(new WordsSettings(9, 2, 1), titles)).contains("a | [zz, xx, yy]");
        assertThat(words(new WordsSettings(2, 2, 1), titles)).contains("a | [zz, xx]");
    }

    @Test
    void withoutTitlesOrWithNoWordsPerVideoThereAreNoWords() {
        assertThat(words(new WordsSettings(0, 1, 1), "a | some words")).isEmpty();
        assertThat(words(new WordsSettings(9, 1, 1), "a | null", "b |  ")).isEmpty();
    }

    @Test
    void aDescriptionsWordsCountLikeTheTitles() {
        Dataset<Row> videos = Frames.of(
                spark(),
                "video_id string, title string, description string",
                "a | cats | dogs cats",
                "b | null | dogs",
                "c | birds | null");
        assertThat(Frames.lines(
                        new Vocabulary(new WordExtraction(run -> List.of()), new WordsSettings(9, 1, 1)).of(videos)))
                .containsExactly("a | [cats, dogs]", "b | [dogs]", "c | [birds]");
    }

    @Test
    void nothingDependsOnPartitions() {
        Dataset<Row> videos = Frames.of(
                        spark(),
                        VIDEOS,
                        "a | 旅行 travel 攻略",
                        "b | 旅行 攻略 猫咪",
                        "c | travel 猫咪",
                        "d | 旅行 travel 攻略",
                        "e | other")
                .withColumn("description", lit(null).cast("string"));
        Vocabulary vocabulary = new Vocabulary(new WordExtraction(new HanlpSegmenter()), new WordsSettings(9, 1, 1));
        assertThat(Frames.lines(vocabulary.of(videos.repartition(1))))
                .isEqualTo(Frames.lines(vocabulary.of(videos.repartition(5))))
                .contains("b | [猫咪, 攻略, 旅行]");
    }

    private static List<String> words(WordsSettings settings, String... videos) {
        // English alone; WordExtractionTest covers Chinese.
        return Frames.lines(new Vocabulary(new WordExtraction(run -> List.of()), settings)
                .of(Frames.of(spark(), VIDEOS, videos)
                        .withColumn("description", lit(null).cast("string"))));
    }
}
