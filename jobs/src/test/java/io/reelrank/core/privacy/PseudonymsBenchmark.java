package io.reelrank.core.privacy;

import io.reelrank.core.settings.PseudonymKey;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures the nanoseconds that the pseudonym of an id takes, on one thread, and a look-up among a million erased users. Not a
 * test: run it by hand.
 */
final class PseudonymsBenchmark {
    private static final int IDS = 1_000_000;
    private static final int ROUNDS = 5;

    private PseudonymsBenchmark() {}

    public static void main(String[] args) {
        PseudonymKey key = new PseudonymKey(String.join("", Collections.nCopies(32, "k")));
        Pseudonyms pseudonyms = new Pseudonyms(key);
        List<String> ids = IntStream.range(0, IDS).mapToObj(i -> "user-" + i).toList();
        IdHashes erased = new IdHashes(key, IdHashes.bytes(key, ids));
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (String id : ids) {
                sum += pseudonyms.of(id).length();
            }
            long middle = System.nanoTime();
            for (String id : ids) {
                sum += erased.holds(id) ? 1 : 0;
            }
            System.out.printf(
                    Locale.ROOT,
                    "a pseudonym %.0f ns, a look-up among %,d erased users %.0f ns%n",
                    (middle - start) / (double) IDS,
                    erased.size(),
                    (System.nanoTime() - middle) / (double) IDS);
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was computed");
        }
    }
}
