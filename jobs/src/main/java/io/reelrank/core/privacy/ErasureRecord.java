package io.reelrank.core.privacy;

import java.util.Map;

/**
 * The audit record of an erasure, {@code erasure.json} in its folder. It names nobody.
 *
 * @param run the id of the request, which sorts before those of later nights
 * @param requested when it was asked for, UTC
 * @param users how many users
 * @param digest the SHA-256 of the file of salted hashes, in hexadecimal
 * @param key the id of the key of the pseudonyms; empty where ids are as delivered
 * @param erasedBy the run that erased them; empty until then
 * @param erased when that run began, UTC; empty until then
 * @param rows how many rows were removed or changed, by table
 */
public record ErasureRecord(
        String run,
        String requested,
        long users,
        String digest,
        String key,
        String erasedBy,
        String erased,
        Map<String, Long> rows) {
    /** Whether no night has erased them yet. */
    public boolean isPending() {
        return erasedBy.isEmpty();
    }

    ErasureRecord by(String night, String started, Map<String, Long> removed) {
        return new ErasureRecord(run, requested, users, digest, key, night, started, removed);
    }
}
