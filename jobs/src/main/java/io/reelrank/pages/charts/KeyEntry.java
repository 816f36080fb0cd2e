package io.reelrank.pages.charts;

/**
 * What a mark of a chart means.
 *
 * @param mark the style class of the mark: dot, beyond, range, usual, other, line or dashed
 * @param words its meaning
 */
public record KeyEntry(String mark, String words) {}
