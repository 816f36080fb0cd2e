package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A week of 1000 users on a platform where eight in ten creators have a quirk: what the logs show of each. */
class QuirksTest {
    private static final int USERS = 1000;
    private static final Platform PLATFORM = new Platform(Worlds.small(
            "users=" + USERS,
            "new-users-per-day=0",
            "creators=200",
            "videos=4000",
            "new-videos-per-day=100",
            "days=7",
            "quirks.share=0.8"));
    private static final UserBehaviour BEHAVIOUR = new UserBehaviour(PLATFORM);
    private static final List<Video> VIDEOS =
            LongStream.range(0, 4700).mapToObj(PLATFORM::video).toList();
    private static final List<Event> EVENTS = LongStream.range(0, USERS)
            .mapToObj(QuirksTest::week)
            .flatMap(List::stream)
            .toList();
    private static final List<Event> PLAYS =
            EVENTS.stream().filter(Event::isPlay).toList();

    private static List<Event> week(long user) {
        UserDays days = new UserDays(PLATFORM, user);
        return IntStream.range(0, 7)
                .mapToObj(days::eventsOf)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void everyKindHasAsManyCreators() {
        Map<Quirk, Long> creators = LongStream.range(0, 200)
                .mapToObj(creator -> PLATFORM.creator(creator).quirk())
                .collect(Collectors.groupingBy(quirk -> quirk, TreeMap::new, Collectors.counting()));

        // 160 of 200 have one of ten kinds.
        assertThat(creators).hasSize(11).containsEntry(Quirk.NONE, 40L);
        creators.forEach((quirk, count) -> assertThat(count).isEqualTo(quirk == Quirk.NONE ? 40 : 16));
        RandomDraws draws = RandomDraws.of(1, RandomDraws.Stream.QUIRK_FEED, 0, 0);
        assertThat(IntStream.range(0, 500).mapToObj(draw -> PLATFORM.quirks().draw(Quirk.SERIES, draws)))
                .allMatch(creator -> PLATFORM.creator(creator).quirk() == Quirk.SERIES)
                .satisfies(drawn -> assertThat(Set.copyOf(drawn)).hasSize(16));
    }

    @Test
    void withoutQuirksNoVideoShowsOne() {
        Platform plain = new Platform(Worlds.small());
        assertThat(LongStream.range(0, 675).mapToObj(plain::video)).allMatch(video -> video.quirk() == Quirk.NONE);
        assertThat(LongStream.range(0, 60).mapToObj(plain::creator))
                .allMatch(creator ->
                        creator.quirk() == Quirk.NONE && creator.subject().isEmpty());
    }

    @Test
    void aLongerPeriodOnlyAddsDays() {
        Platform longer = new Platform(Worlds.small("days=20", "quirks.share=1"));
        Platform shorter = new Platform(Worlds.small("days=3", "quirks.share=1"));
        for (long user = 0; user < 50; user++) {
            assertThat(lines(longer, user)).isEqualTo(lines(shorter, user));
        }
    }

    private static List<String> lines(Platform platform, long user) {
        UserDays days = new UserDays(platform, user);
        return IntStream.range(0, 3)
                .mapToObj(days::eventsOf)
                .flatMap(List::stream)
                .map(Event::line)
                .toList();
    }

    @Test
    void ofTheVideosWithAWeakOpeningThreeInTenPlaysMoreEndAtTheStart() {
        ToDoubleFunction<Event> usual = play -> 1 - survival(play, 2500);
        List<Event> plays = plays(Quirk.WEAK_OPENING);

        assertShare(plays, play -> play.watchMs() < 2500, play -> 0.3 + 0.7 * usual.applyAsDouble(play));
        assertShare(plays(Quirk.NONE), play -> play.watchMs() < 2500, usual);
        assertShare(plays, play -> play.watchMs() < 300, play -> 1 - survival(play, 300));
    }

    @Test
    void videosThatSagLoseThreeInTenViewersAtSixSeconds() {
        ToDoubleFunction<Event> usual = play -> survival(play, 5200) - survival(play, 6800);
        Predicate<Event> isLonger = play -> play.video().durationMs() > 8000;
        Predicate<Event> endsThere = play -> play.watchMs() >= 5200 && play.watchMs() < 6800;
        List<Event> plays = plays(Quirk.SAGS_AT_SIX);

        assertShare(
                plays.stream().filter(isLonger).toList(),
                endsThere,
                play -> usual.applyAsDouble(play) + 0.3 * survival(play, 7000));
        assertShare(plays(Quirk.NONE).stream().filter(isLonger).toList(), endsThere, usual);
        assertShare(
                plays.stream().filter(isLonger.negate()).toList(),
                play -> play.watchMs() >= play.video().durationMs(),
                play -> survival(play, play.video().durationMs()));
    }

    @Test
    void newVideosOfACuredCreatorShowNoQuirk() {
        Creator weak = LongStream.range(0, 200)
                .mapToObj(PLATFORM::creator)
                .filter(creator -> creator.quirk() == Quirk.WEAK_OPENING)
                .findFirst()
                .orElseThrow();
        Platform cured = new Platform(Worlds.small(
                "users=" + USERS,
                "new-users-per-day=0",
                "creators=200",
                "videos=4000",
                "new-videos-per-day=100",
                "days=7",
                "quirks.share=0.8",
                "quirks.cured-from=3",
                "quirks.cured=[" + weak.id() + "]"));
        for (Video before : VIDEOS) {
            Video after = cured.video(before.number());
            boolean isCured = before.creator() == weak.number() && before.uploadDay() >= 3;
            assertThat(after.quirk()).isEqualTo(isCured ? Quirk.NONE : before.quirk());
        }
        assertThat(VIDEOS).anyMatch(video -> video.creator() == weak.number() && video.uploadDay() >= 3);
        UserDays days = new UserDays(cured, 5);
        UserDays uncured = new UserDays(PLATFORM, 5);
        for (int day = 0; day < 3; day++) {
            assertThat(days.eventsOf(day).stream().map(Event::watchMs))
                    .isEqualTo(
                            uncured.eventsOf(day).stream().map(Event::watchMs).toList());
        }
    }

    @Test
    void clickbaitIsStartedMoreOftenAndPromisesMuch() {
        double impressions = impressions(Quirk.CLICKBAIT);
        assertThat(plays(Quirk.CLICKBAIT).size() / impressions).isCloseTo(0.995, within(0.005));
        assertThat(plays(Quirk.NONE).size() / impressions(Quirk.NONE)).isCloseTo(0.95, within(0.005));

        Titles titles = new Titles(PLATFORM);
        Predicate<Video> promises =
                video -> titles.of(video).title().matches("(震惊|万万没想到|不看后悔|You won't|What happens).+");
        assertThat(videos(Quirk.CLICKBAIT)).isNotEmpty().allMatch(promises);
        assertThat(videos(Quirk.NONE)).noneMatch(promises);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0",
        "CLICKBAIT, -1.8",
        "STRONG_TAG, 2.5",
        "WEAK_TAG, -2.5",
        "SUITED_LENGTH, 2.5",
        "SCATTERED, -1.5"
    })
    void aVideoThatShowsTheQuirkIsMadeSoMuchBetter(Quirk quirk, double expected) {
        List<Video> videos = videos(quirk);
        // Without the quirk a video's craft is 0.8 of the creator's and 0.6 of chance: four standard errors.
        assertThat(videos.stream()
                        .mapToDouble(video -> video.craft()
                                - 0.8 * PLATFORM.creator(video.creator()).craft())
                        .average()
                        .orElseThrow())
                .isCloseTo(expected, within(4 * 0.6 / Math.sqrt(videos.size())));
    }

