package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlatformTest {
    private final Platform platform = new Platform(Worlds.small());

    @Test
    void everyVideoHasOneRankInANicheOfItsDay() {
        Set<Long> found = new HashSet<>();
        for (int day = -40; day < 3; day++) {
            for (int niche = 0; niche < Niche.COUNT; niche++) {
                for (long rank = 0; rank < platform.videosOfNiche(day, niche); rank++) {
                    long number = platform.videoOfNiche(day, niche, rank);
                    assertThat(platform.uploadDay(number)).isEqualTo(day);
                    assertThat(platform.video(number).niche()).isEqualTo(niche);
                    found.add(number);
                }
            }
        }
        assertThat(found).hasSize(675).allMatch(number -> number >= 0 && number < 675);
    }

    @Test
    void everyVideoHasOnePopularityRankOnItsDay() {
        assertThat(LongStream.range(0, platform.videosOn(1)).map(rank -> platform.popularVideo(1, rank)))
                .doesNotHaveDuplicates()
                .allMatch(number -> platform.uploadDay(number) == 1);
    }

    @Test
    void aVideoIsPublishedOnItsUploadDay() {
        assertThat(LongStream.range(0, 675).mapToObj(platform::video))
                .allMatch(video -> video.publishedAt() >= platform.dayStart(video.uploadDay())
                        && video.publishedAt() < platform.dayStart(video.uploadDay() + 1));
    }

    @Test
    void tastesSumToOneAndOneNicheMatchesBest() {
        assertThat(LongStream.range(0, 300).mapToObj(platform::user)).allSatisfy(user -> {
            assertThat(IntStream.range(0, Niche.COUNT).mapToDouble(user::taste).sum())
                    .isCloseTo(1, within(1e-9));
            assertThat(IntStream.range(0, Niche.COUNT).mapToDouble(user::match).max())
                    .hasValue(1);
        });
    }

    @Test
    void tasteDependsOnGender() {
        int beauty = IntStream.range(0, Niche.COUNT)
                .filter(niche -> Niche.ALL.get(niche).english().equals("beauty"))
                .findFirst()
                .orElseThrow();
        Platform larger = new Platform(Worlds.small("users=5000"));
        assertThat(meanTaste(larger, "female", beauty)).isGreaterThan(2 * meanTaste(larger, "male", beauty));
    }

    @Test
    void aPlatformWithAnotherSeedDiffers() {
        Platform other = new Platform(Worlds.small("seed=2"));
        assertThat(LongStream.range(0, 100).filter(number -> other.video(number).equals(platform.video(number))))
                .isEmpty();
    }

    private static double meanTaste(Platform platform, String gender, int niche) {
        return LongStream.range(0, 5000)
                .mapToObj(platform::user)
                .filter(user -> user.attributes().gender().equals(gender))
                .mapToDouble(user -> user.taste(niche))
                .average()
                .orElseThrow();
    }
}
