/**
 * The nightly batch pipeline of a short-video platform: logs come in, recommendations and creator reports go out.
 *
 * <p>The entry point is {@link io.reelrank.Main}. {@code NightlyPipeline} lists the ten stages of a night in their
 * order; each is a package of {@link io.reelrank.night}:
 *
 * <ol>
 *   <li>{@code collect} reads the sources' files into events, videos and users.
 *   <li>{@code clean} finds suspected bots.
 *   <li>{@code features} makes interactions, profiles and video features.
 *   <li>{@code drift} compares tonight's input with that of the last weeks.
 *   <li>{@code model} trains and evaluates the model.
 *   <li>{@code recommend} makes the lists.
 *   <li>{@code outcomes} counts what came of the lists of earlier nights.
 *   <li>{@code report} makes the creators' reports.
 *   <li>{@code gate} decides whether the night may be published.
 *   <li>{@code serve} publishes it.
 * </ol>
 *
 * <p>The packages lie in six rooms, which may use each other in these directions only:
 *
 * <ul>
 *   <li>{@code cli}, the command line → {@code workbench}, {@code night}, {@code pages}, {@code core}. It gets the stages as a
 *       pipeline and uses no class of theirs.
 *   <li>{@link io.reelrank.night}, the stages → {@code engine}, {@code pages}, {@code core}. No stage uses
 *       another.
 *   <li>{@link io.reelrank.workbench}, tools beside the night → {@code engine}, {@code core}. No tool uses another.
 *   <li>{@link io.reelrank.engine}, the algorithms → {@code core.settings} at the most.
 *   <li>{@link io.reelrank.pages}, pages for people → {@code core}. Pages for creators and for operators do not use
 *       each other.
 *   <li>{@link io.reelrank.core}, settings, tables and what runs stages → no other room.
 * </ul>
 *
 * <p>This package holds nothing but what puts the rooms together. {@code ArchitectureTest} checks the directions.
 */
package io.reelrank;
