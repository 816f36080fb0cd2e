/**
 * Charts as inline SVG: each is a record that knows where its marks lie, and a template that draws them.
 *
 * <p>A chart is made by its constructor, such as {@link io.reelrank.pages.charts.DotChart}, from values and from the text that
 * stands beside them, and drawn by the template of {@code src/main/jte/charts} that takes it. It has a {@link
 * io.reelrank.pages.charts.Caption}: the sentence that it shows, what it is of, and its figures as a table.
 *
 * <p>The package has no words of its own, formats no value, and knows no row of a table and nobody who reads the page.
 */
package io.reelrank.pages.charts;
