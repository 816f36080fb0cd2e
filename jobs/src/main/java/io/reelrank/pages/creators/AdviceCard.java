package io.reelrank.pages.creators;

import java.util.List;

/**
 * A piece of advice.
 *
 * @param title what was found
 * @param attempt what could be tried next
 * @param facts what is known of it, each with its name
 */
record AdviceCard(String title, String attempt, List<Fact> facts) {
    /**
     * A fact with its name.
     *
     * @param name what it is
     * @param words in words
     */
    record Fact(String name, String words) {}
}
