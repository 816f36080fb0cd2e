package io.reelrank.night.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which counts of sets of people are told: such that no few people are found by subtracting one of them from another.
 *
 * <p>Who is told the sizes of a set and of a part of it knows the size of the rest. So a set is not told where it, or what is
 * left of the window that it belongs to, are few people, nor where either lies within a set that is told, or around one, and the
 * difference are few. Whether one lies within another is seen in the people themselves: a reader may know it.
 * Two sets that lie apart within a third one, which is no window, are not subtracted together.
 */
final class ToldCounts {
    private final long[] people;
    private final long[] memberships;
    private final int minPeople;
    private final List<BitSet> told = new ArrayList<>();

    /**
     * @param people [groups] how many people belong to exactly the same sets
     * @param memberships [groups] which sets these are, as bits
     * @param minPeople below which numbers of people are few
     */
    ToldCounts(long[] people, long[] memberships, int minPeople) {
        this.people = people.clone();
        this.memberships = memberships.clone();
        this.minPeople = minPeople;
    }

    /** Tells the size of a set, whatever it is. */
    void tell(int set) {
        told.add(groups(set));
    }

    /**
     * Tells the size of a set unless that gives few people away.
     *
     * @param window a set that it is a part of, and that is told
     * @return whether it is told
     */
    boolean offer(int set, int window) {
        BitSet part = groups(set);
        BitSet rest = without(groups(window), part);
        if (isFew(part) || isFew(rest) || givesAway(part) || givesAway(rest)) {
            return false;
        }
        told.add(part);
        told.add(rest);
        return true;
    }

    /** The number of people in a set. */
    long size(int set) {
        return size(groups(set));
    }

    private boolean givesAway(BitSet own) {
        return !own.isEmpty()
                && told.stream()
                        .flatMap(other -> Stream.of(difference(other, own), difference(own, other)))
                        .anyMatch(this::isFew);
    }

    /** What is left of a set without another one that lies within it; nobody where it does not. */
    private static BitSet difference(BitSet whole, BitSet part) {
        return without(part, whole).isEmpty() && !part.isEmpty() ? without(whole, part) : new BitSet();
    }

    private static BitSet without(BitSet set, BitSet other) {
        BitSet left = (BitSet) set.clone();
        left.andNot(other);
        return left;
    }

    private BitSet groups(int set) {
        BitSet groups = new BitSet(people.length);
        for (int group = 0; group < people.length; group++) {
            groups.set(group, (memberships[group] >> set & 1) != 0);
        }
        return groups;
    }

    private boolean isFew(BitSet set) {
        long size = size(set);
        return size > 0 && size < minPeople;
    }

    private long size(BitSet set) {
        return set.stream().mapToLong(group -> people[group]).sum();
    }
}
