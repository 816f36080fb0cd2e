package io.reelrank.core.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class UsersTest extends SparkTest {
    private final Dataset<Row> events =
            Frames.of(spark(), "event_id string, user_id string", "e1 | u", "e2 | w", "e3 | u", "e4 | x");

    @Test
    void forgottenUsersAreExcluded() {
        assertThat(Frames.lines(Users.without(forgotten("u | forgotten", "w | active", "y | forgotten"), events)
                        .select("event_id", "user_id")))
                .containsExactly("e2 | w", "e4 | x");
    }

    @Test
    void withoutForgottenUsersTheRowsAreReturnedAsTheyAre() {
        assertThat(Users.without(forgotten("u | active", "w | active"), events)).isSameAs(events);
    }

    private static Dataset<Row> forgotten(String... users) {
        return Users.forgotten(Frames.of(spark(), "user_id string, status string", users));
    }
}
