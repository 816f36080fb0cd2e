package io.reelrank.core.settings;

/**
 * How long what is under the storage root is kept, in days of the nights' dates. What a later night or a kept publication
 * needs stays whatever its age is.
 *
 * @param events tables with a row an event, and the pages and records of nights
 * @param state tables that hold everything known at the end of a day
 * @param others all other tables
 * @param erasures the salted hashes of erased users, whose rows are rejected for so long
 */
public record KeepSettings(int events, int state, int others, int erasures) {
    private static final int MOST_DAYS = 36_500;

    static KeepSettings of(Section section) {
        return new KeepSettings(
                section.integer("events", 1, MOST_DAYS),
                section.integer("state", 1, MOST_DAYS),
                section.integer("others", 1, MOST_DAYS),
                section.integer("erasures", 1, MOST_DAYS));
    }
}
