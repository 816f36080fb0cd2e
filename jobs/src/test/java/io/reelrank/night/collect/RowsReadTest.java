package io.reelrank.night.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.night.collect.RowsRead.OfFile;
import org.junit.jupiter.api.Test;

class RowsReadTest {
    @Test
    void aFileThatARetriedTaskReadsAgainCountsOnce() {
        RowsRead driver = new RowsRead();
        driver.merge(task(new OfFile("a", 3), new OfFile("b", 4)));
        driver.merge(task(new OfFile("b", 4)));
        driver.merge(task(new OfFile("c", 0)));

        assertThat(driver.total()).isEqualTo(7);
        assertThat(driver.value()).containsOnlyKeys("a", "b", "c");
        driver.reset();
        assertThat(driver.isZero()).isTrue();
    }

    private static RowsRead task(OfFile... files) {
        RowsRead counts = new RowsRead();
        for (OfFile file : files) {
            counts.add(file);
        }
        return counts;
    }
}
