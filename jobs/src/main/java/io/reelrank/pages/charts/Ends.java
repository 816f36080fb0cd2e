package io.reelrank.pages.charts;

/**
 * The ends of a range.
 *
 * @param low the lower one, not a number where the range is not known
 * @param high the upper one
 */
public record Ends(double low, double high) {
    /** The ends of a range that is not known. */
    public static final Ends UNKNOWN = new Ends(Double.NaN, Double.NaN);

    boolean isKnown() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
