package io.reelrank.workbench.speed;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures how the time of a sweep grows with pairs, users, videos or rank, each growing alone.
 *
 * @param race runs the training
 * @param base the size to start from
 * @param rank the rank to start from
 */
public record SweepScaling(TrainingRace race, RaceSize base, int rank) {
    private static final List<Integer> UP_TO_4 = List.of(1, 2, 4);
    private static final List<Integer> UP_TO_8 = List.of(1, 2, 4, 8);

    /**
     * The times while one quantity grew.
     *
     * @param what the quantity
     * @param factors multiples of the start
     * @param seconds the time of a sweep at each multiple
     */
    public record Growth(String what, List<Integer> factors, List<Double> seconds) {
        /** The exponent e of seconds ∝ factorᵉ: the least squares slope of log seconds on log factor. */
        public double exponent() {
            List<Double> x = factors.stream().map(Math::log).toList();
            List<Double> y = seconds.stream().map(Math::log).toList();
            double meanX = mean(x);
            double meanY = mean(y);
            double covariance = 0;
            double variance = 0;
            for (int i = 0; i < x.size(); i++) {
                covariance += (x.get(i) - meanX) * (y.get(i) - meanY);
                variance += (x.get(i) - meanX) * (x.get(i) - meanX);
            }
            return covariance / variance;
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(value -> value).average().orElseThrow();
        }
    }

    /** Measures one quantity after the other, as the stream is read. */
    public Stream<Growth> measured() {
        RaceSize shortRows = RaceSize.SHORT;
        return Stream.<Supplier<Growth>>of(
                        () -> growth(
                                "pairs", UP_TO_4, f -> seconds(base.users(), base.items(), base.pairs() * f, rank)),
                        () -> growth(
                                "users", UP_TO_4, f -> seconds(base.users() * f, base.items(), base.pairs(), rank)),
                        () -> growth(
                                "videos", UP_TO_4, f -> seconds(base.users(), base.items() * f, base.pairs(), rank)),
                        () -> growth("rank", UP_TO_4, f -> seconds(base.users(), base.items(), base.pairs(), rank * f)),
                        () -> growth(
                                "rank, short rows",
                                UP_TO_8,
                                f -> seconds(shortRows.users(), shortRows.items(), shortRows.pairs(), rank * f)))
                .map(Supplier::get);
    }

    private double seconds(int users, int items, long pairs, int rank) {
        return race.sweepSeconds(new RaceSize("scaled", users, items, pairs), rank);
    }

    private static Growth growth(String what, List<Integer> factors, IntToDoubleFunction seconds) {
        return new Growth(
                what, factors, factors.stream().map(seconds::applyAsDouble).toList());
    }
}
