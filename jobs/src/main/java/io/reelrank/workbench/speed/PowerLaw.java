package io.reelrank.workbench.speed;

import java.util.List;

/** How something grows: y = c xᵉ. */
final class PowerLaw {
    private PowerLaw() {}

    /**
     * The exponent e: the least squares slope of log y on log x.
     *
     * @param x positive, with at least two different values
     * @param y positive, as many
     */
    static double exponent(List<? extends Number> x, List<? extends Number> y) {
        double meanX = meanLog(x);
        double meanY = meanLog(y);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < x.size(); i++) {
            double fromMean = Math.log(x.get(i).doubleValue()) - meanX;
            covariance += fromMean * (Math.log(y.get(i).doubleValue()) - meanY);
            variance += fromMean * fromMean;
        }
        return covariance / variance;
    }

    private static double meanLog(List<? extends Number> values) {
        return values.stream()
                .mapToDouble(value -> Math.log(value.doubleValue()))
                .average()
                .orElseThrow();
    }
}
