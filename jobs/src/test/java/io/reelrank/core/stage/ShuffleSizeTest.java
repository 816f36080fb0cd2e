package io.reelrank.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ShuffleSizeTest extends SparkTest {
    @Test
    void shufflesHaveAFewPartitionsForFewRowsAndAtMostTheSessions() {
        SparkSession session = spark().newSession();
        session.conf().set(ShuffleSize.MOST, "32");
        assertThat(partitions(session, 0)).isEqualTo("4");
        assertThat(partitions(session, 1_999_999)).isEqualTo("7");
        assertThat(partitions(session, 2_000_000)).isEqualTo("8");
        assertThat(partitions(session, 1_000_000_000)).isEqualTo("32");
    }

    @Test
    void manyRowsAreReadInMorePiecesThanThereAreCores() {
        SparkSession session = spark().newSession();
        session.conf().set(ShuffleSize.MOST, "32");
        assertThat(pieces(session, 1_999_999)).isEqualTo("2");
        assertThat(pieces(session, 2_000_000)).isEqualTo("8");
    }

    @Test
    void aNumberThatSomebodySetStays() {
        SparkSession session = spark().newSession();
        session.conf().set(ShuffleSize.PARTITIONS, "77");
        assertThat(partitions(session, 0)).isEqualTo("77");
    }

    private static String pieces(SparkSession session, long rows) {
        ShuffleSize.fit(session, rows);
        return session.conf().get("spark.sql.files.minPartitionNum");
    }

    private static String partitions(SparkSession session, long rows) {
        ShuffleSize.fit(session, rows);
        return session.conf().get(ShuffleSize.PARTITIONS);
    }
}
