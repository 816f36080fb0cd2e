package io.reelrank.workbench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the events of one user on one day. */
final class DayLog {
    private final User user;
    private final int day;
    private final long end;
    private final List<Event> events = new ArrayList<>();
    private Optional<Event.ListedAt> listed = Optional.empty();

    DayLog(Platform platform, User user, int day) {
        this.user = user;
        this.day = day;
        this.end = platform.dayStart(day + 1);
    }

    int day() {
        return day;
    }

    /** The end of the day in milliseconds since 1970. */
    long end() {
        return end;
    }

    List<Event> events() {
        return events;
    }

    /** Says which list the videos of the next events were shown from, until it is said again. */
    void showFrom(Optional<Event.ListedAt> list) {
        listed = list;
    }

    void add(Video video, String action, long time, String page) {
        add(video, action, time, 0, page);
    }

    void addPlay(Video video, long time, long watchMs, String page) {
        add(video, Event.PLAY, time, watchMs, page);
    }

    private void add(Video video, String action, long time, long watchMs, String page) {
        // An event belongs to the day on which its session began, so times are cut at midnight.
        events.add(new Event(user, video, action, Math.min(time, end - 1), watchMs, page, day, events.size(), listed));
    }
}
