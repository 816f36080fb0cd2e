package io.reelrank.pages.charts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DotChartTest {
    @Test
    void aLongNameLeavesRoomForItsValue() {
        assertThat(DotChart.shortened("attribute.city_tier=tier1")).isEqualTo("attribute.city_tier=tier1");
        assertThat(DotChart.shortened("x".repeat(99))).isEqualTo("x".repeat(36) + "…");
        assertThat(DotChart.shortened("长".repeat(99))).isEqualTo("长".repeat(20) + "…");
    }
}
