package io.reelrank.workbench.inspect;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes the reasons of {@code recommendations} as text. */
final class ReasonWords {
    private static final String BECAUSE_WATCHED = "because_watched";
    private static final String SUBJECT = "{}";
    private static final Map<String, String> SENTENCES = Map.of(
            BECAUSE_WATCHED,
            "because they watched {}",
            "followed",
            "by {}, whom they follow",
            "new_from",
            "new from {}, whom they follow",
            "popular_with",
            "popular with {}",
            "popular",
            "popular recently",
            "new",
            "new",
            "taste",
            "similar to videos they liked");

    private ReasonWords() {}

    /**
     * A reason as text.
     *
     * @param reason a key, and for some keys a colon and a subject
     * @param titled adds the title to a video's id
     * @return the text; the reason itself if its key is unknown
     */
    static String of(String reason, UnaryOperator<String> titled) {
        int colon = reason.indexOf(':');
        String key = colon < 0 ? reason : reason.substring(0, colon);
        String subject = colon < 0 ? "" : reason.substring(colon + 1);
        return SENTENCES
                .getOrDefault(key, reason)
                .replace(SUBJECT, key.equals(BECAUSE_WATCHED) ? titled.apply(subject) : subject);
    }
}
