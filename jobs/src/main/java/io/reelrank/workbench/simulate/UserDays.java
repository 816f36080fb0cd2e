package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Simulates the days of one user in their order. It remembers what the user has seen, which series they have begun, and
 * which creators they follow.
 */
final class UserDays {
    private static final double VIDEOS_PER_SESSION = 12;
    private static final double COMMENT_RATE = 0.0046;
    private static final double SHARE_RATE = 0.0046;
    private static final double FAVOURITE_RATE = 0.009;
    private static final double FOLLOW_RATE = 0.0038;
    private static final double PROFILE_RATE = 0.009;
    private static final double HIDE_RATE = 0.0018;
    private static final double REPORT_RATE = 0.00026;
    private static final double UNLIKE_PROBABILITY = 0.03;
    private static final double UNFOLLOW_AFTER_HIDE_PROBABILITY = 0.5;
    private static final double UNFOLLOW_PROBABILITY = 0.01;
    private static final double FOLLOW_PAGE_PROBABILITY = 0.5;
    private static final double SEARCH_PAGE_PROBABILITY = 0.04;
    private static final int BOOSTER_SESSIONS = 3;

    private final Platform platform;
    private final SimulateSettings settings;
    private final QuirkFeed quirkFeed;
    private final UserBehaviour behaviour;
    private final BotBehaviour bot;
    private final Set<Long> seen = new HashSet<>();
    private final Set<Long> followed = new HashSet<>();
    private User user;
    private FeedPolicy feed;
    private boolean isChanged;

    UserDays(Platform platform, long number) {
        this.platform = platform;
        this.settings = platform.settings();
        this.user = platform.user(number);
        this.feed = new FeedPolicy(platform, user);
        this.quirkFeed = new QuirkFeed(platform, number);
        this.behaviour = new UserBehaviour(platform);
        this.bot = new BotBehaviour(platform, user, feed);
    }

    User user() {
        return user;
    }

    /** The events of a day without a list. Days must be asked for in their order. */
    List<Event> eventsOf(int day) {
        return eventsOf(day, OfferedList.NOTHING);
    }

    /**
     * The events of a day. Days must be asked for in their order.
     *
     * @param offered the list that the user is offered on the day, if they are a person
     */
    List<Event> eventsOf(int day, OfferedList offered) {
        if (!isChanged && day >= settings.change().day()) {
            user = platform.changed(user);
            feed = new FeedPolicy(platform, user);
            isChanged = true;
        }
        RandomDraws draws = RandomDraws.of(settings.seed(), RandomDraws.Stream.DAY_OF_USER, user.number(), day);
        DayLog log = new DayLog(platform, user, day);
        switch (user.nature()) {
            case PERSON -> personDay(draws, log, offered);
            case BOT -> bot.botDay(draws, log);
            case FARM -> bot.farmDay(draws, log);
            case BOOSTER -> bot.boosterDay(draws, log, sessions(draws, day, BOOSTER_SESSIONS));
        }
        return log.events();
    }

    private void personDay(RandomDraws draws, DayLog log, OfferedList offered) {
        if (!draws.chance(user.activeShare())) {
            return;
        }
        int day = log.day();
        int videos = draws.poisson(user.dailyExposures());
        long[] sessions = sessions(draws, day, Math.max(1, (int) Math.round(videos / VIDEOS_PER_SESSION)));
        RandomDraws ofQuirks = quirkFeed.draws(day);
        RandomDraws ofLists = RandomDraws.of(settings.seed(), RandomDraws.Stream.OFFERED_LIST, user.number(), day);
        long now = platform.dayStart(day);
        for (int session = 0; session < sessions.length; session++) {
            now = Math.max(now, sessions[session]);
            int shown = videos * (session + 1) / sessions.length - videos * session / sessions.length;
            for (int index = 0; index < shown && now < log.end(); index++) {
                long shownAt = now;
                LongPredicate mayShow = video -> mayShow(video, day, shownAt);
                boolean isOffered = !offered.isAtEnd() && ofLists.chance(settings.listShare());
                OptionalLong listed = isOffered ? offered.next(mayShow) : OptionalLong.empty();
                log.showFrom(listed.isPresent() ? offered.place() : Optional.empty());
                OptionalLong planted = listed.isPresent()
                        ? listed
                        : index == 0 ? quirkFeed.first(ofQuirks, day, mayShow) : quirkFeed.next(ofQuirks, day, mayShow);
                OptionalLong number = planted.isPresent() ? planted : feed.next(draws, day, mayShow);
                if (number.isPresent()) {
                    now = show(draws, log, now, platform.video(number.getAsLong()));
                }
            }
        }
    }

