package io.reelrank.pages.nights;

/** How something stands. */
enum Wellness {
    /** As it should be. */
    WELL("well", "good"),
    /** Somebody should look at it. */
    LOOK("look", "look"),
    /** Not as it should be. */
    ILL("bad", "bad");

    private final String words;
    private final String style;

    Wellness(String words, String style) {
        this.words = words;
        this.style = style;
    }

    /** In a word. */
    String words() {
        return words;
    }

    /** The style class. */
    String style() {
        return style;
    }
}
