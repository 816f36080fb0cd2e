package io.reelrank.engine.als;

import java.io.Serializable;

/**
 * A factorisation may not fit into an executor's heap. The message has the sizes; {@link #remedy} has what would fit.
 */
public final class InsufficientHeapException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final double neededBytes;
    private final double heapBytes;
    private final HeapRemedy remedy;

    /**
     * Changes that would make the factorisation fit. Each is an estimate, and one of them is enough.
     *
     * @param rank the largest rank, if the needed bytes are proportional to it
     * @param blocks the fewest blocks, if the needed bytes are inversely proportional to their number
     * @param broadcastBytes a limit below which a side is routed that is broadcast now
     * @param heapBytes the smallest heap of an executor
     */
    public record HeapRemedy(int rank, int blocks, double broadcastBytes, double heapBytes) implements Serializable {}

    /**
     * @param message the sizes of the factorisation and of the heap
     * @param neededBytes the bytes that the factorisation needs on an executor
     * @param heapBytes the heap of an executor
     * @param remedy what would fit
     */
    public InsufficientHeapException(String message, double neededBytes, double heapBytes, HeapRemedy remedy) {
        super(message);
        this.neededBytes = neededBytes;
        this.heapBytes = heapBytes;
        this.remedy = remedy;
    }

    /** The bytes that the factorisation needs on an executor. */
    public double neededBytes() {
        return neededBytes;
    }

    /** The heap of an executor; a part of it is for the factorisation. */
    public double heapBytes() {
        return heapBytes;
    }

    /** What would fit. */
    public HeapRemedy remedy() {
        return remedy;
    }
}
