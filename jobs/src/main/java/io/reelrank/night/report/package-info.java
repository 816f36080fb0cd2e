/**
 * The night's eighth stage: reports to creators how their videos performed, why that changed, and what stands out, as tables and
 * as pages.
 *
 * <p>The entry point is {@link io.reelrank.night.report.ReportStage}. {@code ReportSums} makes the sums of which all else is made,
 * by the numbers of {@code CreatorNumbers} and {@code UserCells}; {@code Windows} says of which days, {@code ViewerCounts} how many
 * people watched and, by {@code ToldCounts}, which of these numbers are told, {@code ToldOffers} which of offers; {@code
 * CreatorTotals}, {@code VideoFigures}, {@code PeerComparison}, {@code ChangeCauses}, {@code AudienceParts}, {@code OfferTastes} and
 * {@code SegmentReach} make one table each, {@code AdviceEvidence}, {@code AdviceTests} and {@code StandingAdvice} the advice,
 * {@code OutlookModel} and {@code OutlookRanges} what to expect of the next video, {@code TastePlaces}, {@code TasteMarket} and
 * {@code SimilarCreators} where creators stand, {@code ReportPages} and {@code PageTask} the pages, by {@link io.reelrank.pages}.
 * The definition of a figure is in {@link io.reelrank.core.tables.CreatorFigure}; tables and pages take their words from there.
 *
 * <p>It reads no event: {@code day_pairs} has the sums of each user, video and day. It does not rank creators.
 */
package io.reelrank.night.report;
