package io.reelrank.workbench.simulate;

/** Ids in the files: a letter and the number with at least seven digits. */
final class Ids {
    private static final int DIGITS = 7;

    private Ids() {}

    static String of(char kind, long number) {
        String digits = Long.toString(number);
        return kind + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
