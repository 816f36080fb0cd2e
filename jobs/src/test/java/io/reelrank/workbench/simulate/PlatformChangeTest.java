package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Four days of 1000 users on platforms that change on the third, and topics that everybody craves. */
class PlatformChangeTest {
    private static final int USERS = 1000;

    @Test
    void trafficChangesFromTheDayOn() {
        Platform platform = platform("change { day = 2, traffic = 0.5 }");
        List<List<Event>> before = days(new Platform(Worlds.small("users=1000")), user -> true);
        List<List<Event>> days = days(platform, user -> true);

        assertThat(days.get(0)).hasSameSizeAs(before.get(0));
        assertThat(days.get(1)).hasSameSizeAs(before.get(1));
        // 600 of 1000 users come on a day, then 300: four standard errors of the ratio are 0.1.
        assertThat(users(days.get(3)) / (double) users(days.get(1))).isCloseTo(0.5, within(0.1));
    }

    @Test
    void noUserComesMoreThanDaily() {
        List<List<Event>> days = days(platform("change { day = 2, traffic = 100 }"), user -> true);
        assertThat(users(days.get(3))).isGreaterThan(990);
    }

    @Test
    void halfOfTheNichesLoseTheirFans() {
        Platform platform = platform("change { day = 2, fans-traffic = 0.25 }");
        LongPredicate isFan = user -> platform.fansTraffic(platform.user(user).favourite()) < 1;
        List<List<Event>> fans = days(platform, isFan);
        List<List<Event>> others = days(platform, isFan.negate());

        assertThat(IntStream.range(0, Niche.COUNT).filter(niche -> platform.fansTraffic(niche) == 0.25))
                .hasSize(7);
        // About 300 of them come on a day: four standard errors are below 0.15 and 0.25.
        assertThat(users(fans.get(3)) / (double) users(fans.get(1))).isCloseTo(0.25, within(0.15));
        assertThat(users(others.get(3)) / (double) users(others.get(1))).isCloseTo(1, within(0.25));
    }

    @Test
    void aShareOfTheUsersTakesUpAnotherTaste() {
        Platform platform = platform("change { day = 2, taste = 0.3 }");
        long changed = LongStream.range(0, USERS)
                .mapToObj(platform::user)
                .filter(user -> IntStream.range(0, Niche.COUNT)
                        .anyMatch(niche -> platform.changed(user).taste(niche) != user.taste(niche)))
                .count();
        // Four standard errors of 1000 draws.
        assertThat(changed / (double) USERS).isCloseTo(0.3, within(0.058));
        assertThat(LongStream.range(0, USERS).mapToObj(platform::user).map(platform::changed))
                .allSatisfy(user -> assertThat(IntStream.range(0, Niche.COUNT)
                                .mapToDouble(user::taste)
                                .sum())
                        .isCloseTo(1, within(1e-9)));
        List<List<Event>> before = days(platform(), user -> true);
        List<List<Event>> days = days(platform, user -> true);
        assertThat(videos(days.get(1))).isEqualTo(videos(before.get(1)));
        assertThat(videos(days.get(2))).isNotEqualTo(videos(before.get(2)));
    }

    @Test
    void everybodyLikesACravedTopicMore() {
        Platform plain = platform("days=4");
        Platform craving = platform("quirks.craved-topics=0.5");
        UserBehaviour usual = new UserBehaviour(plain);
        UserBehaviour craved = new UserBehaviour(craving);

        assertThat(IntStream.range(0, Niche.COUNT).filter(craving::isCraved)).hasSize(7);
        assertThat(IntStream.range(0, Niche.COUNT).filter(plain::isCraved)).isEmpty();
        assertThat(LongStream.range(0, 600).mapToObj(plain::video)).allSatisfy(video -> {
            boolean isCraved = video.topic() == 3 && craving.isCraved(video.niche());
            assertThat(craving.video(video.number())).isEqualTo(video);
            assertThat(craved.affinity(plain.user(1), video) - usual.affinity(plain.user(1), video))
                    .isCloseTo(isCraved ? 1.2 : 0, within(1e-9));
        });
    }

    private static Platform platform(String... more) {
        String[] all = Arrays.copyOf(more, more.length + 3);
        all[more.length] = "users=" + USERS;
        all[more.length + 1] = "new-users-per-day=0";
        all[more.length + 2] = "days=4";
        return new Platform(Worlds.small(all));
    }

    private static List<List<Event>> days(Platform platform, LongPredicate is) {
        List<UserDays> users = LongStream.range(0, USERS)
                .filter(is)
                .mapToObj(user -> new UserDays(platform, user))
                .toList();
        return IntStream.range(0, 4)
                .mapToObj(day -> users.stream()
                        .flatMap(user -> user.eventsOf(day).stream())
                        .toList())
                .toList();
    }

    private static List<Long> videos(List<Event> events) {
        return events.stream().map(event -> event.video().number()).toList();
    }

    private static long users(List<Event> events) {
        return events.stream().map(event -> event.user().number()).distinct().count();
    }
}
