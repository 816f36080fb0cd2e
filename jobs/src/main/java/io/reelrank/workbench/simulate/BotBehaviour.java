package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What bots do. The accounts of one farm, and the accounts that boost the same creator, play the same videos. */
final class BotBehaviour {
    private static final long BOT_WATCH_MS = 3000;

    private static final double FARM_ACTIVE_SHARE = 0.85;
    private static final long FARM_MIN_WATCH_MS = 4000;
    private static final long FARM_WATCH_RANGE_MS = 8000;
    private static final double FARM_WATCH_JITTER = 0.04;
    private static final double FARM_TO_THE_END_PROBABILITY = 0.3;
    private static final long FARM_OVERRUN_MS = 200;

    private static final double BOOSTED_SHARE = 0.9;
    private static final double BOOSTER_LIKE_PROBABILITY = 0.8;
    private static final double BOOSTER_AFFINITY = 1;
    private static final int BOOSTED_VIDEOS = 40;
    private static final int BOOSTED_TRIES = 1000;

    private final Platform platform;
    private final SimulateSettings settings;
    private final User user;
    private final FeedPolicy feed;
    private final List<Video> targets;
    private final long farmWatchMs;
    private final boolean isToTheEnd;
    private final Set<Long> liked = new HashSet<>();

    BotBehaviour(Platform platform, User user, FeedPolicy feed) {
        this.platform = platform;
        this.settings = platform.settings();
        this.user = user;
        this.feed = feed;
        RandomDraws draws = drawsOfGroup();
        this.farmWatchMs = FARM_MIN_WATCH_MS + draws.below(FARM_WATCH_RANGE_MS);
        this.isToTheEnd = draws.chance(FARM_TO_THE_END_PROBABILITY);
        this.targets = switch (user.nature()) {
            case FARM -> farmVideos(draws);
            case BOOSTER -> boostedVideos(draws);
            case PERSON, BOT -> List.of();
        };
    }

    /** Random numbers that all accounts of the group share. */
    private RandomDraws drawsOfGroup() {
        boolean isFarm = user.nature() == User.Nature.FARM;
        SimulateSettings.Group group = isFarm ? settings.farms() : settings.boosters();
        long groups = Math.max(1, Math.round(settings.users() * group.share() / group.accounts()));
        return RandomDraws.of(
                settings.seed(),
                isFarm ? RandomDraws.Stream.FARM : RandomDraws.Stream.BOOSTED_CREATOR,
                user.number() % groups,
                0);
    }

    private List<Video> farmVideos(RandomDraws draws) {
        List<Video> videos = new ArrayList<>();
        for (int index = 0; index < settings.farmVideos(); index++) {
            videos.add(platform.video(draws.below(settings.videos())));
        }
        return videos;
    }

    /** Videos of one creator and niche: a video of the initial catalogue is drawn, and random tries look for others. */
    private List<Video> boostedVideos(RandomDraws draws) {
        Video first = platform.video(draws.below(settings.videos()));
        Set<Video> distinct = new HashSet<>(Set.of(first));
        List<Video> videos = new ArrayList<>(List.of(first));
        for (int attempt = 0; attempt < BOOSTED_TRIES && videos.size() < BOOSTED_VIDEOS; attempt++) {
            int day = -1 - (int) draws.below(settings.catalogueDays());
            long length = platform.videosOfNiche(day, first.niche());
            if (length > 0) {
                Video video = platform.video(platform.videoOfNiche(day, first.niche(), draws.below(length)));
                if (video.creator() == first.creator() && distinct.add(video)) {
                    videos.add(video);
                }
            }
        }
        return videos;
    }

    /** Random videos round the clock, each played for the same time. */
    void botDay(RandomDraws draws, DayLog log) {
        long dayStart = platform.dayStart(log.day());
        long gap = (log.end() - dayStart) / settings.bots().exposuresPerDay();
        for (long now = Math.max(dayStart, user.registeredAt()) + gap / 2; now < log.end(); now += gap) {
            Video video = platform.video(feed.random(draws, log.day()).orElseThrow());
            if (isOnline(video, now, log)) {
                play(log, video, now, BOT_WATCH_MS);
            }
        }
    }

    /** The farm's videos again and again, each played for almost the same time or to the end. */
    void farmDay(RandomDraws draws, DayLog log) {
        if (!draws.chance(FARM_ACTIVE_SHARE)) {
            return;
        }
        long start = Math.max(platform.dayStart(log.day()), user.registeredAt());
        long now = start + draws.below(log.end() - start);
        int plays = draws.poisson(settings.farms().playsPerDay());
        for (int play = 0; play < plays && now < log.end(); play++) {
            Video video = targets.get((int) draws.below(targets.size()));
            long watch = farmWatch(draws, video);
            if (isOnline(video, now, log)) {
                play(log, video, now, watch);
                now += watch + 400 + draws.below(1000);
            }
        }
    }

    private long farmWatch(RandomDraws draws, Video video) {
        return isToTheEnd
                ? video.durationMs() + draws.below(FARM_OVERRUN_MS)
                : (long) (farmWatchMs * (1 + FARM_WATCH_JITTER * (2 * draws.unit() - 1)));
    }

    /** Mostly one creator's videos, at the hours and for the times of people, each liked at most once. */
    void boosterDay(RandomDraws draws, DayLog log, long[] sessions) {
        int plays = draws.poisson(settings.boosters().playsPerDay());
        long now = 0;
        for (int session = 0; session < sessions.length; session++) {
            now = Math.max(now, sessions[session]);
            int played = plays * (session + 1) / sessions.length - plays * session / sessions.length;
            for (int play = 0; play < played && now < log.end(); play++) {
                boolean isBoosted = draws.chance(BOOSTED_SHARE);
                Video video = isBoosted
                        ? targets.get((int) draws.below(targets.size()))
                        : platform.video(feed.random(draws, log.day()).orElseThrow());
                if (isOnline(video, now, log)) {
                    long watch = UserBehaviour.watchMs(draws, BOOSTER_AFFINITY, video.durationMs());
                    play(log, video, now, watch);
                    if (isBoosted && draws.chance(BOOSTER_LIKE_PROBABILITY) && liked.add(video.number())) {
                        log.add(video, "like", now + 101 + draws.below(watch), "feed");
                    }
                    now += watch + 400 + draws.below(2000);
                }
            }
        }
    }

    private boolean isOnline(Video video, long now, DayLog log) {
        return video.publishedAt() < now && platform.leaveDay(video.number()) > log.day();
    }

    private static void play(DayLog log, Video video, long now, long watch) {
        log.add(video, "impression", now, "feed");
        log.addPlay(video, now + 100, watch, "feed");
    }
}
