package io.reelrank.pages.charts;

import java.util.List;

/**
 * What stands around every chart, and says the same as it.
 *
 * @param headline one sentence: what the chart shows
 * @param about what is drawn, in which unit, and from how many
 * @param columns the names of the table's columns; the first is the name of the row
 * @param rows the figures of the chart, in the order of the columns
 */
public record Caption(String headline, String about, List<String> columns, List<List<String>> rows) {}
