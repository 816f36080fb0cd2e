package io.reelrank.core.settings;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * The settings of the synthetic platform.
 *
 * @param seed the seed of every random draw
 * @param zone the platform's time zone
 * @param startDate the first day
 * @param days how many days are written
 * @param users number of users at the start
 * @param newUsersPerDay how many users join each day
 * @param creators number of creators
 * @param videos number of videos at the start
 * @param newVideosPerDay how many videos are uploaded each day
 * @param catalogueDays the days before the start in which the videos of the start were uploaded
 * @param activeShare the share of users who come on a day, in [0.01, 1]
 * @param exposuresPerUserDay how many videos a user is shown on a day when they come, on average over users
 * @param interestDays mean age of a shown video, in days, on a platform without a first day
 * @param leaveSharePerDay the share of videos that are taken offline or removed each day
 * @param mixture how a shown video is chosen
 * @param listShare the share of shown videos that are taken from a user's list, where there is one
 * @param filesPerDay how many files each source's day is cut into
 * @param truth whether the hidden truth is written
 * @param bots bots that play round the clock
 * @param farms groups of accounts that play the same few videos
 * @param farmVideos how many videos a farm plays
 * @param boosters groups of accounts that play and like the videos of one creator
 * @param corruption data errors between the platform and reelrank
 * @param quirks hidden causes in what creators make
 * @param change how the whole platform changes
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
        double listShare,
        int filesPerDay,
        TruthPlace truth,
        Bots bots,
        Group farms,
        int farmVideos,
        Group boosters,
        Corruption corruption,
        Quirks quirks,
        Change change)
        implements Serializable {

    /** Where the hidden truth is written. */
    public enum TruthPlace {
        /** It is not written. */
        NONE,
        /** Beside the sources' files, as Parquet. */
        BESIDE
    }

    /**
     * How a shown video is chosen: the shares of three ways, which sum to one.
     *
     * @param chance any video, each with the same chance
     * @param popularity a hit of the day
     * @param taste a video of a niche that is drawn by the user's taste
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
     * Bots that play any video.
     *
     * @param share their share of all users
     * @param exposuresPerDay how many videos each of them plays a day
     */
    public record Bots(double share, int exposuresPerDay) implements Serializable {}

    /**
     * Groups of accounts that work together.
     *
     * @param share their share of all users
     * @param accounts the mean number of accounts in a group
     * @param playsPerDay mean plays of an account on a day
     */
    public record Group(double share, int accounts, double playsPerDay) implements Serializable {}

    /**
     * Data errors, as shares of the log's rows.
     *
     * @param repeated rows that are twice in their day's file
     * @param repeatedNextDay rows that come again in the next day's file
     * @param late rows that come only one or two days later
     * @param broken rows that cannot be read
     * @param clock rows with a wrong time
     * @param corrected the share of broken and clock rows that come again, correct, in the next day's file
     * @param days on how many days, from the first, rows have errors
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

    /**
     * Hidden causes in what creators make.
     *
     * @param share the share of creators who have a quirk, all kinds alike
     * @param cravedTopics the share of niches whose rarest topic everybody likes more
     * @param curedFrom the first day, from the first, whose videos are published without the quirks of some creators
     * @param cured the ids of these creators
     */
    public record Quirks(double share, double cravedTopics, int curedFrom, Set<String> cured) implements Serializable {
        /** Copies the set. */
        public Quirks {
            cured = Set.copyOf(cured);
        }
    }

    /**
     * How the whole platform changes.
     *
     * @param day the first day after the change, 0 being the first simulated day
     * @param traffic the factor of each user's share of days on which they come
     * @param fansTraffic a further factor for the users who like one of half of the niches most
     * @param taste the share of users who take up another taste
     */
    public record Change(int day, double traffic, double fansTraffic, double taste) implements Serializable {}

    static SimulateSettings of(Section section) {
        return new SimulateSettings(
                section.seed("seed"),
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
                section.share("list-share"),
                section.integer("files-per-day", 1, 10_000),
                section.choice("truth", TruthPlace.class),
                bots(section.section("bots")),
                group(section.section("farms")),
                section.integer("farms.videos", 1, 100_000),
                group(section.section("boosters")),
                corruption(section.section("corruption")),
                quirks(section.section("quirks")),
                change(section.section("change")));
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
            throw section.wrong("taste", "larger than 0 if chance and popularity are 0");
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

    private static Quirks quirks(Section section) {
        return new Quirks(
                section.share("share"),
                section.share("craved-topics"),
                section.integer("cured-from", 0, 3650),
                Set.copyOf(section.textList("cured")));
    }

    private static Change change(Section section) {
        return new Change(
                section.integer("day", 0, 3650),
                section.number("traffic", 0, 100),
                section.number("fans-traffic", 0, 100),
                section.share("taste"));
    }

    private static Corruption corruption(Section section) {
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
