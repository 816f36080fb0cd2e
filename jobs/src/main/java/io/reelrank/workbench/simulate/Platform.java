package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import io.reelrank.workbench.simulate.RandomDraws.Stream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The platform: every user, creator and video as a pure function of the seed and its number, in constant time.
 *
 * <p>The videos of one upload day are a contiguous range of numbers. Each day has two pseudo-random orders. One is cut
 * into a cell for each niche ({@link Cells}): it ranks the videos of a niche. The other ranks all videos of the day by
 * popularity. So a video's niche and ranks follow from its number, and its number from niche and rank, and nothing is
 * stored.
 */
public final class Platform {
    /** The leave day of a video that stays online. */
    static final int NEVER = Integer.MAX_VALUE;

    /** The index of each niche's rarest topic. */
    static final int RAREST_TOPIC = Niche.TOPICS - 1;

    private static final double MAX_DAILY_EXPOSURES = 1500;
    private static final double ACTIVITY_SPREAD = 0.7;
    private static final double BACKGROUND_TASTE = 0.15;
    private static final double[] FAVOURITES_CUMULATIVE = {0.2, 0.55, 0.85, 1};
    private static final double CREATOR_ZIPF = 0.8;
    private static final double TOPIC_ZIPF = 0.7;
    private static final double CREATOR_SECOND_NICHE_PROBABILITY = 0.4;
    private static final double VIDEO_SECOND_NICHE_PROBABILITY = 0.5;
    private static final double DURATION_SPREAD = 0.55;
    private static final double MIN_SECONDS = 5;
    private static final double MAX_SECONDS = 600;
    private static final double MEAN_ACCOUNT_DAYS = 250;
    private static final double MAX_ACCOUNT_DAYS = 1500;
    private static final double UPLOAD_SHIFT_HOURS = -2;
    private static final long SECOND_MS = 1000;
    // Two thirds of a scattered creator's videos come from any niche: twice as many as an average creator has.
    private static final double SCATTERED_WEIGHT = 2;
    private static final double CRAVING = 1.2;

    private static final String[] AGE_BANDS = {"0-17", "18-23", "24-30", "31-40", "41-49", "50+"};
    private static final double[] AGE_CUMULATIVE = {0.08, 0.3, 0.57, 0.8, 0.91, 1};
    // The exponent of youngLean for each age band.
    private static final double[] YOUTH = {1, 1, 0.4, -0.3, -0.8, -1};
    private static final double[] CITY_CUMULATIVE = {0.18, 0.4, 0.62, 0.83, 1};

    private final SimulateSettings settings;
    private final double[] cumulativeShares = Niche.cumulativeShares();
    private final long[] dayStarts;
    private final CreatorQuirks quirks;
    private final PlannedVideos planned;
    private final Permutation cravedOrder;
    private final Permutation fansOrder;

    /** @param settings size, mixture and seed */
    public Platform(SimulateSettings settings) {
        this.settings = settings;
        this.quirks = new CreatorQuirks(settings);
        this.planned = new PlannedVideos(this);
        this.cravedOrder = nicheOrder(Stream.CRAVED_TOPICS);
        this.fansOrder = nicheOrder(Stream.CHANGED_FANS);
        // A cache: days outside of it are computed.
        this.dayStarts = new long[settings.catalogueDays() + settings.days() + 2];
        for (int index = 0; index < dayStarts.length; index++) {
            dayStarts[index] = computedStart(index - settings.catalogueDays());
        }
    }

    /** The settings of the platform. */
    public SimulateSettings settings() {
        return settings;
    }

    /** Which creators have which quirk. */
    CreatorQuirks quirks() {
        return quirks;
    }

    /** The parts of series, and the hits. */
    PlannedVideos planned() {
        return planned;
    }

    /** The start of a day in milliseconds since 1970; 0 is the first simulated day. */
    public long dayStart(int day) {
        int index = day + settings.catalogueDays();
        return index >= 0 && index < dayStarts.length ? dayStarts[index] : computedStart(day);
    }

    /** How many users registered before a day. */
    public long usersBefore(int day) {
        return settings.users() + settings.newUsersPerDay() * day;
    }

