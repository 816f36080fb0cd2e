package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** One user's days, played in their order: what they saw before is not shown again, whom they follow is remembered. */
final class UserDays {
    private static final double SESSION_VIDEOS = 12;
    private static final double COMMENT = 0.0046;
    private static final double SHARE = 0.0046;
    private static final double FAVOURITE = 0.009;
    private static final double FOLLOW = 0.0038;
    private static final double PROFILE = 0.009;
    private static final double HIDE = 0.0018;
    private static final double REPORT = 0.00026;
    private static final double UNLIKE = 0.03;
    private static final double UNFOLLOW_ON_HIDE = 0.5;
    private static final double UNFOLLOW = 0.01;
    private static final double FOLLOW_PAGE = 0.5;
    private static final double SEARCH_PAGE = 0.04;
    private static final int BOOSTER_SESSIONS = 3;

    private final Platform platform;
    private final SimulateSettings settings;
    private final User user;
    private final FeedPolicy exposures;
    private final UserBehaviour behaviour;
    private final BotBehaviour machine;
    private final Set<Long> seen = new HashSet<>();
    private final Set<Long> followed = new HashSet<>();

    UserDays(Platform platform, long number) {
        this.platform = platform;
        this.settings = platform.settings();
        this.user = platform.user(number);
        this.exposures = new FeedPolicy(platform, user);
        this.behaviour = new UserBehaviour(platform);
        this.machine = new BotBehaviour(platform, user, exposures);
    }

    User user() {
        return user;
    }

    /** The events of a day; days must be asked for in their order. */
    List<Event> play(int day) {
        RandomDraws draws = RandomDraws.of(settings.seed(), RandomDraws.Stream.DAY_OF_USER, user.number(), day);
        DayLog log = new DayLog(platform, user, day);
        switch (user.nature()) {
            case PERSON -> personDay(draws, log);
            case BOT -> machine.botDay(draws, log);
            case FARM -> machine.farmDay(draws, log);
            case BOOSTER -> machine.boosterDay(draws, log, sessions(draws, day, BOOSTER_SESSIONS));
        }
        return log.events();
    }

    private void personDay(RandomDraws draws, DayLog log) {
        if (!draws.chance(user.activeShare())) {
            return;
        }
        int day = log.day();
        int videos = draws.poisson(user.dailyExposures());
        long[] sessions = sessions(draws, day, Math.max(1, (int) Math.round(videos / SESSION_VIDEOS)));
        long now = platform.dayStart(day);
        for (int session = 0; session < sessions.length; session++) {
            now = Math.max(now, sessions[session]);
            int shown = videos * (session + 1) / sessions.length - videos * session / sessions.length;
            for (int index = 0; index < shown && now < log.end(); index++) {
                now = show(draws, log, now);
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

    // Returns when the next video may be shown.
    private long show(RandomDraws draws, DayLog log, long now) {
        OptionalLong number = exposures.next(
                draws,
                log.day(),
                video -> !seen.contains(video)
                        && platform.leaveDay(video) > log.day()
                        && (platform.uploadDay(video) < log.day()
                                || platform.video(video).publishedAt() < now));
        if (number.isEmpty()) {
            return now;
        }
        seen.add(number.getAsLong());
        Video video = platform.video(number.getAsLong());
        String page = page(draws, video);
        log.add(video, "impression", now, page);
        if (!draws.chance(UserBehaviour.PLAYED)) {
            return now + 400 + draws.below(1000);
        }
        double suit = behaviour.suit(user, video);
        long watch = UserBehaviour.watchMs(draws, suit, video.durationMs());
        long begin = now + 80 + draws.below(300);
        log.addPlay(video, begin, watch, page);
        react(draws, log, new Play(video, page, begin, watch, suit));
        return begin + watch + 200 + draws.below(1500);
    }

    private String page(RandomDraws draws, Video video) {
        double where = draws.unit();
        if (followed.contains(video.creator()) && where < FOLLOW_PAGE) {
            return "follow";
        }
        return where > 1 - SEARCH_PAGE ? "search" : "feed";
    }

    private record Play(Video video, String page, long begin, long watch, double suit) {
        double longView() {
            return watch >= UserBehaviour.longViewMs(video.durationMs()) ? 1 : 0;
        }
    }

    private void react(RandomDraws draws, DayLog log, Play play) {
        double suit = play.suit;
        double longView = play.longView();
        long creator = play.video.creator();
        if (draws.chance(UserBehaviour.likes(suit, longView))) {
            long at = react(draws, log, play, "like");
            if (draws.chance(UNLIKE)) {
                log.add(play.video, "unlike", at + 500 + draws.below(20_000), play.page);
            }
        }
        if (draws.chance(UserBehaviour.pleased(COMMENT, suit, longView))) {
            react(draws, log, play, "comment");
        }
        if (draws.chance(UserBehaviour.pleased(SHARE, suit, longView))) {
            react(draws, log, play, "share");
        }
        if (draws.chance(UserBehaviour.pleased(FAVOURITE, suit, longView))) {
            react(draws, log, play, "favourite");
        }
        if (draws.chance(UserBehaviour.pleased(PROFILE, suit, longView))) {
            react(draws, log, play, "profile");
        }
        boolean hides = draws.chance(UserBehaviour.annoyed(HIDE, suit, play.video, longView));
        if (hides) {
            react(draws, log, play, "hide");
        }
        if (draws.chance(UserBehaviour.annoyed(REPORT, suit, play.video, longView))) {
            react(draws, log, play, "report");
        }
        double leaves = hides ? UNFOLLOW_ON_HIDE : UNFOLLOW;
        if (followed.contains(creator)) {
            if (draws.chance(leaves)) {
                followed.remove(creator);
                react(draws, log, play, "unfollow");
            }
        } else if (draws.chance(UserBehaviour.pleased(FOLLOW, suit, longView))) {
            followed.add(creator);
            react(draws, log, play, "follow");
        }
    }

    // Returns when it happened.
    private static long react(RandomDraws draws, DayLog log, Play play, String action) {
        long at = play.begin + 1 + draws.below(play.watch);
        log.add(play.video, action, at, play.page);
        return at;
    }
}
