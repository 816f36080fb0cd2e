package io.reelrank.workbench.simulate;

import java.util.ArrayList;
import java.util.List;

/** A user's day as it happens. */
final class DayLog {
    private final User user;
    private final int day;
    private final long end;
    private final List<Event> events = new ArrayList<>();

    DayLog(Platform platform, User user, int day) {
        this.user = user;
        this.day = day;
        this.end = platform.dayStart(day + 1);
    }

    int day() {
        return day;
    }

    /** When the day ends, in milliseconds since 1970. */
    long end() {
        return end;
    }

    List<Event> events() {
        return events;
    }

    void add(Video video, String action, long time, String page) {
        add(video, action, time, 0, page);
    }

    void addPlay(Video video, long time, long watchMs, String page) {
        add(video, Event.PLAY, time, watchMs, page);
    }

    private void add(Video video, String action, long time, long watchMs, String page) {
        // What reaches past midnight still belongs to the day it began on.
        events.add(new Event(user, video, action, Math.min(time, end - 1), watchMs, page, day, events.size()));
    }
}
