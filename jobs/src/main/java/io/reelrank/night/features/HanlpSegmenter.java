package io.reelrank.night.features;

import com.hankcs.hanlp.dictionary.stopword.CoreStopWordDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Chinese by HanLP's dictionary: the most likely path of words, without HanLP's own stop words and without numbers.
 *
 * <p>A single character is no word, but two or more side by side are one that the dictionary lacks, such as 美妆. Names
 * of people are not guessed, because in titles the guesses cut words apart. The dictionary, 8 MB of the jar, is loaded
 * once an executor, when the first title comes; all threads then share it, which HanLP's segments allow while nobody
 * changes their settings.
 */
final class HanlpSegmenter implements Segmenter {
    private static final long serialVersionUID = 1L;

    @Override
    public List<String> words(String run) {
        List<String> words = new ArrayList<>();
        StringBuilder singles = new StringBuilder();
        for (Term term : Loaded.SEGMENT.seg(run)) {
            boolean isSaying = term.word.codePoints().allMatch(Character::isIdeographic)
                    && !CoreStopWordDictionary.contains(term.word);
            if (isSaying && length(term.word) == 1) {
                singles.append(term.word);
                continue;
            }
            end(singles, words);
            if (isSaying) {
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

    // Made when the first title comes.
    private static final class Loaded {
        private static final Segment SEGMENT =
                new ViterbiSegment().enableNameRecognize(false).enableTranslatedNameRecognize(false);
    }
}
