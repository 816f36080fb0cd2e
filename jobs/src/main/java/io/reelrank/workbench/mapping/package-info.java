/**
 * Drafts the mapping of a platform's files: which column is what, in which unit and format, and why.
 *
 * <p>The entry points are {@link io.reelrank.workbench.mapping.SampledFile}, a few rows of a file as texts, and {@link
 * io.reelrank.workbench.mapping.MappingDraft}, the conf file that follows from some of them. {@link
 * io.reelrank.workbench.mapping.FieldNames} has the names in English and Chinese that columns go by.
 *
 * <p>It guesses from names and values alone and says what it could not tell. It collects nothing.
 */
package io.reelrank.workbench.mapping;
