package io.reelrank.night.collect;

/** A line that is not of its file's format; the message says what it is not, the same for all lines of its kind. */
final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedLineException(String reason) {
        // Of a dirty file there are many, and nobody asks where they were thrown.
        super(reason, null, false, false);
    }
}
