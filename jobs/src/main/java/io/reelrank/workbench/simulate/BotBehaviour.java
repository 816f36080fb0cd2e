package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What users who are no persons do. Those of a farm, and those who boost the same creator, do the same to the same
 * videos.
 */
final class BotBehaviour {
    private static final long BOT_WATCH_MS = 3000;

    private static final double FARM_DAYS = 0.85;
    private static final long FARM_LEAST_MS = 4000;
    private static final long FARM_MORE_MS = 8000;
    private static final double FARM_JITTER = 0.04;
    private static final double FARM_TO_THE_END = 0.3;
    private static final long FARM_TOO_LONG_MS = 200;

    private static final double BOOSTED = 0.9;
    private static final double BOOSTER_LIKES = 0.8;
    private static final double BOOSTER_SUIT = 1;
    private static final int BOOSTED_VIDEOS = 40;
    private static final int BOOSTED_TRIES = 1000;

    private final Platform platform;
    private final SimulateSettings settings;
    private final User user;
    private final FeedPolicy exposures;
    private final List<Video> targets;
    private final long farmWatchMs;
    private final boolean isToTheEnd;
    private final Set<Long> liked = new HashSet<>();

    BotBehaviour(Platform platform, User user, FeedPolicy exposures) {
        this.platform = platform;
        this.settings = platform.settings();
        this.user = user;
        this.exposures = exposures;
        RandomDraws draws = groupDraws();
        this.farmWatchMs = FARM_LEAST_MS + draws.below(FARM_MORE_MS);
        this.isToTheEnd = draws.chance(FARM_TO_THE_END);
        this.targets = switch (user.nature()) {
            case FARM -> farmed(draws);
            case BOOSTER -> boosted(draws);
            case PERSON, BOT -> List.of();
        };
    }

    /** The same for all accounts that work together. */
    private RandomDraws groupDraws() {
        boolean isFarm = user.nature() == User.Nature.FARM;
        SimulateSettings.Group group = isFarm ? settings.farms() : settings.boosters();
        long groups = Math.max(1, Math.round(settings.users() * group.share() / group.accounts()));
        return RandomDraws.of(
                settings.seed(),
                isFarm ? RandomDraws.Stream.FARM : RandomDraws.Stream.BOOSTED_CREATOR,
                user.number() % groups,
                0);
    }

    private List<Video> farmed(RandomDraws draws) {
        List<Video> videos = new ArrayList<>();
        for (int index = 0; index < settings.farmVideos(); index++) {
            videos.add(platform.video(draws.below(settings.videos())));
        }
        return videos;
    }

    /** Videos of the creator of one drawn from the first catalogue, as many of the same niche as some tries find. */
    private List<Video> boosted(RandomDraws draws) {
        Video first = platform.video(draws.below(settings.videos()));
        Set<Video> videos = new HashSet<>(Set.of(first));
        List<Video> ordered = new ArrayList<>(List.of(first));
        for (int attempt = 0; attempt < BOOSTED_TRIES && ordered.size() < BOOSTED_VIDEOS; attempt++) {
            int day = -1 - (int) draws.below(settings.catalogueDays());
            long length = platform.shelfLength(day, first.niche());
            if (length > 0) {
                Video video = platform.video(platform.onShelf(day, first.niche(), draws.below(length)));
                if (video.creator() == first.creator() && videos.add(video)) {
                    ordered.add(video);
                }
            }
        }
        return ordered;
    }

    /** Any video, always as long, round the clock. */
    void botDay(RandomDraws draws, DayLog log) {
        long dayStart = platform.dayStart(log.day());
        long gap = (log.end() - dayStart) / settings.bots().exposuresPerDay();
        for (long now = Math.max(dayStart, user.registeredAt()) + gap / 2; now < log.end(); now += gap) {
            Video video = platform.video(exposures.any(draws, log.day()).orElseThrow());
            if (isOnline(video, now, log)) {
                play(log, video, now, BOT_WATCH_MS);
            }
        }
    }

    /** The farm's videos over and over, one after the other, each almost equally long or all to the end. */
    void farmDay(RandomDraws draws, DayLog log) {
        if (!draws.chance(FARM_DAYS)) {
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
                ? video.durationMs() + draws.below(FARM_TOO_LONG_MS)
                : (long) (farmWatchMs * (1 + FARM_JITTER * (2 * draws.unit() - 1)));
    }

    /** Mostly one creator's videos, at people's hours and as long as people do, each liked once. */
    void boosterDay(RandomDraws draws, DayLog log, long[] sessions) {
        int plays = draws.poisson(settings.boosters().playsPerDay());
        long now = 0;
        for (int session = 0; session < sessions.length; session++) {
            now = Math.max(now, sessions[session]);
            int played = plays * (session + 1) / sessions.length - plays * session / sessions.length;
            for (int play = 0; play < played && now < log.end(); play++) {
                boolean boosts = draws.chance(BOOSTED);
                Video video = boosts
                        ? targets.get((int) draws.below(targets.size()))
                        : platform.video(exposures.any(draws, log.day()).orElseThrow());
                if (isOnline(video, now, log)) {
                    long watch = UserBehaviour.watchMs(draws, BOOSTER_SUIT, video.durationMs());
                    play(log, video, now, watch);
                    if (boosts && draws.chance(BOOSTER_LIKES) && liked.add(video.number())) {
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
