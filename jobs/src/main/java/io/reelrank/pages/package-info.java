/**
 * Pages for people: self-contained HTML, for creators in Chinese and English, from the rows of a night's tables.
 *
 * <p>The doors are {@link io.reelrank.pages.CreatorPage}, {@link io.reelrank.pages.CreatorIndex} and
 * {@link io.reelrank.pages.CreatorCsv} for creators, {@link io.reelrank.pages.NightPage} and {@link io.reelrank.pages.ModelCard}
 * for operators. A page is put together in three steps: rows become records that hold what is shown, as
 * text and as charts; templates in {@code src/main/jte}, compiled with the classes, turn the records into HTML; and
 * {@link io.reelrank.pages.PageFrame} adds the one style and the policy that forbids everything else. Words for creators are in the two
 * {@code messages} files. Pages for operators are in English, as logs are, and have their words in templates and classes.
 *
 * <p>Every chart is a record that knows where its marks lie, with a {@link io.reelrank.pages.Caption}: the sentence that it
 * shows, what it is of, and its figures as a table.
 *
 * <p>It reads and writes no file, knows no stage, and computes no figure: what a page says is in the tables.
 */
package io.reelrank.pages;
