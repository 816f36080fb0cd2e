package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ToldCountsTest {
    private static final int LEAST = 10;
    private static final int WEEK = 0;
    private static final int TODAY = 1;
    private static final int RETURNING = 2;
    private static final int NEW_TODAY = 3;

    @Test
    void aPartIsToldWhereItAndTheRestAreEnoughPeople() {
        assertThat(offered(new long[] {20, 10}, new long[] {0b001, 0b101})).isTrue();
        assertThat(offered(new long[] {20, 9}, new long[] {0b001, 0b101})).isFalse();
        assertThat(offered(new long[] {9, 20}, new long[] {0b001, 0b101})).isFalse();
        assertThat(offered(new long[] {20}, new long[] {0b001})).as("nobody").isTrue();
        assertThat(offered(new long[] {20}, new long[] {0b101})).as("everybody").isTrue();
    }

    /** Of the week's viewers 11 came back; 16 of today's 20 are among them or new, so that 4 more came back before today. */
    @Test
    void whatIsLeftOfTwoPartsIsNotFewPeople() {
        // 27 of the week, 20 today; returning are 7 of today's and 4 of the days before; 13 of today's are new.
        long[] people = {13, 7, 4, 3};
        long[] memberships = {0b1011, 0b0111, 0b0101, 0b0001};
        ToldCounts counts = new ToldCounts(people, memberships, 5);
        counts.tell(WEEK);
        counts.tell(TODAY);

        assertThat(counts.size(RETURNING)).isEqualTo(11);
        assertThat(counts.offer(RETURNING, WEEK)).isTrue();
        // 20 - 13 = 7 of today's came back, and 11 - 7 = 4 others.
        assertThat(counts.offer(NEW_TODAY, TODAY)).isFalse();
    }

    /** Whoever subtracts what is told, where one lies within the other, finds no few people but those of whole windows. */
    @Test
    void noDifferenceOfWhatIsToldIsFewPeople() {
        Random random = new Random(3);
        int told = 0;
        for (int trial = 0; trial < 500; trial++) {
            long[] people = random.longs(8, 0, 25).toArray();
            // Sets 0 and 1 are windows, the second within the first; the others are parts of the first.
            long[] memberships = random.longs(8, 0, 64).map(bits -> bits | 1).toArray();
            ToldCounts counts = new ToldCounts(people, memberships, LEAST);
            counts.tell(WEEK);
            counts.tell(TODAY);
            List<Integer> sets = new ArrayList<>();
            for (int set = 2; set < 6; set++) {
                if (counts.offer(set, WEEK)) {
                    sets.add(set);
                }
            }
            told += sets.size();
            for (int part : sets) {
                for (int other : List.of(0, 1, 2, 3, 4, 5)) {
                    if (other < 2 || sets.contains(other)) {
                        assertThat(difference(people, memberships, other, part)).isFalse();
                        assertThat(difference(people, memberships, part, other)).isFalse();
                    }
                }
            }
        }
        assertThat(told).isGreaterThan(300);
    }

    /** Whether the second set lies within the first, and few people are in the first alone. */
    private static boolean difference(long[] people, long[] memberships, int whole, int part) {
        long left = 0;
        long size = 0;
        for (int group = 0; group < people.length; group++) {
            boolean isInWhole = (memberships[group] >> whole & 1) == 1;
            boolean isInPart = (memberships[group] >> part & 1) == 1;
            if (isInPart && !isInWhole) {
                return false;
            }
            size += isInPart ? people[group] : 0;
            left += isInWhole && !isInPart ? people[group] : 0;
        }
        return size > 0 && left > 0 && left < LEAST;
    }

    private static boolean offered(long[] people, long[] memberships) {
        ToldCounts counts = new ToldCounts(people, memberships, LEAST);
        counts.tell(WEEK);
        return counts.offer(RETURNING, WEEK);
    }
}