    @ParameterizedTest
    @CsvSource({"STRONG_TAG", "WEAK_TAG"})
    void aTopicsQuirkShowsInTheVideosOnTheTopic(Quirk quirk) {
        assertThat(ofCreatorsWith(quirk))
                .allMatch(video -> (video.quirk() == quirk)
                        == new Titles(PLATFORM)
                                .of(video)
                                .tags()
                                .contains(PLATFORM.creator(video.creator()).subject()));
        // The most common topics have shares of 0.37, 0.26 and 0.20.
        assertThat(shown(quirk)).isBetween(0.15, 0.42);
    }

    @Test
    void aLengthsQuirkShowsInTheVideosOfTheLength() {
        assertThat(ofCreatorsWith(Quirk.SUITED_LENGTH)).allMatch(video -> {
            String length = video.durationMs() < 15_000
                    ? "under_15s"
                    : video.durationMs() < 60_000
                            ? "15s_to_60s"
                            : video.durationMs() < 180_000 ? "1m_to_3m" : "over_3m";
            return (video.quirk() == Quirk.SUITED_LENGTH)
                    == PLATFORM.creator(video.creator()).subject().equals(length);
        });
        assertThat(shown(Quirk.SUITED_LENGTH)).isBetween(0.3, 0.9);
    }

