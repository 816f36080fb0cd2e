package io.reelrank.core.privacy;

import io.reelrank.core.settings.PseudonymKey;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Pseudonyms of ids: the first 16 of the 32 bytes of their HMAC-SHA256, as 22 characters of URL-safe Base64. Among n users
 * two have the same pseudonym with a probability of n²/2^129: of a billion, 1.5e-21.
 *
 * <p>The key travels to the executors inside the code of the tasks, as Spark broadcasts it. It is no literal of an expression,
 * which plans, event logs and Spark's pages would print.
 */
final class Pseudonyms implements Serializable {
    /** The bytes of a pseudonym. */
    static final int BYTES = 16;

    private final PseudonymKey key;
    // A Mac is not safe for several threads, and making one costs more than using it.
    private transient volatile ThreadLocal<Mac> macs;

    Pseudonyms(PseudonymKey key) {
        this.key = key;
    }

    /** The pseudonym of an id. */
    String of(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash(id), BYTES));
    }

    /** The 32 bytes of which the pseudonym of an id is the beginning. */
    byte[] hash(String id) {
        return mac().doFinal(id.getBytes(StandardCharsets.UTF_8));
    }

    /** The pseudonyms of a column of ids; null where there is none. */
    Column of(Column ids) {
        UDF1<String, String> pseudonym = id -> id == null ? null : of(id);
        return functions
                .udf(pseudonym, DataTypes.StringType)
                .withName("pseudonym")
                .apply(ids);
    }

    private Mac mac() {
        ThreadLocal<Mac> local = macs;
        if (local == null) {
            local = ThreadLocal.withInitial(key::mac);
            macs = local;
        }
        return local.get();
    }
}
