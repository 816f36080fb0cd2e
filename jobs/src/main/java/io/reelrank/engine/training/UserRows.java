package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.col;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.reduce.ExactSum;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The pairs of some users in columns, by user and then by video. A pair takes 16 bytes; a row of SQL for each would
 * cost more than the fit.
 *
 * @param starts [users + 1] index of each user's first pair
 * @param videos [pairs] the videos' numbers
 * @param rows [pairs] n_ui, the number of the pair's rows
 * @param centred [pairs] Σ (r − μ) over these rows
 */
// Arrays, because boxes cost more than the fitting; nobody compares them by equals.
@SuppressWarnings("ArrayRecordComponent")
record UserRows(int[] starts, int[] videos, int[] rows, double[] centred) implements Serializable {
    /**
     * Packs the pairs of all users; those of a user stay together.
     *
     * @param pairs {@code user_idx, video_idx, n, r}
     * @param mu μ
     */
    static JavaRDD<UserRows> of(Dataset<Row> pairs, double mu) {
        Column user = col(EngineColumns.USER_IDX);
        return pairs.select(
                        user, col(EngineColumns.VIDEO_IDX), col("n").cast("int"), col("r").minus(col("n").multiply(mu)))
                .repartition(user)
                .sortWithinPartitions(user, col(EngineColumns.VIDEO_IDX))
                .javaRDD()
                .mapPartitions(UserRows::packed);
    }

    private static Iterator<UserRows> packed(Iterator<Row> pairs) {
        IntStream.Builder starts = IntStream.builder();
        IntStream.Builder videos = IntStream.builder();
        IntStream.Builder rows = IntStream.builder();
        DoubleStream.Builder centred = DoubleStream.builder();
        int user = -1;
        int count = 0;
        for (; pairs.hasNext(); count++) {
            Row pair = pairs.next();
            if (pair.getInt(0) != user) {
                user = pair.getInt(0);
                starts.add(count);
            }
            videos.add(pair.getInt(1));
            rows.add(pair.getInt(2));
            centred.add(pair.getDouble(3));
        }
        starts.add(count);
        return List.of(new UserRows(
                        starts.build().toArray(),
                        videos.build().toArray(),
                        rows.build().toArray(),
                        centred.build().toArray()))
                .iterator();
    }

    /**
     * The sums of the videos that do not depend on the biases.
     *
     * @param size how many videos there are
     * @param regularization λ
     */
    Evidence evidence(int size, double regularization) {
        Evidence evidence = Evidence.none(size);
        for (int user = 0; user < users(); user++) {
            double all = rows(user) + regularization;
            for (int pair = starts[user]; pair < starts[user + 1]; pair++) {
                evidence.rows()[videos[pair]] += rows[pair];
                evidence.centred()[videos[pair]] += ExactSum.fixed(centred[pair]);
                evidence.lost()[videos[pair]] += ExactSum.fixed((double) rows[pair] * rows[pair] / all);
            }
        }
        return evidence;
    }

    /**
     * Fits these users' biases, given the videos' biases, and sums what they explain.
     *
     * @param biases [videos] b_i
     * @param regularization λ
     */
    Explained explained(double[] biases, double regularization) {
        long[] perVideo = new long[biases.length];
        long sum = 0;
        long squares = 0;
        for (int user = 0; user < users(); user++) {
            double residuals = 0;
            double all = 0;
            for (int pair = starts[user]; pair < starts[user + 1]; pair++) {
                residuals += centred[pair] - rows[pair] * biases[videos[pair]];
                all += centred[pair];
            }
            double bias = residuals / (rows(user) + regularization);
            sum += ExactSum.fixed(bias);
            squares += ExactSum.fixed(bias * all);
            for (int pair = starts[user]; pair < starts[user + 1]; pair++) {
                perVideo[videos[pair]] += ExactSum.fixed(rows[pair] * bias);
            }
        }
        return new Explained(perVideo, users(), sum, squares);
    }

    private int users() {
        return starts.length - 1;
    }

    private double rows(int user) {
        return Arrays.stream(rows, starts[user], starts[user + 1])
                .asLongStream()
                .sum();
    }

    /**
     * Sums of the videos that do not depend on the biases.
     *
     * @param rows [videos] n_i
     * @param centred [videos] Σ (r − μ), by {@link ExactSum#fixed}
     * @param lost [videos] Σ_u n_ui² / (λ + n_u), by {@link ExactSum#fixed}
     */
    record Evidence(long[] rows, long[] centred, long[] lost) implements Serializable {
        static Evidence none(int size) {
            return new Evidence(new long[size], new long[size], new long[size]);
        }

        Evidence plus(Evidence other) {
            add(rows, other.rows);
            add(centred, other.centred);
            add(lost, other.lost);
            return this;
        }
    }

    /**
     * What the users' biases explain.
     *
     * @param perVideo [videos] Σ_u n_ui b_u, by {@link ExactSum#fixed}
     * @param users how many users there are
     * @param biases Σ_u b_u, by {@link ExactSum#fixed}
     * @param squares Σ_u b_u Σ_i (r_ui − μ), by {@link ExactSum#fixed}
     */
    record Explained(long[] perVideo, long users, long biases, long squares) implements Serializable {
        Explained plus(Explained other) {
            add(perVideo, other.perVideo);
            return new Explained(perVideo, users + other.users, biases + other.biases, squares + other.squares);
        }
    }

    private static void add(long[] to, long[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }
}