    @Test
    void aSeriesHasNumberedPartsOfOneStem() {
        Titles titles = new Titles(PLATFORM);
        List<Video> parts = videos(Quirk.SERIES);
        assertThat(shown(Quirk.SERIES)).isBetween(0.4, 0.6);
        parts.stream().collect(Collectors.groupingBy(Video::creator)).values().forEach(series -> {
            List<String> names =
                    series.stream().map(video -> titles.of(video).title()).toList();
            // Numbers of videos ascend by upload day, and a day has one part at most.
            for (int part = 1; part <= names.size(); part++) {
                String name = names.get(part - 1);
                assertThat(name).matches(".+( 第" + part + "集|, part " + part + ")");
                assertThat(name.replaceAll("\\d+", "")).isEqualTo(names.get(0).replaceAll("\\d+", ""));
            }
            assertThat(series).allMatch(part -> PLATFORM.planned()
                    .slot(PLATFORM.creator(part.creator()), part.uploadDay())
                    .equals(OptionalLong.of(part.number())));
        });
    }

    @Test
    void aLongViewOfOnePartRaisesTheAffinityForLaterParts() {
        List<Video> series = videos(Quirk.SERIES).stream()
                .collect(Collectors.groupingBy(Video::creator))
                .values()
                .iterator()
                .next();
        QuirkFeed feed = new QuirkFeed(PLATFORM, 0);
        feed.shown(series.get(2));
        assertThat(feed.affinity(series.get(3))).isZero();

        feed.watchedLong(series.get(2));

        assertThat(series.stream().limit(5).map(feed::affinity)).containsExactly(0.0, 0.0, 0.0, 1.5, 1.5);
        RandomDraws draws = feed.draws(0);
        List<Long> firsts = IntStream.range(0, 1000)
                .mapToObj(session -> feed.first(draws, 0, video -> true).orElse(-1))
                .toList();
        assertThat(Set.copyOf(firsts))
                .containsExactlyInAnyOrder(-1L, series.get(3).number());
        // Four standard errors of a coin.
        assertThat(firsts.stream().filter(first -> first >= 0).count()).isBetween(437L, 563L);
        feed.shown(series.get(3));
        assertThat(IntStream.range(0, 20).mapToLong(session -> feed.first(draws, 0, video -> true)
                        .orElse(-1)))
                .contains(series.get(4).number())
                .doesNotContain(series.get(3).number());
    }

    @Test
    void viewersOfAPartComeBackAndWatchLaterPartsLonger() {
        Map<List<Long>, Integer> begun = new HashMap<>();
        List<Event> later = new ArrayList<>();
        for (Event play : plays(Quirk.SERIES)) {
            List<Long> viewer = List.of(play.user().number(), play.video().creator());
            if (begun.getOrDefault(viewer, Integer.MAX_VALUE) < play.video().uploadDay()) {
                later.add(play);
            }
            if (isLong(play)) {
                begun.putIfAbsent(viewer, play.video().uploadDay());
            }
        }
        assertShare(
                later,
                QuirksTest::isLong,
                play -> UserBehaviour.watchedAtLeast(
                        BEHAVIOUR.affinity(play.user(), play.video()) + 1.5,
                        play.video().durationMs(),
                        UserBehaviour.longViewMs(play.video().durationMs())));
        assertThat(later).hasSizeGreaterThan(500);
    }

    @Test
    void aHitComesOnceInFourWeeksAndGetsMostOfTheCreatorsPlays() {
        Map<Long, List<Video>> hits = videos(Quirk.ONE_HIT).stream().collect(Collectors.groupingBy(Video::creator));
        assertThat(hits).hasSize(16);
        assertThat(hits.values())
                .allSatisfy(ofCreator -> assertThat(ofCreator.stream().map(hit -> Math.floorDiv(hit.uploadDay(), 28)))
                        .doesNotHaveDuplicates());
        double all = PLAYS.stream()
                .filter(play -> PLATFORM.creator(play.video().creator()).quirk() == Quirk.ONE_HIT)
                .count();
        assertThat(plays(Quirk.ONE_HIT).size() / all).isBetween(0.4, 0.9);
        assertThat(shown(Quirk.ONE_HIT)).isLessThan(0.15);
        double appeal = videos(Quirk.ONE_HIT).stream()
                .mapToDouble(Video::appeal)
                .average()
                .orElseThrow();
        // About standard normal without the quirk, of at least 16 hits: four standard errors are below 1.
        assertThat(appeal).isCloseTo(3, within(1.0));
    }

