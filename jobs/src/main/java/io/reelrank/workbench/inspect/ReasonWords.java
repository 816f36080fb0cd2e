package io.reelrank.workbench.inspect;

import java.util.Map;
import java.util.function.UnaryOperator;

/** The keys of {@code recommendations.reasons} in words. */
final class ReasonWords {
    private static final String ABOUT = "{}";
    private static final Map<String, String> SENTENCES = Map.of(
            "because_watched", "because they wanted {}",
            "followed", "by {}, whom they follow",
            "new_from", "new from {}, whom they follow",
            "popular_with", "popular with {}",
            "popular", "popular lately",
            "new", "new",
            "taste", "much of what they wanted is alike");

    private ReasonWords() {}

    /**
     * A reason in words.
     *
     * @param reason a key, and behind a colon what it is about
     * @param named what a video's id is called
     * @return the reason itself where the key is unknown
     */
    static String of(String reason, UnaryOperator<String> named) {
        int colon = reason.indexOf(':');
        String key = colon < 0 ? reason : reason.substring(0, colon);
        String about = colon < 0 ? "" : reason.substring(colon + 1);
        return SENTENCES
                .getOrDefault(key, reason)
                .replace(ABOUT, key.equals("because_watched") ? named.apply(about) : about);
    }
}
