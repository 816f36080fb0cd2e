package io.reelrank.night.features;

import com.hankcs.hanlp.dictionary.stopword.CoreStopWordDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments Chinese with HanLP's dictionary: the most likely sequence of words, without HanLP's stop words and numbers.
 *
 * <p>A single character is no word. Two or more single characters in a row are one word that the dictionary lacks, such
 * as 美妆. Names of people are not recognised, because in titles this cuts other words apart. The dictionary, 8 MB of the
 * jar, is loaded once per executor, with the first title. All threads share it; HanLP's segments are thread-safe while
 * their settings do not change.
 */
final class HanlpSegmenter implements Segmenter {
    private static final long serialVersionUID = 1L;

    @Override
    public List<String> words(String run) {
        List<String> words = new ArrayList<>();
        StringBuilder singles = new StringBuilder();
        for (Term term : Loaded.SEGMENT.seg(run)) {
            boolean isWord = term.word.codePoints().allMatch(Character::isIdeographic)
                    && !CoreStopWordDictionary.contains(term.word);
            if (isWord && length(term.word) == 1) {
                singles.append(term.word);
                continue;
            }
            end(singles, words);
            if (isWord) {
                words.add(term.word);
            }
        }
        end(singles, words);
        return words;
    }

    private static void end(StringBuilder singles, List<String> words) {
        if (length(singles) > 1) {
            words.add(singles.toString());
        }
        singles.setLength(0);
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    // Initialised with the first title, not with the class.
    private static final class Loaded {
        private static final Segment SEGMENT =
                new ViterbiSegment().enableNameRecognize(false).enableTranslatedNameRecognize(false);
    }
}