    @Test
    void mostVideosOfScatteredCreatorsAreOfOtherNiches() {
        assertThat(ofCreatorsWith(Quirk.SCATTERED))
                .allMatch(video -> (video.quirk() == Quirk.SCATTERED)
                        == (video.niche() != PLATFORM.creator(video.creator()).niche()));
        // Two thirds come from any of fourteen niches.
        assertThat(shown(Quirk.SCATTERED)).isBetween(0.5, 0.8);
        assertThat(videos(Quirk.SCATTERED).stream().map(Video::niche).distinct())
                .hasSize(Niche.COUNT);
        assertThat(ofCreatorsWith(Quirk.NONE))
                .allMatch(video ->
                        video.niche() == PLATFORM.creator(video.creator()).niche());
    }

    @Test
    void annoyingVideosAreHiddenAndReportedFiveTimesAsOften() {
        Video annoying = videos(Quirk.ANNOYING).get(0);
        Video usual = new Video(
                annoying.number(),
                annoying.creator(),
                annoying.niche(),
                annoying.secondNiche(),
                annoying.topic(),
                annoying.craft(),
                annoying.appeal(),
                annoying.durationMs(),
                annoying.uploadDay(),
                annoying.publishedAt(),
                Quirk.NONE);
        assertThat(UserBehaviour.complaintProbability(0.001, 0.5, annoying, 1))
                .isCloseTo(5 * UserBehaviour.complaintProbability(0.001, 0.5, usual, 1), within(1e-12));
        assertThat(complaints(Quirk.ANNOYING) / complaints(Quirk.NONE)).isBetween(3.0, 8.0);
    }

    @Test
    void theTruthKnowsTheQuirks() {
        Truth truth = new Truth(PLATFORM);
        for (Quirk quirk : List.of(Quirk.WEAK_OPENING, Quirk.SAGS_AT_SIX, Quirk.CLICKBAIT, Quirk.ONE_HIT)) {
            assertShare(
                    plays(quirk),
                    play -> play.watchMs()
                            >= UserBehaviour.longViewMs(play.video().durationMs()),
                    play -> truth.longView(play.user(), play.video()));
        }
    }

    private static boolean isLong(Event play) {
        return play.watchMs() >= UserBehaviour.longViewMs(play.video().durationMs());
    }

    private static double complaints(Quirk quirk) {
        return EVENTS.stream()
                        .filter(event -> event.video().quirk() == quirk
                                && (event.action().equals("hide")
                                        || event.action().equals("report")))
                        .count()
                / (double) plays(quirk).size();
    }

    /** P(T ≥ ms) of a play without quirks. */
    private static double survival(Event play, long ms) {
        return UserBehaviour.watchedAtLeast(
                BEHAVIOUR.affinity(play.user(), play.video()), play.video().durationMs(), ms);
    }

    private static void assertShare(List<Event> plays, Predicate<Event> is, ToDoubleFunction<Event> expected) {
        double mean = plays.stream().mapToDouble(expected).average().orElseThrow();
        assertThat(share(plays, is)).isCloseTo(mean, within(4 * Math.sqrt(mean * (1 - mean) / plays.size())));
    }

    private static double share(List<Event> plays, Predicate<Event> is) {
        return plays.stream().filter(is).count() / (double) plays.size();
    }

    private static List<Event> plays(Quirk quirk) {
        return PLAYS.stream().filter(play -> play.video().quirk() == quirk).toList();
    }

    private static double impressions(Quirk quirk) {
        return EVENTS.stream()
                .filter(event ->
                        event.video().quirk() == quirk && event.action().equals("impression"))
                .count();
    }

    private static List<Video> videos(Quirk quirk) {
        return VIDEOS.stream().filter(video -> video.quirk() == quirk).toList();
    }

    private static List<Video> ofCreatorsWith(Quirk quirk) {
        return VIDEOS.stream()
                .filter(video -> PLATFORM.creator(video.creator()).quirk() == quirk)
                .toList();
    }

    /** The share of the videos of creators with a quirk that show it. */
    private static double shown(Quirk quirk) {
        return videos(quirk).size() / (double) ofCreatorsWith(quirk).size();
    }
}
