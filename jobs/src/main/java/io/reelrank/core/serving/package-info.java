/**
 * The stores that services read lists from, one request at a time: Redis and PostgreSQL.
 *
 * <p>Entry point: {@link io.reelrank.core.serving.ServingStores}, the stores that the settings name. A store holds
 * versions, of which readers see one. A load writes the rows of a publication beside it, from the executors; moving the
 * store's pointer is a step of its own. A load that was cut off goes on where it was.
 *
 * <p>What a service reads is a copy: the publication decides what is true. {@code core.publication} reads that one.
 */
package io.reelrank.core.serving;
