package io.reelrank.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void numbersAreThoseOfTheReferenceImplementation() {
        // Vigna's splitmix64.c with the state 1234567.
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
        assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
    }

    @Test
    void numbersAreThoseOfTheJdk() {
        for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, 42}) {
            SplitMix64 random = new SplitMix64(seed);
            SplittableRandom jdk = new SplittableRandom(seed);
            for (int i = 0; i < 100; i++) {
                assertThat(random.nextLong()).isEqualTo(jdk.nextLong());
            }
        }
    }

    @Test
    void nextDoubleIsTheUpper53BitsOfTheNextLong() {
        SplitMix64 random = new SplitMix64(7);
        SplitMix64 same = new SplitMix64(7);
        for (int i = 0; i < 1000; i++) {
            assertThat(random.nextDouble())
                    .isEqualTo((same.nextLong() >>> 11) / 0x1p53)
                    .isBetween(0.0, Math.nextDown(1.0));
        }
    }
}
