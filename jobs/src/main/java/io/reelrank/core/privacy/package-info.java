/**
 * Users' ids as pseudonyms.
 *
 * <p>The entry point is {@link io.reelrank.core.privacy.UserIds}: it decides from the settings and from what a storage root
 * holds how ids are written, and writes them so. A pseudonym is made in the task that reads a row, so a raw id is in no
 * shuffle, cache or table.
 *
 * <p>The package keeps no key, and it cannot turn a pseudonym back into an id: nobody can who lacks the key.
 */
package io.reelrank.core.privacy;
