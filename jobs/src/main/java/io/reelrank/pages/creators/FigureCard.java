package io.reelrank.pages.creators;

import io.reelrank.pages.charts.IntervalChart;
import io.reelrank.pages.charts.Sparkline;
import java.util.List;
import java.util.Optional;

/**
 * A figure that matters.
 *
 * @param name what it is
 * @param value the value as text
 * @param verdict how it stands
 * @param lines what else is known, a sentence each
 * @param trend its line over the nights
 * @param beside the value in its interval, over the usual range
 */
record FigureCard(
        String name,
        String value,
        Verdict verdict,
        List<String> lines,
        Optional<Sparkline> trend,
        Optional<IntervalChart.IntervalLine> beside) {
    /**
     * How a figure stands.
     *
     * @param words in words
     * @param style the style class: good, bad or empty
     */
    record Verdict(String words, String style) {}
}