    /** The number of the first video of an upload day; days of the initial catalogue are negative. */
    public long firstVideo(int day) {
        return day < 0
                ? (day + settings.catalogueDays()) * settings.videos() / settings.catalogueDays()
                : settings.videos() + day * settings.newVideosPerDay();
    }

    /** How many videos were uploaded on a day. */
    public long videosOn(int day) {
        return firstVideo(day + 1) - firstVideo(day);
    }

    /** The upload day of a video. */
    public int uploadDay(long number) {
        return number < settings.videos()
                ? (int) (((number + 1) * settings.catalogueDays() - 1) / settings.videos()) - settings.catalogueDays()
                : (int) ((number - settings.videos()) / settings.newVideosPerDay());
    }

    /** How many videos of a niche were uploaded on a day. */
    long videosOfNiche(int day, int niche) {
        return cells(day).length(niche);
    }

    /** The number of the video of an upload day that has this rank in its niche. */
    long videoOfNiche(int day, int niche, long rank) {
        return firstVideo(day) + nicheOrder(day).apply(cells(day).start(niche) + rank);
    }

    /** The number of the video of an upload day that has this rank by popularity. */
    long popularVideo(int day, long rank) {
        return firstVideo(day) + popularityOrder(day).apply(rank);
    }

    /** A user by number. */
    public User user(long number) {
        RandomDraws draws = draws(Stream.USER, number);
        double genderDraw = draws.unit();
        String gender = genderDraw < 0.48 ? "female" : genderDraw < 0.95 ? "male" : "unknown";
        int age = draws.weighted(AGE_CUMULATIVE);
        int city = draws.weighted(CITY_CUMULATIVE);
        boolean isIos = draws.chance(0.5 - 0.08 * city);
        User.Nature nature = nature(draws.unit());
        double exposures = settings.exposuresPerUserDay()
                * StrictMath.exp(ACTIVITY_SPREAD * draws.gaussian() - ACTIVITY_SPREAD * ACTIVITY_SPREAD / 2);
        double active = settings.activeShare();
        double activeShare = active + (2 * draws.unit() - 1) * 0.8 * Math.min(active, 1 - active);
        double shift = 1.5 * draws.gaussian();
        int joinDay = number < settings.users()
                ? -1 - (int) Math.min(MAX_ACCOUNT_DAYS, MEAN_ACCOUNT_DAYS * draws.exponential())
                : (int) ((number - settings.users()) / settings.newUsersPerDay());
        long registeredAt = secondOf(joinDay, Hours.second(draws, shift));
        return new User(
                number,
                new User.Attributes(gender, AGE_BANDS[age], "tier" + (city + 1), isIos ? "ios" : "android"),
                nature,
                Math.min(MAX_DAILY_EXPOSURES, exposures),
                activeShare,
                shift,
                joinDay,
                registeredAt,
                taste(draws, gender, YOUTH[age]));
    }

    /** A user as from the day of {@code simulate.change} on. */
    User changed(User user) {
        SimulateSettings.Change change = settings.change();
        double traffic = change.traffic() * fansTraffic(user.favourite());
        User changed = user.withActiveShare(Math.min(1, user.activeShare() * traffic));
        RandomDraws draws = draws(Stream.CHANGED_USER, user.number());
        if (!draws.chance(change.taste())) {
            return changed;
        }
        int age = List.of(AGE_BANDS).indexOf(user.attributes().ageBand());
        return changed.withTaste(taste(draws, user.attributes().gender(), YOUTH[age]));
    }

    /** The factor of {@code simulate.change} for the traffic of a niche's fans. */
    double fansTraffic(int niche) {
        return 2 * fansOrder.apply(niche) < Niche.COUNT ? settings.change().fansTraffic() : 1;
    }

    /** Whether everybody likes the niche's rarest topic more. */
    boolean isCraved(int niche) {
        return cravedOrder.apply(niche) < Math.round(settings.quirks().cravedTopics() * Niche.COUNT);
    }

    /** What everybody's craving adds to the affinity for a topic. */
    double craving(int niche, int topic) {
        return topic == RAREST_TOPIC && isCraved(niche) ? CRAVING : 0;
    }

