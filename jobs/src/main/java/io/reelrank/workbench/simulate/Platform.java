package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import io.reelrank.workbench.simulate.RandomDraws.Stream;

/**
 * The hidden world: every user, creator and video as a pure function of the seed and its number, in constant time.
 *
 * <p>The videos of one upload day are a contiguous range of numbers. Two pseudo-random orders are laid over each day:
 * its shelf, which is cut into one cell a niche, and its hits, across niches. So a video's niche and ranks follow from
 * its number, and a number from niche and rank, with nothing stored.
 */
public final class Platform {
    /** The leave day of what stays online. */
    static final int NEVER = Integer.MAX_VALUE;

    private static final double MOST_DAILY_EXPOSURES = 1500;
    private static final double ACTIVITY_SPREAD = 0.7;
    private static final double BACKGROUND = 0.15;
    private static final double[] FAVOURITES = {0.2, 0.55, 0.85, 1};
    private static final double CREATOR_ZIPF = 0.8;
    private static final double TOPIC_ZIPF = 0.7;
    private static final double SECOND_NICHE_OF_CREATOR = 0.4;
    private static final double SECOND_NICHE_OF_VIDEO = 0.5;
    private static final double LENGTH_SPREAD = 0.55;
    private static final double LEAST_SECONDS = 5;
    private static final double MOST_SECONDS = 600;
    private static final double MEAN_ACCOUNT_DAYS = 250;
    private static final double MOST_ACCOUNT_DAYS = 1500;
    private static final double UPLOAD_SHIFT_HOURS = -2;
    private static final long SECOND_MS = 1000;

    private static final String[] AGE_BANDS = {"0-17", "18-23", "24-30", "31-40", "41-49", "50+"};
    private static final double[] AGE_CUMULATIVE = {0.08, 0.3, 0.57, 0.8, 0.91, 1};
    // How strongly an age band shares the young's lean, from the youngest on.
    private static final double[] YOUNG = {1, 1, 0.4, -0.3, -0.8, -1};
    private static final double[] CITY_CUMULATIVE = {0.18, 0.4, 0.62, 0.83, 1};

    private final SimulateSettings settings;
    private final double[] cumulativeShares = Niche.cumulativeShares();
    private final long[] dayStarts;

    /** @param settings the platform's size, mixture and seed */
    public Platform(SimulateSettings settings) {
        this.settings = settings;
        // A cache only: days outside it have a start as well.
        this.dayStarts = new long[settings.catalogueDays() + settings.days() + 2];
        for (int index = 0; index < dayStarts.length; index++) {
            dayStarts[index] = computedStart(index - settings.catalogueDays());
        }
    }

    /** The settings it is made from. */
    public SimulateSettings settings() {
        return settings;
    }

    /** When a day begins, in milliseconds since 1970; days count from the first simulated one. */
    public long dayStart(int day) {
        int index = day + settings.catalogueDays();
        return index >= 0 && index < dayStarts.length ? dayStarts[index] : computedStart(day);
    }

    /** How many users joined before a day. */
    public long usersBefore(int day) {
        return settings.users() + settings.newUsersPerDay() * day;
    }

    /** The number of the first video of an upload day; the catalogue's days are negative. */
    public long firstVideo(int day) {
        return day < 0
                ? (day + settings.catalogueDays()) * settings.videos() / settings.catalogueDays()
                : settings.videos() + day * settings.newVideosPerDay();
    }

    /** How many videos an upload day has. */
    public long videosOn(int day) {
        return firstVideo(day + 1) - firstVideo(day);
    }

    /** The upload day of a video by its number. */
    public int uploadDay(long number) {
        return number < settings.videos()
                ? (int) (((number + 1) * settings.catalogueDays() - 1) / settings.videos()) - settings.catalogueDays()
                : (int) ((number - settings.videos()) / settings.newVideosPerDay());
    }

    /** How many videos of a niche an upload day has. */
    long shelfLength(int day, int niche) {
        return cells(day).length(niche);
    }

    /** The number of the video at a rank of a niche of an upload day. */
    long onShelf(int day, int niche, long rank) {
        return firstVideo(day) + shelfOrder(day).apply(cells(day).start(niche) + rank);
    }

    /** The number of the video at a rank of an upload day's hits. */
    long hit(int day, long rank) {
        return firstVideo(day) + hitOrder(day).apply(rank);
    }

    /** A user by their number. */
    public User user(long number) {
        RandomDraws draws = draws(Stream.USER, number);
        double whichGender = draws.unit();
        String gender = whichGender < 0.48 ? "female" : whichGender < 0.95 ? "male" : "unknown";
        int age = draws.weighted(AGE_CUMULATIVE);
        int city = draws.weighted(CITY_CUMULATIVE);
        boolean apple = draws.chance(0.5 - 0.08 * city);
        User.Nature nature = nature(draws.unit());
        double exposures = settings.exposuresPerUserDay()
                * StrictMath.exp(ACTIVITY_SPREAD * draws.gaussian() - ACTIVITY_SPREAD * ACTIVITY_SPREAD / 2);
        double active = settings.activeShare();
        double activeShare = active + (2 * draws.unit() - 1) * 0.8 * Math.min(active, 1 - active);
        double shift = 1.5 * draws.gaussian();
        int joinDay = number < settings.users()
                ? -1 - (int) Math.min(MOST_ACCOUNT_DAYS, MEAN_ACCOUNT_DAYS * draws.exponential())
                : (int) ((number - settings.users()) / settings.newUsersPerDay());
        long registeredAt = secondOf(joinDay, Hours.second(draws, shift));
        return new User(
                number,
                new User.Attributes(gender, AGE_BANDS[age], "tier" + (city + 1), apple ? "ios" : "android"),
                nature,
                Math.min(MOST_DAILY_EXPOSURES, exposures),
                activeShare,
                shift,
                joinDay,
                registeredAt,
                taste(draws, gender, YOUNG[age]));
    }

