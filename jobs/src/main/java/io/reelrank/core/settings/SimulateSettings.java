package io.reelrank.core.settings;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The synthetic platform.
 *
 * @param seed of everything that chance decides
 * @param zone the platform's time zone
 * @param startDate the first day
 * @param days how many days are written
 * @param users users at the start
 * @param newUsersPerDay users who join each day
 * @param creators all creators
 * @param videos videos of the catalogue the platform starts with
 * @param newVideosPerDay videos uploaded each day
 * @param catalogueDays over how many days before the start that catalogue was uploaded
 * @param activeShare the share of users who come on a day
 * @param exposuresPerUserDay videos shown to a user on a day they come, on average over users
 * @param interestDays the mean age of a shown video in days, were there no first day
 * @param leaveSharePerDay the share of videos taken offline or removed each day
 * @param mixture how a shown video is chosen
 * @param filesPerDay in how many files each source's day is cut
 * @param truth whether the hidden truth is written
 * @param bots users who are machines, round the clock
 * @param farms accounts that watch the same few videos
 * @param farmVideos how many videos a farm watches
 * @param boosters accounts that watch and like one creator's videos
 * @param dirt what goes wrong on the way
 */
public record SimulateSettings(
        long seed,
        ZoneId zone,
        LocalDate startDate,
        int days,
        long users,
        long newUsersPerDay,
        long creators,
        long videos,
        long newVideosPerDay,
        int catalogueDays,
        double activeShare,
        double exposuresPerUserDay,
        double interestDays,
        double leaveSharePerDay,
        Mixture mixture,
        int filesPerDay,
        TruthPlace truth,
        Bots bots,
        Group farms,
        int farmVideos,
        Group boosters,
        Corruption dirt)
        implements Serializable {

    /** Where the hidden truth goes. */
    public enum TruthPlace {
        /** Nowhere. */
        NONE,
        /** Beside the sources, as Parquet. */
        BESIDE
    }

    /**
     * How a shown video is chosen, as shares that sum to one.
     *
     * @param chance any video
     * @param popularity the hits of a day
     * @param taste a niche by the user's taste
     */
    public record Mixture(double chance, double popularity, double taste) implements Serializable {
        /** Scales the weights to shares. */
        public Mixture {
            double sum = chance + popularity + taste;
            chance /= sum;
            popularity /= sum;
            taste /= sum;
        }
    }

    /**
     * Users who are machines.
     *
     * @param share of all users
     * @param exposuresPerDay videos each plays a day
     */
    public record Bots(double share, int exposuresPerDay) implements Serializable {}

    /**
     * Accounts that work together.
     *
     * @param share of all users
     * @param accounts how many work together
     * @param playsPerDay videos each plays a day, on average
     */
    public record Group(double share, int accounts, double playsPerDay) implements Serializable {}

    /**
     * What goes wrong on the way, as shares of the log's rows.
     *
     * @param repeated rows twice in their day's file
     * @param repeatedNextDay rows that come again in the next day's file
     * @param late rows that come only one or two days later
     * @param broken rows that cannot be read
     * @param clock rows with a wrong time
     * @param corrected of the last two, the share that comes again as it should have been in the next day's file
     * @param days on how many days, from the first, rows go wrong
     */
    public record Corruption(
            double repeated,
            double repeatedNextDay,
            double late,
            double broken,
            double clock,
            double corrected,
            int days)
            implements Serializable {}

    static SimulateSettings of(Section section) {
        return new SimulateSettings(
                section.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                section.zone("zone"),
                date(section, "start-date"),
                section.integer("days", 1, 3650),
                section.longInteger("users", 1, 500_000_000),
                section.longInteger("new-users-per-day", 0, 10_000_000),
                section.longInteger("creators", 20, 100_000_000),
                section.longInteger("videos", 20, 500_000_000),
                section.longInteger("new-videos-per-day", 0, 10_000_000),
                section.integer("catalogue-days", 1, 3650),
                section.number("active-share", 0.01, 1),
                section.number("exposures-per-user-day", 0.1, 500),
                section.number("interest-days", 0.5, 3650),
                section.number("leave-share-per-day", 0, 0.5),
                mixture(section.section("mixture")),
                section.integer("files-per-day", 1, 10_000),
                section.choice("truth", TruthPlace.class),
                bots(section.section("bots")),
                group(section.section("farms")),
                section.integer("farms.videos", 1, 100_000),
                group(section.section("boosters")),
                dirt(section.section("dirt")));
    }

    private static LocalDate date(Section section, String key) {
        try {
            return LocalDate.parse(section.text(key));
        } catch (DateTimeException e) {
            throw section.wrong(key, "a date such as 2022-04-30");
        }
    }

    private static Mixture mixture(Section section) {
        double chance = section.number("chance", 0, 1000);
        double popularity = section.number("popularity", 0, 1000);
        double taste = section.number("taste", 0, 1000);
        if (chance + popularity + taste <= 0) {
            throw section.wrong("taste", "larger than 0 where chance and popularity are 0");
        }
        return new Mixture(chance, popularity, taste);
    }

    private static Bots bots(Section section) {
        return new Bots(section.share("share"), section.integer("exposures-per-day", 1, 20_000));
    }

    private static Group group(Section section) {
        return new Group(
                section.share("share"),
                section.integer("accounts", 1, 1_000_000),
                section.number("plays-per-day", 1, 20_000));
    }

    private static Corruption dirt(Section section) {
        return new Corruption(
                section.number("repeated", 0, 0.2),
                section.number("repeated-next-day", 0, 0.2),
                section.number("late", 0, 0.2),
                section.number("broken", 0, 0.2),
                section.number("clock", 0, 0.2),
                section.share("corrected"),
                section.integer("days", 1, 3650));
    }
}
