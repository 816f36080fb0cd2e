package io.reelrank.night.collect;

/** A quote is not closed at the end of the text. */
final class OpenQuoteException extends MalformedLineException {
    private static final long serialVersionUID = 1;

    OpenQuoteException() {
        super("has a quote that is not closed");
    }
}
