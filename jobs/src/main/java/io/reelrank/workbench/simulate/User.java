package io.reelrank.workbench.simulate;

/** A user with what is hidden about them. */
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
    private final double strongest;

    /** Whether a user is a person. */
    public enum Nature {
        /** Watches what they like. */
        PERSON,
        /** Watches anything, always equally long, round the clock. */
        BOT,
        /** One account of many that watch the same few videos, almost equally long or all to the end. */
        FARM,
        /** One account of many that watch and like one creator's videos. */
        BOOSTER
    }

    /**
     * What the platform knows of a user.
     *
     * @param gender female, male or unknown
     * @param ageBand years from-to
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
        double most = 0;
        for (double weight : taste) {
            most = Math.max(most, weight);
        }
        this.strongest = most;
    }

    /** Which user. */
    public long number() {
        return number;
    }

    /** Their id in the files. */
    public String id() {
        return id(number);
    }

    /** The id of a user by their number. */
    public static String id(long number) {
        return Ids.of('u', number);
    }

    /** What the platform knows of them. */
    public Attributes attributes() {
        return attributes;
    }

    /** Whether they are a person. */
    public Nature nature() {
        return nature;
    }

    /** Videos they are shown on a day they come, on average. */
    public double dailyExposures() {
        return dailyExposures;
    }

    /** The share of days on which they come. */
    public double activeShare() {
        return activeShare;
    }

    /** How many hours later than others they come; negative for earlier. */
    public double shiftHours() {
        return shiftHours;
    }

    /** The day they joined, counted from the first simulated day; negative before. */
    public int joinDay() {
        return joinDay;
    }

    /** When they joined, in milliseconds since 1970. */
    public long registeredAt() {
        return registeredAt;
    }

    /** How much of their interest a niche has; all niches sum to 1. */
    public double taste(int niche) {
        return taste[niche];
    }

    /** How well a niche suits them, of [0, 1]: the root of its interest over that of their favourite. */
    public double match(int niche) {
        return Math.sqrt(taste[niche] / strongest);
    }

    /** Their taste, cumulated over the niches. */
    double[] cumulativeTaste() {
        double[] cumulative = taste.clone();
        for (int niche = 1; niche < cumulative.length; niche++) {
            cumulative[niche] += cumulative[niche - 1];
        }
        return cumulative;
    }
}
