/**
 * The night's sixth stage: reports how each creator's videos performed, as tables and as pages.
 *
 * <p>The entry point is {@link io.reelrank.night.report.ReportStage}. The definition of a figure is the doc of its
 * column; the pages show this text, so there is only one definition.
 *
 * <p>It ranks nothing and gives no advice.
 */
package io.reelrank.night.report;
