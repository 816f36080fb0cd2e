package io.reelrank.core.privacy;

import io.reelrank.core.settings.PseudonymKey;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/**
 * A set of ids of which only salted hashes are known: 16 bytes of the HMAC-SHA256 of each id under the salt, sorted. It takes
 * 16 bytes an id, and a look-up is a binary search.
 */
final class IdHashes implements Serializable {
    private final Pseudonyms salted;
    // The two halves of each hash at the same place, sorted by the first half.
    private final long[] first;
    private final long[] second;

    /** @param hashes the bytes of one or several {@link #bytes} one after the other */
    IdHashes(PseudonymKey salt, byte[] hashes) {
        salted = new Pseudonyms(salt);
        TreeSet<ByteBuffer> sorted = new TreeSet<>();
        for (int i = 0; i < hashes.length; i += Pseudonyms.BYTES) {
            sorted.add(ByteBuffer.wrap(hashes, i, Pseudonyms.BYTES).slice());
        }
        long[][] halves = sorted.stream()
                .map(hash -> new long[] {hash.getLong(0), hash.getLong(Long.BYTES)})
                .toArray(long[][]::new);
        Arrays.sort(halves, (one, other) -> Long.compare(one[0], other[0]));
        first = Arrays.stream(halves).mapToLong(half -> half[0]).toArray();
        second = Arrays.stream(halves).mapToLong(half -> half[1]).toArray();
    }

    /** The hashes of ids as bytes, sorted, each once. */
    static byte[] bytes(PseudonymKey salt, Collection<String> ids) {
        Pseudonyms salted = new Pseudonyms(salt);
        TreeSet<ByteBuffer> sorted = new TreeSet<>();
        ids.forEach(id ->
                sorted.add(ByteBuffer.wrap(salted.hash(id), 0, Pseudonyms.BYTES).slice()));
        ByteBuffer bytes = ByteBuffer.allocate(sorted.size() * Pseudonyms.BYTES);
        sorted.forEach(bytes::put);
        return bytes.array();
    }

    int size() {
        return first.length;
    }

    /** Whether the id is in the set; false for null. */
    boolean holds(String id) {
        if (id == null) {
            return false;
        }
        ByteBuffer hash = ByteBuffer.wrap(salted.hash(id));
        long wanted = hash.getLong(0);
        int place = Arrays.binarySearch(first, wanted);
        if (place < 0) {
            return false;
        }
        while (place > 0 && first[place - 1] == wanted) {
            place--;
        }
        for (; place < first.length && first[place] == wanted; place++) {
            if (second[place] == hash.getLong(Long.BYTES)) {
                return true;
            }
        }
        return false;
    }
}
