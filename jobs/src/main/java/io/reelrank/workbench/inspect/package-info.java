/**
 * Looks into a night's tables for people who ask why: one user's profile, past, list, and the model's reasons.
 *
 * <p>The door is {@link io.reelrank.workbench.inspect.Inspection}. It only reads.
 */
package io.reelrank.workbench.inspect;
