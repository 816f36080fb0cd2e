package io.reelrank.workbench.loop;

import java.time.LocalDate;

/**
 * The figures of one day of a platform, and of the lists that its users were offered.
 *
 * @param date the day; the lists are of the night before
 * @param acceptance accepted showings of unmixed lists, as a share of their showings
 * @param acceptanceLow the lower end of its 95% interval
 * @param acceptanceHigh the upper end
 * @param overall the same share of all showings, from lists or not
 * @param explained the share of all showings that lists explain
 * @param categories how many categories a list's first 20 places have, on average
 * @param mostByCreator the most videos of one creator in any list
 * @param newPlaces the share of the lists' places that new videos have
 * @param distance how far the mix of categories of a list's first 20 places is from that of what the user watched before: half
 *     the sum of the differences, in [0, 1], on average
 * @param gini the Gini coefficient of the impressions of the day over creators, in [0, 1]
 * @param cold the share of the day's impressions with videos younger than a week
 * @param breadth how many categories users watched on the day: the exponential of the entropy of their valid views, on average over
 *     users with five or more
 */
public record LoopDay(
        LocalDate date,
        double acceptance,
        double acceptanceLow,
        double acceptanceHigh,
        double overall,
        double explained,
        double categories,
        double mostByCreator,
        double newPlaces,
        double distance,
        double gini,
        double cold,
        double breadth) {}
