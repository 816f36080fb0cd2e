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
        /** The exponent e of seconds ∝ factorᵉ. */
        public double exponent() {
            return PowerLaw.exponent(factors, seconds);
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
