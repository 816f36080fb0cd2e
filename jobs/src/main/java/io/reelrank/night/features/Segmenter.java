package io.reelrank.night.features;

import java.io.Serializable;
import java.util.List;

/** Cuts text into words, for a language that has no spaces between words. */
interface Segmenter extends Serializable {
    /**
     * The words of a text in their order, without stop words.
     *
     * @param run text of that language alone
     */
    List<String> words(String run);
}
