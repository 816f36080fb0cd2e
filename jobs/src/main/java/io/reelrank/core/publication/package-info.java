/**
 * What a night publishes: its lists, reports and pages as one publication, and the pointer to the current one.
 *
 * <p>Entry point: {@link io.reelrank.core.publication.PublicationReader}, by which other programs resolve, check and open
 * what is published. {@link io.reelrank.core.publication.Publication} is the manifest. The package does not write
 * publications; {@code night.serve} does.
 */
package io.reelrank.core.publication;