    private long[] sessions(RandomDraws draws, int day, int count) {
        long start = platform.dayStart(day);
        long end = platform.dayStart(day + 1);
        long[] sessions = new long[count];
        for (int session = 0; session < count; session++) {
            long at = start + Hours.second(draws, user.shiftHours()) * 1000L + draws.below(1000);
            sessions[session] = at > user.registeredAt() && at < end
                    ? at
                    : Math.max(start, user.registeredAt()) + draws.below(end - Math.max(start, user.registeredAt()));
        }
        Arrays.sort(sessions);
        return sessions;
    }

    private boolean mayShow(long video, int day, long now) {
        return !seen.contains(video)
                && platform.leaveDay(video) > day
                && (platform.uploadDay(video) < day || platform.video(video).publishedAt() < now);
    }

    /** Shows one video and returns when the next may be shown, in milliseconds since 1970. */
    private long show(RandomDraws draws, DayLog log, long now, Video video) {
        seen.add(video.number());
        quirkFeed.shown(video);
        String page = page(draws, video);
        log.add(video, "impression", now, page);
        if (!draws.chance(UserBehaviour.playProbability(video))) {
            return now + 400 + draws.below(1000);
        }
        double affinity = behaviour.affinity(user, video) + quirkFeed.affinity(video);
        long watch = behaviour.endedEarly(user, video, UserBehaviour.watchMs(draws, affinity, video.durationMs()));
        long begin = now + 80 + draws.below(300);
        log.addPlay(video, begin, watch, page);
        Play play = new Play(video, page, begin, watch, affinity);
        if (play.longView() == 1) {
            quirkFeed.watchedLong(video);
        }
        react(draws, log, play);
        return begin + watch + 200 + draws.below(1500);
    }

    private String page(RandomDraws draws, Video video) {
        double where = draws.unit();
        if (followed.contains(video.creator()) && where < FOLLOW_PAGE_PROBABILITY) {
            return "follow";
        }
        return where > 1 - SEARCH_PAGE_PROBABILITY ? "search" : "feed";
    }

    private record Play(Video video, String page, long begin, long watch, double affinity) {
        double longView() {
            return watch >= UserBehaviour.longViewMs(video.durationMs()) ? 1 : 0;
        }
    }

    private void react(RandomDraws draws, DayLog log, Play play) {
        double affinity = play.affinity;
        double longView = play.longView();
        long creator = play.video.creator();
        if (draws.chance(UserBehaviour.likeProbability(affinity, longView))) {
            long at = react(draws, log, play, "like");
            if (draws.chance(UNLIKE_PROBABILITY)) {
                log.add(play.video, "unlike", at + 500 + draws.below(20_000), play.page);
            }
        }
        if (draws.chance(UserBehaviour.positiveProbability(COMMENT_RATE, affinity, longView))) {
            react(draws, log, play, "comment");
        }
        if (draws.chance(UserBehaviour.positiveProbability(SHARE_RATE, affinity, longView))) {
            react(draws, log, play, "share");
        }
        if (draws.chance(UserBehaviour.positiveProbability(FAVOURITE_RATE, affinity, longView))) {
            react(draws, log, play, "favourite");
        }
        if (draws.chance(UserBehaviour.positiveProbability(PROFILE_RATE, affinity, longView))) {
            react(draws, log, play, "profile");
        }
        boolean isHidden = draws.chance(UserBehaviour.complaintProbability(HIDE_RATE, affinity, play.video, longView));
        if (isHidden) {
            react(draws, log, play, "hide");
        }
        if (draws.chance(UserBehaviour.complaintProbability(REPORT_RATE, affinity, play.video, longView))) {
            react(draws, log, play, "report");
        }
        double unfollow = isHidden ? UNFOLLOW_AFTER_HIDE_PROBABILITY : UNFOLLOW_PROBABILITY;
        if (followed.contains(creator)) {
            if (draws.chance(unfollow)) {
                followed.remove(creator);
                react(draws, log, play, "unfollow");
            }
        } else if (draws.chance(UserBehaviour.positiveProbability(FOLLOW_RATE, affinity, longView))) {
            followed.add(creator);
            react(draws, log, play, "follow");
        }
    }

    /** Logs an action during the play and returns its time. */
    private static long react(RandomDraws draws, DayLog log, Play play, String action) {
        long at = play.begin + 1 + draws.below(play.watch);
        log.add(play.video, action, at, play.page);
        return at;
    }
}
