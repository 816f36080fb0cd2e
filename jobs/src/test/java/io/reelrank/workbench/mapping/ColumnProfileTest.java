package io.reelrank.workbench.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnProfileTest {
    @ParameterizedTest
    @CsvSource({
        "1651795200, s",
        "1651795200.25, s",
        "1651795200123, ms",
        "1651795200123456, us",
        "1651795200123456789, ns",
        "20220506,",
        "20220506120000,",
        "12,",
        "abc,",
    })
    void numbersSince1970HaveAUnit(String value, String unit) {
        assertThat(profile(value).epochUnit().orElse(null)).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-05-06 08:00:00, yyyy-MM-dd HH:mm:ss",
        "2022-05-06 08:00:00.123, yyyy-MM-dd HH:mm:ss.SSS",
        "2022/05/06 08:00, yyyy/MM/dd HH:mm",
        "2022/5/6 8:00, yyyy/M/d H:mm",
        "20220506080000, yyyyMMddHHmmss",
        "20220506, yyyyMMdd",
        "2022-05-06, yyyy-MM-dd",
        "2022年5月6日 8:00, yyyy年M月d日 H:mm",
        "2022-05-06T08:00:00, iso",
        "2022-05-06T08:00:00Z, iso",
        "2022-05-06T08:00:00.123456+08:00, iso",
        "2022-05-06 08:00:00+0800, iso",
        "2022-05-06T08:00:00-03, iso",
        "2022-13-06 08:00:00,",
        "08:00:00,",
        "yesterday,",
    })
    void timesHaveAPatternAndADay(String value, String pattern) {
        assertThat(profile(value).timePattern().orElse(null)).isEqualTo(pattern);
        if (pattern != null) {
            assertThat(profile(value).newestDay(ZoneOffset.UTC)).contains(LocalDate.of(2022, 5, 6));
        }
    }

    @Test
    void absoluteTimesHaveTheDayOfTheZone() {
        ColumnProfile evening = profile("2022-05-06T23:00:00Z", "2022-05-06T22:00:00Z");
        assertThat(evening.isAbsolute()).isTrue();
        assertThat(evening.newestDay(ZoneId.of("Asia/Shanghai"))).contains(LocalDate.of(2022, 5, 7));
        assertThat(profile("1651878000000").newestDay(ZoneId.of("Asia/Shanghai")))
                .contains(LocalDate.of(2022, 5, 7));
        assertThat(profile("2022-05-06 23:00:00").isAbsolute()).isFalse();
        assertThat(profile("2022-99-99", "x").newestDay(ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void theOffsetOfMostTimesCounts() {
        assertThat(profile("2022-05-06T08:00:00+08:00", "2022-05-06T08:00:00+0800", "2022-05-06T08:00:00Z")
                        .offset())
                .contains(ZoneOffset.ofHours(8));
        assertThat(profile("2022-05-06T08:00:00Z").offset()).isEmpty();
        assertThat(profile("2022-05-06").offset()).isEmpty();
        assertThat(profile("2022-05-06 08:00:00").namesOffset()).isFalse();
    }

    @Test
    void flagsAreWrittenInSeveralWays() {
        assertThat(profile("0", "1", null).isFlag()).isTrue();
        assertThat(profile("True", "false").isFlag()).isTrue();
        assertThat(profile("0.0", "1.0").isFlag()).isTrue();
        assertThat(profile("0", "2").isFlag()).isFalse();
        assertThat(profile((String) null).isFlag()).isFalse();
    }

    @Test
    void listsHaveASeparator() {
        assertThat(profile("cats|dogs", "cats").separator()).contains("|");
        assertThat(profile("猫、狗").separator()).contains("、");
        assertThat(profile("39").separator()).isEmpty();
        assertThat(profile("[\"a\"]").isJsonArray()).isTrue();
    }

    @Test
    void quantilesOfNumbers() {
        ColumnProfile profile = profile("3", "1", "2", "1e2", null);
        assertThat(profile.isNumeric()).isTrue();
        assertThat(profile.median()).isEqualTo(3);
        assertThat(profile.quantile(0.9)).isEqualTo(100);
        assertThat(profile.filled()).isEqualTo(0.8);
    }

    private static ColumnProfile profile(String... values) {
        return ColumnProfile.of("column", Arrays.asList(values));
    }
}
