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
 * The words of a title or description, in Chinese, English or both.
 *
 * <p>Text is brought to one spelling (NFKC: full width letters become plain ones) and to lower case. Runs of Chinese
 * are cut by the segmenter; other words are runs of letters and digits with a letter in them, at least two characters
 * long, without a closing 's and without English stop words. Emoji, punctuation and numbers with what they count are
 * left out. A hashtag is a word of its own, with its #, besides the words in it.
 *
 * @param chinese cuts Chinese
 */
record WordExtraction(Segmenter chinese) implements Serializable {
    // A number goes with its counter: what follows 53 in 53天猫咪 is a cat, and not 天猫, a shop.
    private static final Pattern PARTS = Pattern.compile("#(?<tag>[\\p{L}\\p{M}\\p{N}_]+)"
            + "|\\p{N}+(?:分钟|小时|个月|[天年月日号集期季部章回次个岁人万元块分秒条招步])"
            + "|(?<han>\\p{IsHan}+)"
            + "|(?<plain>[\\p{L}\\p{M}\\p{N}&&\\P{IsHan}]+(?:'[\\p{L}&&\\P{IsHan}]+)*)");
    private static final Set<String> STOP = Set.of(StopWordsRemover.loadDefaultStopWords("english"));

    /**
     * The words in their order, repeated ones too.
     *
     * @param text a title or description, or null
     */
    List<String> of(String text) {
        if (text == null) {
            return List.of();
        }
        String spelled = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replace('’', '\'')
                .toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        add(spelled, words);
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
