package io.reelrank.workbench.simulate;

/** Ids in the files: a letter and the number with at least seven digits. */
final class Ids {
    static final int DIGITS = 7;

    private Ids() {}

    /** The number in an id. */
    static long number(String id) {
        return Long.parseLong(id.substring(1));
    }

    static String of(char kind, long number) {
        String digits = Long.toString(number);
        return kind + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
