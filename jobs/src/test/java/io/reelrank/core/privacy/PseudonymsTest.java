package io.reelrank.core.privacy;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.PseudonymKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PseudonymsTest extends SparkTest {
    private static final String KEY = "correct horse battery staple 42!";

    private final Pseudonyms pseudonyms = new Pseudonyms(new PseudonymKey(KEY));

    @Test
    void aPseudonymIsTheBeginningOfTheHmac() throws Exception {
        for (String id : List.of("u1", "用户-42", "")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));

            assertThat(pseudonyms.of(id))
                    .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)))
                    .hasSize(22);
        }
    }

    // printf u1 | openssl dgst -sha256 -hmac 'correct horse battery staple 42!' -binary | head -c 16 | base64 | tr '+/'
    // '-_'
    @Test
    void aPseudonymIsThatOfOtherPrograms() {
        assertThat(pseudonyms.of("u1")).isEqualTo("msO0c6JvKz7FRSeIOu0UFg");
    }

    @Test
    void aColumnHasThePseudonymsOfItsIdsInEveryTask() {
        List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "u" + i).toList();
        Dataset<Row> frame =
                spark().createDataset(ids, Encoders.STRING()).toDF("id").repartition(7);

        assertThat(Frames.lines(frame.select(pseudonyms.of(col("id")).as("id"))))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(pseudonyms::of).toList());
    }

    @Test
    void noPlanTellsTheKey() {
        Dataset<Row> frame = spark().createDataset(List.of("u1"), Encoders.STRING())
                .toDF("id")
                .repartition(2)
                .select(pseudonyms.of(col("id")).as("id"));

        assertThat(frame.queryExecution().toString()).contains("pseudonym(").doesNotContain(KEY, "staple");
        assertThat(frame.queryExecution().optimizedPlan().toJSON()).doesNotContain("staple");
    }

    @Test
    void aKeyPrintsAsItsId() {
        PseudonymKey key = new PseudonymKey(KEY);

        assertThat(key).hasToString("key " + key.id()).isEqualTo(new PseudonymKey(" " + KEY + "\n"));
        assertThat(key.id()).matches("[0-9a-f]{16}");
        assertThat(new PseudonymKey(KEY + "x").id()).isNotEqualTo(key.id());
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new PseudonymKey("too short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal key of 9 bytes: must have 32 or more, as by openssl rand -base64 32");
    }
}
