package io.reelrank.workbench.simulate;

/** A user, with the attributes that the platform does not show. */
public final class User {
    private final long number;
    private final Attributes attributes;
    private final Nature nature;
    private final double dailyExposures;
    private final double activeShare;
    private final double shiftHours;
    private final int joinDay;
    private final long registeredAt;
    private final double[] taste;
    private final double strongestTaste;

    /** A person, or one of three kinds of bots. */
    public enum Nature {
        /** A person, who watches what they like. */
        PERSON,
        /** A bot that plays random videos round the clock, each for the same time. */
        BOT,
        /**
         * An account of a view farm: many accounts play the same few videos, for almost the same time or to the end.
         */
        FARM,
        /** An account of a group that plays and likes one creator's videos. */
        BOOSTER
    }

    /**
     * What the platform knows about a user.
     *
     * @param gender female, male or unknown
     * @param ageBand a range of years, such as 18-23
     * @param cityTier tier1 (the largest cities) to tier5
     * @param device ios or android
     */
    public record Attributes(String gender, String ageBand, String cityTier, String device) {}

    User(
            long number,
            Attributes attributes,
            Nature nature,
            double dailyExposures,
            double activeShare,
            double shiftHours,
            int joinDay,
            long registeredAt,
            double[] taste) {
        this.number = number;
        this.attributes = attributes;
        this.nature = nature;
        this.dailyExposures = dailyExposures;
        this.activeShare = activeShare;
        this.shiftHours = shiftHours;
        this.joinDay = joinDay;
        this.registeredAt = registeredAt;
        this.taste = taste;
        double strongest = 0;
        for (double weight : taste) {
            strongest = Math.max(strongest, weight);
        }
        this.strongestTaste = strongest;
    }

    /** The user's number. */
    public long number() {
        return number;
    }

    /** The id in the files. */
    public String id() {
        return id(number);
    }

    /** The id of a user by number. */
    public static String id(long number) {
        return Ids.of('u', number);
    }

    /** What the platform knows about the user. */
    public Attributes attributes() {
        return attributes;
    }

    /** A person or a kind of bot. */
    public Nature nature() {
        return nature;
    }

    /** The mean number of videos shown on an active day. */
    public double dailyExposures() {
        return dailyExposures;
    }

    /** The share of days on which the user is active, in [0, 1]. */
    public double activeShare() {
        return activeShare;
    }

    /** How many hours the user's sessions are later than other users'; negative for earlier. */
    public double shiftHours() {
        return shiftHours;
    }

    /** The day of registration, 0 being the first simulated day; negative before. */
    public int joinDay() {
        return joinDay;
    }

    /** The time of registration, in milliseconds since 1970. */
    public long registeredAt() {
        return registeredAt;
    }

    /** The same user, who is active on another share of the days. */
    User withActiveShare(double share) {
        return new User(number, attributes, nature, dailyExposures, share, shiftHours, joinDay, registeredAt, taste);
    }

    /** The same user with another taste, [niche]. */
    User withTaste(double[] other) {
        return new User(
                number, attributes, nature, dailyExposures, activeShare, shiftHours, joinDay, registeredAt, other);
    }

    /** The niche with the largest share of the user's interest, by its index. */
    int favourite() {
        int favourite = 0;
        for (int niche = 1; niche < taste.length; niche++) {
            favourite = taste[niche] > taste[favourite] ? niche : favourite;
        }
        return favourite;
    }

    /** The share of the user's interest in a niche; the shares of all niches sum to 1. */
    public double taste(int niche) {
        return taste[niche];
    }

    /** How well a niche matches the taste: √(share / largest share), in [0, 1]. */
    public double match(int niche) {
        return Math.sqrt(taste[niche] / strongestTaste);
    }

    /** The cumulative shares of interest, [niche]. */
    double[] cumulativeTaste() {
        double[] cumulative = taste.clone();
        for (int niche = 1; niche < cumulative.length; niche++) {
            cumulative[niche] += cumulative[niche - 1];
        }
        return cumulative;
    }
}
