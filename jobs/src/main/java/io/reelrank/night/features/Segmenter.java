package io.reelrank.night.features;

import java.io.Serializable;
import java.util.List;

/** Finds the words of a language that writes none between spaces. */
interface Segmenter extends Serializable {
    /**
     * The words of a text, in its order, those left out that say nothing.
     *
     * @param run text of that language alone
     */
    List<String> words(String run);
}
