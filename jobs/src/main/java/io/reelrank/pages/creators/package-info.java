/**
 * The pages for creators, in Chinese and English: how a creator stands, why that changed, and what to make next.
 *
 * <p>The doors are {@link io.reelrank.pages.creators.CreatorPage} for one creator, {@link
 * io.reelrank.pages.creators.CreatorIndex} for the pages that lead to all, and {@link io.reelrank.pages.creators.CreatorCsv} for
 * the figures without a page. What they are made of is {@link io.reelrank.pages.creators.CreatorRows}, and {@link
 * io.reelrank.pages.creators.PageFiles} names the files. All words are in the two {@code messages} files, which {@code Wording}
 * reads.
 *
 * <p>The package judges nothing that a table has judged, and does not rank creators. It knows nothing of the night's page and
 * the model card.
 */
package io.reelrank.pages.creators;
