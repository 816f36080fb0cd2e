package io.reelrank.cli;

import io.reelrank.speed.RaceSize;
import io.reelrank.speed.TrainingRace;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a sweep costs when pairs, users, videos or rank grow alone.
 *
 * @param race trains
 * @param base what grows
 * @param rank the base's rank
 */
record ScalingRuns(TrainingRace race, RaceSize base, int rank) {
    private static final int[] FACTORS = {1, 2, 4};

    /** Prints seconds and returns the fitted exponent of each. */
    Map<String, Double> run(PrintWriter out) {
        Map<String, Double> exponents = new LinkedHashMap<>();
        out.println("| what grows | x 1, s a sweep | x 2 | x 4 | exponent |");
        out.println("|---|---|---|---|---|");
        fit(
                out,
                exponents,
                "pairs",
                f -> race.sweepSeconds(new RaceSize("pairs", base.users(), base.items(), base.pairs() * f), rank));
        fit(
                out,
                exponents,
                "users",
                f -> race.sweepSeconds(new RaceSize("users", base.users() * f, base.items(), base.pairs()), rank));
        fit(
                out,
                exponents,
                "videos",
                f -> race.sweepSeconds(new RaceSize("videos", base.users(), base.items() * f, base.pairs()), rank));
        fit(out, exponents, "rank", f -> race.sweepSeconds(base, rank * f));
        return exponents;
    }

    private static void fit(PrintWriter out, Map<String, Double> exponents, String what, IntFunction<Double> seconds) {
        double[] measured = new double[FACTORS.length];
        for (int i = 0; i < FACTORS.length; i++) {
            measured[i] = seconds.apply(FACTORS[i]);
        }
        // The least squares slope of log seconds on log factor, the factors being equal steps apart.
        double slope = Math.log(measured[2] / measured[0]) / Math.log((double) FACTORS[2] / FACTORS[0]);
        exponents.put(what, slope);
        out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                what,
                measured[0],
                measured[1],
                measured[2],
                slope);
        out.flush();
    }
}
