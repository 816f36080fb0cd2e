/**
 * The nightly batch pipeline of a short-video platform: logs in, recommendations and creator reports out.
 *
 * <p>The door is {@link io.reelrank.Main}. The packages, read in the night's order: {@code collect}, {@code features},
 * {@code model}, {@code recommend}, {@code report}, {@code serve}; each is one stage, and they meet only at the tables
 * that {@code tables} declares.
 */
package io.reelrank;
