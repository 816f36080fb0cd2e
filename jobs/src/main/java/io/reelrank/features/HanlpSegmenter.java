package io.reelrank.features;

import com.hankcs.hanlp.dictionary.stopword.CoreStopWordDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.List;

/**
 * Chinese by HanLP's dictionary: the most likely path of words. Words of one character, numbers and HanLP's own stop words are left out.
 *
 * <p>Names of people are not guessed, because in titles the guesses cut words apart. The dictionary, 8 MB of the jar, is loaded
 * once an executor, when the first title comes; all threads then share it, which HanLP's segments allow while nobody changes
 * their settings.
 */
final class HanlpSegmenter implements Segmenter {
    private static final long serialVersionUID = 1L;

    @Override
    public List<String> words(String run) {
        return Loaded.SEGMENT.seg(run).stream()
                .map((Term term) -> term.word)
                .filter(HanlpSegmenter::isWord)
                .filter(word -> !CoreStopWordDictionary.contains(word))
                .toList();
    }

    private static boolean isWord(String text) {
        return text.codePointCount(0, text.length()) > 1 && text.codePoints().allMatch(Character::isIdeographic);
    }

    // Made when the first title comes.
    private static final class Loaded {
        private static final Segment SEGMENT =
                new ViterbiSegment().enableNameRecognize(false).enableTranslatedNameRecognize(false);
    }
}
