package io.reelrank.workbench.simulate;

/** Ids as the files write them: a letter and the number, at least seven digits. */
final class Ids {
    private static final int DIGITS = 7;

    private Ids() {}

    static String of(char kind, long number) {
        String digits = Long.toString(number);
        return kind + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
