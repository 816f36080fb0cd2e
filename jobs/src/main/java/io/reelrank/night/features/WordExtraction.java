package io.reelrank.night.features;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.feature.StopWordsRemover;

/**
 * Extracts the words of a title or description in Chinese, English or both.
 *
 * <p>Text is normalised (NFKC, which turns full-width letters into plain ones) and lower-cased. The segmenter cuts runs
 * of Chinese. Other words are runs of letters and digits with at least two characters and one letter; a final 's is
 * removed, and English stop words are dropped. Emoji, punctuation, and numbers with their counters are dropped. A
 * hashtag is one word with its #, in addition to the words within it.
 *
 * @param chinese the segmenter for Chinese
 */
record WordExtraction(Segmenter chinese) implements Serializable {
    // A number includes its counter word: 53天猫咪 is 53天 (53 days) and 猫咪 (cat), not 天猫 (a shop).
    private static final Pattern PARTS = Pattern.compile("#(?<tag>[\\p{L}\\p{M}\\p{N}_]+)"
            + "|\\p{N}+(?:分钟|小时|个月|[天年月日号集期季部章回次个岁人万元块分秒条招步])"
            + "|(?<han>\\p{IsHan}+)"
            + "|(?<plain>[\\p{L}\\p{M}\\p{N}&&\\P{IsHan}]+(?:'[\\p{L}&&\\P{IsHan}]+)*)");
    private static final Set<String> STOP = Set.of(StopWordsRemover.loadDefaultStopWords("english"));

    /**
     * The words in their order, with repetitions.
     *
     * @param text a title or description, or null
     */
    List<String> of(String text) {
        if (text == null) {
            return List.of();
        }
        String normalized = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replace('’', '\'')
                .toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        add(normalized, words);
        return words;
    }

    private void add(String text, List<String> words) {
        Matcher parts = PARTS.matcher(text);
        while (parts.find()) {
            if (parts.group("tag") != null) {
                if (isWord(parts.group("tag"))) {
                    words.add("#" + parts.group("tag"));
                }
                add(parts.group("tag"), words);
            } else if (parts.group("han") != null) {
                words.addAll(chinese.words(parts.group("han")));
            } else if (parts.group("plain") != null) {
                String plain = parts.group("plain");
                String word = plain.endsWith("'s") ? plain.substring(0, plain.length() - 2) : plain;
                if (!STOP.contains(plain) && isWord(word)) {
                    words.add(word);
                }
            }
        }
    }

    private static boolean isWord(String text) {
        return text.codePointCount(0, text.length()) > 1
                && !STOP.contains(text)
                && text.codePoints().anyMatch(Character::isLetter);
    }
}
