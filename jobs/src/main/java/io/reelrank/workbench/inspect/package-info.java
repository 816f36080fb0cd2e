/**
 * Shows what a night's tables say about one user: profile, seen videos, list, and the reasons for each place.
 *
 * <p>The entry point is {@link io.reelrank.workbench.inspect.Inspection}. It only reads tables; it computes no lists. {@link
 * io.reelrank.workbench.inspect.OutlookInspection} says what they expect of a creator's planned video.
 */
package io.reelrank.workbench.inspect;
