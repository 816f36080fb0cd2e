/**
 * The night's sixth stage: what each creator's videos did, in figures with their definitions, as tables and as pages.
 *
 * <p>The door is {@link io.reelrank.night.report.ReportStage}. A figure's definition is its column's doc in the table, and
 * pages show that text, so that there is one.
 *
 * <p>It ranks nothing and gives no advice.
 */
package io.reelrank.night.report;
