package io.reelrank.night.collect;

/**
 * A line does not have the format of its file. The message is a rejection reason: the same for all lines with the same
 * flaw.
 */
class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedLineException(String reason) {
        // Without a stack trace: a dirty file causes many of them, and no code looks at where they were thrown.
        super(reason, null, false, false);
    }
}
