/**
 * The lease of a storage root: one run at a time works on it, and a run that vanished needs nobody to clear up after it.
 *
 * <p>The door is {@link io.reelrank.core.lease.Leases#take}. The only atomic step that a file system must have is to create
 * a file unless it exists.
 *
 * <p>It knows no tables, stages or publications. It protects files under the root only as far as those who change them
 * ask {@link io.reelrank.core.lease.Lease#requireHeld} before.
 */
package io.reelrank.core.lease;
