package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.core.settings.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A week of 2000 users on the default platform, compared with the truth. */
class UserBehaviourTest {
    private static final int USERS = 2000;
    private static final Platform PLATFORM = new Platform(
            Settings.load(Optional.empty(), List.of("simulate.seed=7")).simulate());
    private static final Truth TRUTH = new Truth(PLATFORM);
    private static final List<List<Event>> EVENTS =
            LongStream.range(0, USERS).mapToObj(UserBehaviourTest::week).toList();

    private static List<Event> week(long user) {
        UserDays days = new UserDays(PLATFORM, user);
        return IntStream.range(0, PLATFORM.settings().days())
                .mapToObj(days::eventsOf)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void activeDaysAndExposuresMatchTheSettings() {
        double exposures = count("impression");
        double activeDays = EVENTS.stream()
                .mapToLong(events -> events.stream().map(Event::day).distinct().count())
                .sum();
        // Standard errors over 2000 users: 0.005 of the share; 2 % of the exposures. Midnight cuts about 2 %.
        assertThat(activeDays / USERS / 7).isCloseTo(0.6, within(0.02));
        assertThat(exposures / activeDays).isCloseTo(25, within(2.0));
    }

    @Test
    void videosAreShownOncePerUserAndAfterTheyWerePublished() {
        assertThat(EVENTS).allSatisfy(events -> {
            List<Event> shown = events.stream()
                    .filter(event -> event.action().equals("impression"))
                    .toList();
            assertThat(shown.stream().map(event -> event.video().number())).doesNotHaveDuplicates();
            assertThat(shown).allMatch(event -> event.time() >= event.video().publishedAt());
        });
    }

    @Test
    void actionsAreAsRareAsOnRealPlatforms() {
        double plays = count(Event.PLAY);
        assertThat(plays / count("impression")).isCloseTo(UserBehaviour.PLAY_PROBABILITY, within(0.005));
        Map.of(
                        "like", 0.03,
                        "comment", 0.005,
                        "share", 0.005,
                        "favourite", 0.01,
                        "follow", 0.004,
                        "profile", 0.01,
                        "hide", 0.003,
                        "report", 0.0005)
                .forEach((action, rate) ->
                        assertThat(count(action) / plays).as(action).isBetween(rate * 0.65, rate * 1.5));
        assertThat(count("unlike")).isPositive();
        assertThat(count("unfollow")).isPositive();
    }

    @Test
    void truthIsCalibrated() {
        double[] expected = new double[10];
        double[] observed = new double[10];
        double[] shown = new double[10];
        Map<Long, Set<Long>> liked = new HashMap<>();
        for (List<Event> events : EVENTS) {
            events.stream().filter(event -> event.action().equals("like")).forEach(event -> liked.computeIfAbsent(
                            event.user().number(), user -> new HashSet<>())
                    .add(event.video().number()));
        }
        for (List<Event> events : EVENTS) {
            Map<Long, Boolean> positive = new HashMap<>();
            for (Event event : events) {
                positive.merge(
                        event.video().number(),
                        isLongView(event) || event.action().equals("like"),
                        Boolean::logicalOr);
            }
            positive.forEach((video, isPositive) -> {
                double relevance = TRUTH.relevance(events.get(0).user().number(), video);
                int bucket = (int) (10 * relevance);
                expected[bucket] += relevance;
                observed[bucket] += isPositive ? 1 : 0;
                shown[bucket]++;
            });
        }
        for (int bucket = 0; bucket < 10; bucket++) {
            if (shown[bucket] >= 2000) {
                // Four standard errors at n = 2000: 4 · sqrt(0.25 / 2000) = 0.045.
                assertThat(observed[bucket] / shown[bucket])
                        .as("bucket %d", bucket)
                        .isCloseTo(expected[bucket] / shown[bucket], within(0.045));
            }
        }
        assertThat(IntStream.range(0, 10).filter(bucket -> shown[bucket] >= 2000))
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void longVideosAreWatchedLongerAndForASmallerShare() {
        List<Event> plays =
                EVENTS.stream().flatMap(List::stream).filter(Event::isPlay).toList();
        List<Event> shortPlays = plays.stream()
                .filter(play -> play.video().durationMs() < 15_000)
                .toList();
        List<Event> longPlays = plays.stream()
                .filter(play -> play.video().durationMs() > 80_000)
                .toList();
        ToDoubleFunction<Event> share =
                play -> play.watchMs() / (double) play.video().durationMs();
        assertThat(mean(shortPlays, share)).isGreaterThan(1.5 * mean(longPlays, share));
        assertThat(mean(longPlays, Event::watchMs)).isGreaterThan(2 * mean(shortPlays, Event::watchMs));
        assertThat(shortPlays).anyMatch(play -> play.watchMs() > play.video().durationMs());
    }

    @Test
    void theTruthRanksFavouriteNichesFirst() {
        List<Video> videos = LongStream.range(0, 3000).mapToObj(PLATFORM::video).toList();
        double favourites = LongStream.range(0, 200)
                .mapToObj(PLATFORM::user)
                .mapToDouble(user -> videos.stream()
                                .sorted(Comparator.comparingDouble(video -> -TRUTH.relevance(user, video)))
                                .limit(20)
                                .filter(video -> user.taste(video.niche()) > 0.1)
                                .count()
                        / 20.0)
                .average()
                .orElseThrow();
        assertThat(favourites).isGreaterThan(0.9);
    }

    @Test
    void theTruthRanksShownVideosMuchBetterThanPopularity() {
        int testDay = 5;
        Map<Long, Long> popularity = EVENTS.stream()
                .flatMap(List::stream)
                .filter(event -> event.day() < testDay && isLongView(event))
                .collect(Collectors.groupingBy(event -> event.video().number(), Collectors.counting()));
        double byTruth = 0;
        double byPopularity = 0;
        int users = 0;
        for (List<Event> events : EVENTS) {
            List<Event> test = events.stream()
                    .filter(event -> event.day() >= testDay && event.isPlay())
                    .toList();
            if (test.stream().anyMatch(UserBehaviourTest::isLongView)) {
                users++;
                byTruth += ndcg(test, play -> TRUTH.relevance(play.user(), play.video()));
                byPopularity +=
                        ndcg(test, play -> popularity.getOrDefault(play.video().number(), 0L));
            }
        }
        assertThat(byTruth / users).isGreaterThan(byPopularity / users + 0.15);
    }

    @Test
    void botsPlayRoundTheClockForTheSameTime() {
        Platform platform = new Platform(Worlds.corrupted("bots.share=1"));
        UserDays bot = new UserDays(platform, 3);
        List<Event> plays = bot.eventsOf(0).stream().filter(Event::isPlay).toList();
        assertThat(plays).hasSizeBetween(280, 300);
        assertThat(plays.stream().map(Event::watchMs).distinct()).hasSize(1);
        assertThat(plays.stream()
                        .map(play -> (play.time() - platform.dayStart(0)) / 3_600_000)
                        .distinct())
                .hasSize(24);
    }

    @Test
    void accountsOfAFarmPlayTheSameVideosForAlmostTheSameTime() {
        Platform platform =
                new Platform(Worlds.small("farms { share = 1, accounts = 300, videos = 5, plays-per-day = 60 }"));
        List<Event> plays = LongStream.range(0, 40)
                .mapToObj(user -> new UserDays(platform, user).eventsOf(0))
                .flatMap(List::stream)
                .filter(Event::isPlay)
                .toList();
        assertThat(plays.stream().map(Event::user).distinct().count()).isBetween(25L, 40L);
        assertThat(plays.stream().map(Event::video).distinct().count()).isLessThanOrEqualTo(5);
        double mean = mean(plays, Event::watchMs);
        // This farm plays for a fixed time.
        assertThat(plays).hasSizeGreaterThan(1000).allMatch(play -> Math.abs(play.watchMs() / mean - 1) < 0.05);
    }

    @Test
    void boostersPlayAndLikeOneCreatorForTheTimesOfPeople() {
        Platform platform =
                new Platform(Worlds.small("boosters { share = 1, accounts = 300, plays-per-day = 60 }", "days=1"));
        List<Event> events = LongStream.range(0, 40)
                .mapToObj(user -> new UserDays(platform, user).eventsOf(0))
                .flatMap(List::stream)
                .toList();
        List<Event> plays = events.stream().filter(Event::isPlay).toList();
        Map<Long, Long> creators = plays.stream()
                .collect(Collectors.groupingBy(play -> play.video().creator(), Collectors.counting()));
        long boosted = creators.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        // 0.9 with more than four standard errors of 2000 draws.
        assertThat((double) creators.get(boosted) / plays.size()).isCloseTo(0.9, within(0.03));
        assertThat(events.stream().filter(event -> event.action().equals("like")))
                .isNotEmpty()
                .allMatch(like -> like.video().creator() == boosted);
        assertThat(plays.stream().map(Event::watchMs).distinct()).hasSizeGreaterThan(plays.size() / 3);
    }

    private static boolean isLongView(Event event) {
        return event.isPlay()
                && event.watchMs() >= UserBehaviour.longViewMs(event.video().durationMs());
    }

    private static double count(String action) {
        return EVENTS.stream()
                .flatMap(List::stream)
                .filter(event -> event.action().equals(action))
                .count();
    }

    private static double mean(List<Event> plays, ToDoubleFunction<Event> value) {
        return plays.stream().mapToDouble(value).average().orElseThrow();
    }

    private static double ndcg(List<Event> plays, ToDoubleFunction<Event> score) {
        List<Event> ranked = new ArrayList<>(plays);
        ranked.sort(Comparator.comparingDouble(play -> -score.applyAsDouble(play)));
        long positives = plays.stream().filter(UserBehaviourTest::isLongView).count();
        double gain = 0;
        double best = 0;
        for (int rank = 0; rank < Math.min(20, ranked.size()); rank++) {
            double discount = 1 / Math.log(rank + 2);
            gain += isLongView(ranked.get(rank)) ? discount : 0;
            best += rank < positives ? discount : 0;
        }
        return gain / best;
    }
}