    /** A user's taste for a topic beyond the taste for its niche, standard normal. */
    double topicTaste(long user, int niche, int topic) {
        return RandomDraws.of(settings.seed(), Stream.TOPIC_TASTE, user, (long) niche * Niche.TOPICS + topic)
                .gaussian();
    }

    /** A creator by number. */
    public Creator creator(long number) {
        int niche = creatorCells().niche(creatorOrder().invert(number));
        RandomDraws draws = draws(Stream.CREATOR, number);
        double craft = draws.gaussian();
        int second = draws.chance(CREATOR_SECOND_NICHE_PROBABILITY) ? draws.weighted(cumulativeShares) : niche;
        Quirk quirk = quirks.of(number);
        return new Creator(number, niche, second, craft, quirk, quirks.subject(number, quirk, Niche.ALL.get(niche)));
    }

    /** How many creators a niche has. */
    long creatorsOfNiche(int niche) {
        return creatorCells().length(niche);
    }

    /** The number of the creator who has this index in a niche. */
    long creatorOfNiche(int niche, long index) {
        return creatorOrder().apply(creatorCells().start(niche) + index);
    }

    /** The index of a creator in their niche. */
    long indexInNiche(Creator creator) {
        return creatorOrder().invert(creator.number()) - creatorCells().start(creator.niche());
    }

    /** A video by number. */
    public Video video(long number) {
        int day = uploadDay(number);
        Cells cells = cells(day);
        long position = nicheOrder(day).invert(number - firstVideo(day));
        int niche = cells.niche(position);
        long rank = position - cells.start(niche);
        double nicheScore = score(rank, cells.length(niche));
        double popularityScore = score(popularityOrder(day).invert(number - firstVideo(day)), videosOn(day));

        RandomDraws draws = draws(Stream.VIDEO, number);
        long drawn = creatorOf(niche, draws);
        Optional<Creator> planner = planned.planner(day, niche, rank);
        Creator creator =
                planner.orElseGet(() -> creator(scatteredCreator(number).orElse(drawn)));
        double craft = 0.8 * creator.craft() + 0.6 * draws.gaussian();
        double appeal = 0.45 * nicheScore + 0.65 * popularityScore + 0.6 * draws.gaussian();
        int topic = (int) draws.zipf(Niche.TOPICS, TOPIC_ZIPF);
        int second = draws.chance(VIDEO_SECOND_NICHE_PROBABILITY) ? creator.secondNiche() : niche;
        long durationMs = durationMs(Niche.ALL.get(niche), draws.gaussian());
        long publishedAt = secondOf(day, Hours.second(draws, UPLOAD_SHIFT_HOURS));
        Quirk quirk = planner.map(Creator::quirk).orElseGet(() -> quirks.shown(creator, niche, topic, durationMs, day));
        return new Video(
                number,
                creator.number(),
                niche,
                second,
                topic,
                craft + quirk.craft(),
                appeal + quirk.appeal(),
                durationMs,
                day,
                publishedAt,
                quirk);
    }

