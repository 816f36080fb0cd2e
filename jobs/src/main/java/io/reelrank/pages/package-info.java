/**
 * Pages for people: self-contained HTML, for creators in Chinese and English, from the rows of a night's tables.
 *
 * <p>A page is put together in three steps: rows become records that hold what is shown, as text and as charts; templates
 * turn the records into HTML; and {@link io.reelrank.pages.PageFrame} adds the one style and the policy that forbids everything
 * else. Each room has its classes in a package and its templates in the folder of the same name below {@code src/main/jte};
 * compiled, a template is a class of that package:
 *
 * <ul>
 *   <li>{@link io.reelrank.pages.creators}, the pages for creators → {@code charts} and this package.
 *   <li>{@link io.reelrank.pages.nights}, the pages for operators → {@code charts} and this package.
 *   <li>{@link io.reelrank.pages.charts}, drawings → no other room.
 * </ul>
 *
 * <p>This package has what creators' and nights' pages share: the frame, the templates' engine, and what is done to text and
 * numbers of rows. It uses none of the rooms. {@code ArchitectureTest} checks the directions.
 *
 * <p>Nothing here reads or writes a file, knows a stage, or computes a figure: what a page says is in the tables.
 */
package io.reelrank.pages;
