/**
 * Shows what a night's tables say about one user: profile, seen videos, list, and the reasons for each place.
 *
 * <p>The entry point is {@link io.reelrank.workbench.inspect.Inspection}. It only reads tables; it computes no lists.
 */
package io.reelrank.workbench.inspect;
