package io.reelrank.pages.charts;

/** About how wide text is drawn, in font sizes: a browser's fonts are not known when a page is written. */
final class TextWidth {
    private static final int FIRST_WIDE = 0x2000;
    private static final double LATIN = 0.55;

    private TextWidth() {}

    /** The width of a text. */
    static double of(String text) {
        return text.codePoints().mapToDouble(TextWidth::of).sum();
    }

    /** The width of a letter. */
    static double of(int letter) {
        return letter < FIRST_WIDE ? LATIN : 1;
    }
}