    /** How much more than its niche a topic suits a user, standard normal. */
    double topicTaste(long user, int niche, int topic) {
        return RandomDraws.of(settings.seed(), Stream.TOPIC_TASTE, user, (long) niche * Niche.TOPICS + topic)
                .gaussian();
    }

    /** A creator by their number. */
    public Creator creator(long number) {
        int niche = creatorCells().niche(creatorOrder().invert(number));
        RandomDraws draws = draws(Stream.CREATOR, number);
        double craft = draws.gaussian();
        int second = draws.chance(SECOND_NICHE_OF_CREATOR) ? draws.weighted(cumulativeShares) : niche;
        return new Creator(number, niche, second, craft);
    }

    /** A video by its number. */
    public Video video(long number) {
        int day = uploadDay(number);
        Cells cells = cells(day);
        long slot = shelfOrder(day).invert(number - firstVideo(day));
        int niche = cells.niche(slot);
        double shelfScore = score(slot - cells.start(niche), cells.length(niche));
        double hitScore = score(hitOrder(day).invert(number - firstVideo(day)), videosOn(day));

        RandomDraws draws = draws(Stream.VIDEO, number);
        Creator creator = creator(creatorOf(niche, draws));
        double craft = 0.8 * creator.craft() + 0.6 * draws.gaussian();
        double appeal = 0.45 * shelfScore + 0.65 * hitScore + 0.6 * draws.gaussian();
        int topic = (int) draws.zipf(Niche.TOPICS, TOPIC_ZIPF);
        int second = draws.chance(SECOND_NICHE_OF_VIDEO) ? creator.secondNiche() : niche;
        double seconds = Niche.ALL.get(niche).medianSeconds() * StrictMath.exp(LENGTH_SPREAD * draws.gaussian());
        long durationMs = (long) (Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, seconds)) * SECOND_MS);
        long publishedAt = secondOf(day, Hours.second(draws, UPLOAD_SHIFT_HOURS));
        return new Video(number, creator.number(), niche, second, topic, craft, appeal, durationMs, day, publishedAt);
    }

    /** The day from whose start on a video is no longer online. */
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

    private User.Nature nature(double which) {
        double bots = settings.bots().share();
        double farms = bots + settings.farms().share();
        if (which < bots) {
            return User.Nature.BOT;
        }
        if (which < farms) {
            return User.Nature.FARM;
        }
        return which < farms + settings.boosters().share() ? User.Nature.BOOSTER : User.Nature.PERSON;
    }

    private double[] taste(RandomDraws draws, String gender, double young) {
        double[] weights = new double[Niche.COUNT];
        double[] left = new double[Niche.COUNT];
        double gendered = gender.equals("female") ? 1 : gender.equals("male") ? -1 : 0;
        for (int niche = 0; niche < Niche.COUNT; niche++) {
            Niche of = Niche.ALL.get(niche);
            weights[niche] = BACKGROUND * (cumulativeShares[niche] - (niche == 0 ? 0 : cumulativeShares[niche - 1]));
            left[niche] =
                    of.share() * StrictMath.pow(of.femaleLean(), gendered) * StrictMath.pow(of.youngLean(), young);
        }
        int favourites = 1 + draws.weighted(FAVOURITES);
        double[] chosen = new double[Niche.COUNT];
        double sum = 0;
        for (int choice = 0; choice < favourites; choice++) {
            int niche = draws.weighted(cumulated(left));
            chosen[niche] = 0.3 + draws.exponential();
            sum += chosen[niche];
            left[niche] = 0;
        }
        for (int niche = 0; niche < Niche.COUNT; niche++) {
            weights[niche] += (1 - BACKGROUND) * chosen[niche] / sum;
        }
        return weights;
    }

    // The normal quantile of a rank, the first the highest; Tukey's lambda is close and cheap.
    private static double score(long rank, long size) {
        double p = 1 - (rank + 0.5) / size;
        return 4.91 * (StrictMath.pow(p, 0.14) - StrictMath.pow(1 - p, 0.14));
    }

    private static double[] cumulated(double[] weights) {
        double[] cumulative = weights.clone();
        for (int index = 1; index < cumulative.length; index++) {
            cumulative[index] += cumulative[index - 1];
        }
        return cumulative;
    }

    private Cells cells(int day) {
        return new Cells(videosOn(day), draws(Stream.DAY_CELLS, day).unit(), cumulativeShares);
    }

    private Permutation shelfOrder(int day) {
        return new Permutation(RandomDraws.key(settings.seed(), Stream.SHELF_ORDER, day, 0), videosOn(day));
    }

    private Permutation hitOrder(int day) {
        return new Permutation(RandomDraws.key(settings.seed(), Stream.HIT_ORDER, day, 0), videosOn(day));
    }

    private Cells creatorCells() {
        return new Cells(settings.creators(), draws(Stream.CREATOR_CELLS, 0).unit(), cumulativeShares);
    }

    private Permutation creatorOrder() {
        return new Permutation(RandomDraws.key(settings.seed(), Stream.CREATOR_CELLS, 1, 0), settings.creators());
    }

    private RandomDraws draws(Stream stream, long entity) {
        return RandomDraws.of(settings.seed(), stream, entity, 0);
    }

    // Where clocks go forward a day has an hour less.
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
