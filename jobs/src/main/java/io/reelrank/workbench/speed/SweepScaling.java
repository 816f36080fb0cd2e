package io.reelrank.workbench.speed;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a sweep of ours costs when pairs, users, videos or rank grow alone.
 *
 * @param race trains
 * @param base what grows
 * @param rank the base's rank
 */
public record SweepScaling(TrainingRace race, RaceSize base, int rank) {
    private static final List<Integer> TWICE_TWICE = List.of(1, 2, 4);
    private static final List<Integer> TWICE_THRICE = List.of(1, 2, 4, 8);

    /**
     * What was measured of one thing that grew.
     *
     * @param what grew
     * @param factors how many times the base
     * @param seconds of a sweep at each
     */
    public record Growth(String what, List<Integer> factors, List<Double> seconds) {
        /** e of seconds ∝ factorᵉ: the least squares slope of log seconds on log factor. */
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

    /** Measures one thing after the other, each when it is asked for. */
    public Stream<Growth> measured() {
        RaceSize few = RaceSize.SHORT;
        return Stream.<Supplier<Growth>>of(
                        () -> growth(
                                "pairs", TWICE_TWICE, f -> seconds(base.users(), base.items(), base.pairs() * f, rank)),
                        () -> growth(
                                "users", TWICE_TWICE, f -> seconds(base.users() * f, base.items(), base.pairs(), rank)),
                        () -> growth(
                                "videos",
                                TWICE_TWICE,
                                f -> seconds(base.users(), base.items() * f, base.pairs(), rank)),
                        () -> growth(
                                "rank", TWICE_TWICE, f -> seconds(base.users(), base.items(), base.pairs(), rank * f)),
                        () -> growth(
                                "rank, short rows",
                                TWICE_THRICE,
                                f -> seconds(few.users(), few.items(), few.pairs(), rank * f)))
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