    /**
     * The duration of a video, in milliseconds.
     *
     * @param deviation from the niche's median, standard normal
     */
    static long durationMs(Niche niche, double deviation) {
        double seconds = niche.medianSeconds() * StrictMath.exp(DURATION_SPREAD * deviation);
        return (long) (Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, seconds)) * SECOND_MS);
    }

    /** The first day on which a video is no longer online. */
    int leaveDay(long number) {
        double share = settings.leaveSharePerDay();
        if (share <= 0) {
            return NEVER;
        }
        double days = draws(Stream.LEAVE, number).exponential() / -StrictMath.log1p(-share);
        return (int) Math.min(NEVER, Math.max(uploadDay(number), 0) + 1 + Math.floor(days));
    }

    private long creatorOf(int niche, RandomDraws draws) {
        Cells cells = creatorCells();
        long length = cells.length(niche);
        return creatorOrder()
                .apply(
                        length == 0
                                ? draws.below(settings.creators())
                                : cells.start(niche) + draws.zipf(length, CREATOR_ZIPF));
    }

    /** The scattered creator of a few videos of any niche. */
    private OptionalLong scatteredCreator(long video) {
        double share = SCATTERED_WEIGHT * quirks.share(Quirk.SCATTERED);
        if (share == 0) {
            return OptionalLong.empty();
        }
        RandomDraws draws = draws(Stream.QUIRK_OF_VIDEO, video);
        return draws.chance(share) ? OptionalLong.of(quirks.draw(Quirk.SCATTERED, draws)) : OptionalLong.empty();
    }

    private User.Nature nature(double draw) {
        double bots = settings.bots().share();
        double farms = bots + settings.farms().share();
        if (draw < bots) {
            return User.Nature.BOT;
        }
        if (draw < farms) {
            return User.Nature.FARM;
        }
        return draw < farms + settings.boosters().share() ? User.Nature.BOOSTER : User.Nature.PERSON;
    }

    private double[] taste(RandomDraws draws, String gender, double youth) {
        double[] weights = new double[Niche.COUNT];
        double[] nicheWeights = new double[Niche.COUNT];
        double gendered = gender.equals("female") ? 1 : gender.equals("male") ? -1 : 0;
        for (int niche = 0; niche < Niche.COUNT; niche++) {
            Niche attributes = Niche.ALL.get(niche);
            weights[niche] =
                    BACKGROUND_TASTE * (cumulativeShares[niche] - (niche == 0 ? 0 : cumulativeShares[niche - 1]));
            nicheWeights[niche] = attributes.share()
                    * StrictMath.pow(attributes.femaleLean(), gendered)
                    * StrictMath.pow(attributes.youngLean(), youth);
        }
        int favourites = 1 + draws.weighted(FAVOURITES_CUMULATIVE);
        double[] favouriteWeights = new double[Niche.COUNT];
        double sum = 0;
        for (int choice = 0; choice < favourites; choice++) {
            int niche = draws.weighted(cumulative(nicheWeights));
            favouriteWeights[niche] = 0.3 + draws.exponential();
            sum += favouriteWeights[niche];
            nicheWeights[niche] = 0;
        }
        for (int niche = 0; niche < Niche.COUNT; niche++) {
            weights[niche] += (1 - BACKGROUND_TASTE) * favouriteWeights[niche] / sum;
        }
        return weights;
    }

    // The normal quantile of a rank, 0 being the highest, approximated by Tukey's lambda distribution.
    private static double score(long rank, long size) {
        double p = 1 - (rank + 0.5) / size;
        return 4.91 * (StrictMath.pow(p, 0.14) - StrictMath.pow(1 - p, 0.14));
    }

    private static double[] cumulative(double[] weights) {
        double[] cumulative = weights.clone();
        for (int index = 1; index < cumulative.length; index++) {
            cumulative[index] += cumulative[index - 1];
        }
        return cumulative;
    }

    private Cells cells(int day) {
        return new Cells(videosOn(day), draws(Stream.DAY_CELLS, day).unit(), cumulativeShares);
    }

    private Permutation nicheOrder(int day) {
        return new Permutation(RandomDraws.key(settings.seed(), Stream.SHELF_ORDER, day, 0), videosOn(day));
    }

    private Permutation popularityOrder(int day) {
        return new Permutation(RandomDraws.key(settings.seed(), Stream.HIT_ORDER, day, 0), videosOn(day));
    }

    private Cells creatorCells() {
        return new Cells(settings.creators(), draws(Stream.CREATOR_CELLS, 0).unit(), cumulativeShares);
    }

    private Permutation creatorOrder() {
        return new Permutation(RandomDraws.key(settings.seed(), Stream.CREATOR_CELLS, 1, 0), settings.creators());
    }

    /** An order of the niches. */
    private Permutation nicheOrder(Stream stream) {
        return new Permutation(RandomDraws.key(settings.seed(), stream, 0, 0), Niche.COUNT);
    }

    private RandomDraws draws(Stream stream, long entity) {
        return RandomDraws.of(settings.seed(), stream, entity, 0);
    }

    // A day on which clocks go forward is an hour shorter.
    private long secondOf(int day, int second) {
        return Math.min(dayStart(day) + second * SECOND_MS, dayStart(day + 1) - SECOND_MS);
    }

    private long computedStart(int day) {
        return settings.startDate()
                .plusDays(day)
                .atStartOfDay(settings.zone())
                .toInstant()
                .toEpochMilli();
    }
}
