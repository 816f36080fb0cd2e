package io.reelrank.pages;

import java.util.Set;

/** Text from the logs as pages can show it. Templates escape it; this is about what escaping does not reach. */
public final class PlainText {
    private static final int MOST = 100;
    private static final int REPLACEMENT = 0xFFFD;
    private static final int ISOLATE = 0x2068;
    private static final int END_OF_ISOLATE = 0x2069;

    // Marks that open or close a direction: with one of them a title could turn around the words after it.
    private static final Set<Integer> TURNING =
            Set.of(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, ISOLATE, END_OF_ISOLATE);

    private PlainText() {}

    /**
     * The text without control characters and marks that turn its direction, halves of characters replaced, at most 100
     * characters long.
     *
     * @param text the text; null is taken as empty
     */
    public static String of(String text) {
        return of(text, MOST);
    }

    /**
     * The same of another length.
     *
     * @param text the text; null is taken as empty
     * @param most the most characters
     */
    public static String of(String text, int most) {
        if (text == null) {
            return "";
        }
        int[] letters = text.codePoints()
                .map(letter -> Character.isWhitespace(letter) ? ' ' : letter)
                .filter(letter -> !Character.isISOControl(letter) && !TURNING.contains(letter))
                .map(letter -> Character.getType(letter) == Character.SURROGATE ? REPLACEMENT : letter)
                .limit(most + 1L)
                .toArray();
        return letters.length > most ? new String(letters, 0, most - 1) + "…" : new String(letters, 0, letters.length);
    }

    /** The same within marks that keep its direction from what stands beside it: for sentences, where no tag can. */
    public static String isolated(String text) {
        return Character.toString(ISOLATE) + of(text) + Character.toString(END_OF_ISOLATE);
    }
}
