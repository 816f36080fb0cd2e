package io.reelrank.workbench.simulate;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The list that a user is offered on a day. The user goes down the list, each time from where they were. */
final class OfferedList {
    /** Nothing is offered. */
    static final OfferedList NOTHING = new OfferedList(LocalDate.EPOCH, new long[0]);

    private final LocalDate version;
    private final long[] videos;
    private int next;

    /**
     * @param version the date of the night that made the list
     * @param videos the numbers of its videos, best first
     */
    OfferedList(LocalDate version, long[] videos) {
        this.version = version;
        this.videos = videos;
    }

    boolean isAtEnd() {
        return next == videos.length;
    }

    /** The number of the next video that may be shown; none if the list has ended. */
    OptionalLong next(LongPredicate mayShow) {
        while (next < videos.length) {
            long video = videos[next++];
            if (mayShow.test(video)) {
                return OptionalLong.of(video);
            }
        }
        return OptionalLong.empty();
    }

    /** The place of the video that was shown last. */
    Optional<Event.ListedAt> place() {
        return Optional.of(new Event.ListedAt(version, next));
    }
}
