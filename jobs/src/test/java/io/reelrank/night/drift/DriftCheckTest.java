package io.reelrank.night.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.TestSettings;
import io.reelrank.core.settings.DriftSettings;
import io.reelrank.core.tables.DriftChecks;
import io.reelrank.core.tables.InputFigures.Family;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is unusual: by hand, and over years of figures that a process draws. */
class DriftCheckTest {
    private static final DriftSettings SETTINGS = TestSettings.with().drift();
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final int DAYS = 365;
    private static final int SEEDS = 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 90,000 / 1.5 - 6 · √90,000, and 110,000 · 1.5 + 6 · √110,000.
                "VOLUME  | 90000 | 110000 | 58200 | 58199  | 58,199, usually 90,000 to 110,000 on 8 days, must be at least 58,200 by drift.volume-factor",
                "VOLUME  | 90000 | 110000 | 166989 | 166990 | 166,990, usually 90,000 to 110,000 on 8 days, must be at most 166,990 by drift.volume-factor",
                // 0.04 / 1.5 - 6 · √(0.04 · 0.96 / 10,000), and 0.05 · 1.5 + 0.05 + 6 · √(0.05 · 0.95 / 10,000).
                "SHARE   | 0.04 | 0.05 | 0.0150 | 0.0149 | 1.49%, usually 4.00% to 5.00% on 8 days, must be at least 1.49% by drift.share-factor",
                "SHARE   | 0.04 | 0.05 | 0.1380 | 0.1381 | 13.81%, usually 4.00% to 5.00% on 8 days, must be at most 13.81% by drift.share-factor",
                // 0.9 - 0.05 - 6 · √(0.09 / 10,000); a column that becomes complete is fine.
                "FILLED  | 0.9 | 0.95 | 0.8321 | 0.8319 | 83.19%, usually 90.00% to 95.00% on 8 days, must be at least 83.20% by drift.share-change",
                "FILLED  | 0.9 | 0.95 | 1 | 0 | 0.00%, usually 90.00% to 95.00% on 8 days, must be at least 83.20% by drift.share-change",
                // 0.02 + 0.05 + 6 · √(0.02 · 0.98 / 10,000).
                "FAULTY  | 0.01 | 0.02 | 0 | 0.0785 | 7.85%, usually 1.00% to 2.00% on 8 days, must be at most 7.84% by drift.share-change",
                "LEVEL   | 6000 | 9000 | 4000 | 7.5 | 7.50, usually 6,000 to 9,000 on 8 days, must be at least 4,000 by drift.level-factor",
                "LEVEL   | 2 | 3 | 4.5 | 4.6 | 4.60, usually 2.00 to 3.00 on 8 days, must be at most 4.50 by drift.level-factor",
                "NEW_IDS | 1600 | 2500 | 294 | 293 | 293, usually 1,600 to 2,500 on 8 days, must be at least 293 by drift.new-ids-factor"
            })
    void eachFamilyHasItsLimits(Family family, double low, double high, double usual, double unusual, String finding) {
        List<InputFigure> past = new ArrayList<>();
        for (int ago = 1; ago <= 8; ago++) {
            past.add(figure(ago, family, ago % 2 == 0 ? low : high));
        }

        assertThat(DriftCheck.of(figure(0, family, usual), past, SETTINGS).outcome())
                .isEqualTo(DriftChecks.USUAL);
        DriftCheck refused = DriftCheck.of(figure(0, family, unusual), past, SETTINGS);
        assertThat(refused.outcome()).isEqualTo(DriftChecks.REFUSED);
        assertThat(refused.finding()).isEqualTo(finding);
        assertThat(DriftCheck.of(
                                figure(0, family, unusual),
                                past,
                                TestSettings.with("drift.on-unusual=warn").drift())
                        .outcome())
                .isEqualTo(DriftChecks.WARNED);
    }

    @Test
    void theLowestUsualValueIsOfTheSameWeekday() {
        // Every seventh day has twice the rows; tonight is such a day with the rows of the others.
        List<InputFigure> past = IntStream.rangeClosed(1, 28)
                .mapToObj(ago -> figure(ago, Family.VOLUME, ago % 7 == 0 ? 200_000 : 100_000))
                .toList();

        assertThat(DriftCheck.of(figure(0, Family.VOLUME, 100_000), past, SETTINGS)
                        .finding())
                .isEqualTo(
                        "100,000, usually 200,000 to 200,000 on 28 days, must be at least 130,650 by drift.volume-factor");
        // Two such days are too few to tell.
        assertThat(DriftCheck.of(figure(0, Family.VOLUME, 100_000), past.subList(0, 20), SETTINGS)
                        .outcome())
                .isEqualTo(DriftChecks.USUAL);
    }

    @Test
    void theFirstNightsAndFewRowsAreNotCompared() {
        List<InputFigure> past = IntStream.rangeClosed(1, 6)
                .mapToObj(ago -> figure(ago, Family.VOLUME, 100_000))
                .toList();

        assertThat(DriftCheck.of(figure(0, Family.VOLUME, 5), past, SETTINGS).finding())
                .isEqualTo("5; not compared: there are 6 earlier days, drift.least-days = 7");
        List<InputFigure> few = IntStream.rangeClosed(1, 9)
                .mapToObj(ago -> figure(ago, Family.VOLUME, 999))
                .toList();
        DriftCheck skipped = DriftCheck.of(figure(0, Family.VOLUME, 5), few, SETTINGS);
        assertThat(skipped.outcome()).isEqualTo(DriftChecks.SKIPPED);
        assertThat(skipped.finding()).isEqualTo("5; not compared: of 999 rows at the most, drift.least-rows = 1,000");
    }

    @Test
    void ordinaryYearsRaiseNoAlarm() {
        Map<String, Integer> alarms = new TreeMap<>();
        int compared = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Year year = new Year(seed);
            for (int day = 0; day < DAYS; day++) {
                for (DriftCheck check : year.next(UnaryOperator.identity())) {
                    compared += check.has(DriftChecks.SKIPPED) ? 0 : 1;
                    if (check.has(DriftChecks.REFUSED)) {
                        alarms.merge(check.figure().title(), 1, Integer::sum);
                    }
                }
            }
        }
        System.out.printf("%,d figures of %,d nights compared, false alarms: %s%n", compared, SEEDS * DAYS, alarms);

        assertThat(compared).isGreaterThan(95_000);
        assertThat(alarms).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "half of the files    | events.log, rows                     | 0.5",
                "no likes             | events.log, rows with like           | 0",
                "no comments          | events.log, rows with comment        | 0",
                "seconds              | events.log, watch_ms, median         | 0.001",
                "users' ids renamed   | user_index, new users                | 100",
                "no tags              | videos.all, rows with tags           | 0",
                "a column null        | events.log, rows with traffic_source | 0"
            })
    void faultsAreFound(String fault, String title, double times) {
        int missed = 0;
        int missedOrdinary = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Year year = new Year(seed);
            for (int day = 0; day < DAYS; day++) {
                List<DriftCheck> checks = year.next(figure -> figure.title().equals(title)
                        ? new InputFigure(
                                figure.day(),
                                figure.source(),
                                figure.name(),
                                figure.family(),
                                figure.value() * times,
                                figure.rows())
                        : figure);
                if (day >= 28 && checks.stream().noneMatch(check -> check.has(DriftChecks.REFUSED))) {
                    missed++;
                    missedOrdinary += InputProcess.isOrdinary(day) ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "%s: missed on %,d of %,d nights, %d of them ordinary%n",
                fault, missed, SEEDS * (DAYS - 28), missedOrdinary);

        // Half of a holiday's rows is two thirds of another day's, and half of today's of a platform that grows by a
        // hundredth a day
        // nearly what it had three weeks ago.
        boolean isOfVolume = fault.startsWith("half");
        assertThat(missedOrdinary).isLessThanOrEqualTo(isOfVolume ? SEEDS : 0);
        assertThat(missed).isLessThanOrEqualTo(isOfVolume ? SEEDS * 40 : 0);
    }

    /** A year of nights of which each is compared with the days before, which are ordinary. */
    private static final class Year {
        private final InputProcess process;
        private final Map<String, List<InputFigure>> past = new HashMap<>();
        private int day;

        Year(long seed) {
            process = new InputProcess(seed);
        }

        /** The checks of the next day, whose figures are changed for it alone. */
        List<DriftCheck> next(UnaryOperator<InputFigure> fault) {
            List<InputFigure> figures = process.day(day);
            day++;
            List<DriftCheck> checks = figures.stream()
                    .map(fault)
                    .map(figure -> DriftCheck.of(figure, window(figure), SETTINGS))
                    .toList();
            figures.forEach(figure -> past.computeIfAbsent(figure.title(), title -> new ArrayList<>())
                    .add(figure));
            return checks;
        }

        private List<InputFigure> window(InputFigure figure) {
            List<InputFigure> all = past.getOrDefault(figure.title(), List.of());
            return all.subList(Math.max(0, all.size() - SETTINGS.historyDays()), all.size());
        }
    }

    private static InputFigure figure(int ago, Family family, double value) {
        double rows = Stream.of(Family.VOLUME, Family.NEW_IDS).anyMatch(family::equals) ? value : 10_000;
        return new InputFigure(DATE.minusDays(ago), "events.log", "figure", family, value, rows);
    }
}
