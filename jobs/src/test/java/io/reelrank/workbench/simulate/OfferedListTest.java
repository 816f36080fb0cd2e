package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OfferedListTest {
    private static final LocalDate NIGHT = LocalDate.parse("2022-04-30");
    private static final int USERS = 300;

    private final Platform platform = new Platform(Worlds.small("list-share=0.4"));

    @Test
    void aUserGoesDownTheListPastWhatMayNotBeShown() {
        OfferedList list = new OfferedList(NIGHT, new long[] {7, 8, 9});

        assertThat(list.next(video -> video != 7)).hasValue(8);
        assertThat(list.place()).contains(new Event.ListedAt(NIGHT, 2));
        assertThat(list.next(video -> true)).hasValue(9);
        assertThat(list.isAtEnd()).isTrue();
        assertThat(list.next(video -> true)).isEmpty();
        assertThat(OfferedList.NOTHING.isAtEnd()).isTrue();
    }

    @Test
    void usersAreShownTheStatedShareFromTheirListInItsOrder() {
        long listed = 0;
        long shown = 0;
        for (long user = 0; user < USERS; user++) {
            UserDays days = new UserDays(platform, user);
            Set<Long> seen = new HashSet<>();
            days.eventsOf(0).forEach(event -> seen.add(event.video().number()));
            long[] videos = LongStream.range(0, 500).map(place -> 499 - place).toArray();
            List<Event> impressions = days.eventsOf(1, new OfferedList(NIGHT, videos)).stream()
                    .filter(event -> event.action().equals("impression"))
                    .toList();
            List<Integer> places = new ArrayList<>();
            for (Event event : impressions) {
                assertThat(seen.add(event.video().number())).isTrue();
                event.listed().ifPresent(at -> {
                    assertThat(event.video().number()).isEqualTo(videos[at.place() - 1]);
                    places.add(at.place());
                });
            }
            assertThat(places).isSorted().doesNotHaveDuplicates();
            listed += places.size();
            shown += impressions.size();
        }

        // Some 4,500 showings: four standard errors.
        assertThat(listed / (double) shown).isCloseTo(0.4, within(0.03));
    }

    @Test
    void withoutAListADayIsWhatItWas() {
        UserDays one = new UserDays(platform, 3);
        UserDays other = new UserDays(platform, 3);

        List<String> lines = IntStream.range(0, 3)
                .boxed()
                .flatMap(day -> one.eventsOf(day).stream())
                .map(Event::line)
                .toList();

        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("\"list\""));
        assertThat(IntStream.range(0, 3)
                        .boxed()
                        .flatMap(day -> other.eventsOf(day, new OfferedList(NIGHT, new long[0])).stream())
                        .map(Event::line))
                .isEqualTo(lines);
    }
}
