package io.reelrank.core.stage;

/** A quality gate refused tonight's tables; the message says which check failed by how much. */
public final class GateException extends RuntimeException {
    /** @param message which check failed, what it found and what it allows */
    public GateException(String message) {
        super(message);
    }
}
