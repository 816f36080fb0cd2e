package io.reelrank.core.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.LoadPace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aConnectionSendsItsShareOfTheRows() {
        RateLimit limit = new RateLimit(pace(4, 1000), 0);
        // 250 rows a second: 500 rows take two seconds.
        assertThat(limit.book(500, 0)).isZero();
        assertThat(limit.book(250, 0)).isEqualTo(2 * SECOND);
        assertThat(limit.book(250, SECOND)).isEqualTo(2 * SECOND);
    }

    @Test
    void timeThatWasLostIsNotCaughtUp() {
        RateLimit limit = new RateLimit(pace(1, 100), 0);
        assertThat(limit.book(100, 60 * SECOND)).isZero();
        assertThat(limit.book(100, 60 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void aBatchIsATenthOfASecondAtMost() {
        assertThat(new RateLimit(pace(4, 20), 0).batch()).isEqualTo(1);
        assertThat(new RateLimit(pace(2, 1000), 0).batch()).isEqualTo(50);
        assertThat(new RateLimit(pace(1, 1_000_000), 0).batch()).isEqualTo(200);
    }

    private static LoadPace pace(int connections, int rowsPerSecond) {
        return new LoadPace(connections, rowsPerSecond, Duration.ofSeconds(1));
    }
}
