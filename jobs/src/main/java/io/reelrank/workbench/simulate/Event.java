package io.reelrank.workbench.simulate;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An event of a user and a video.
 *
 * @param action such as play or like
 * @param time in milliseconds since 1970
 * @param watchMs the watch time of a play in milliseconds; 0 for other actions
 * @param page where the video was shown: feed, follow or search
 * @param day the day, 0 being the first simulated one
 * @param sequence the position among the user's events of the day
 * @param listed the list that the video was shown from, if any
 */
record Event(
        User user,
        Video video,
        String action,
        long time,
        long watchMs,
        String page,
        int day,
        int sequence,
        Optional<ListedAt> listed) {
    static final String PLAY = "play";

    /**
     * A place of a list.
     *
     * @param version the date of the night that made the list
     * @param place the place, from 1
     */
    record ListedAt(LocalDate version, int place) {}

    boolean isPlay() {
        return action.equals(PLAY);
    }

    /** The row in the log. */
    String line() {
        return row(Long.toString(time), "\"user\":\"" + user.id() + "\",", action, Long.toString(watchMs));
    }

    /**
     * The row with other values in some fields.
     *
     * @param userField the field of the user with its comma; empty for a row without a user
     */
    String row(String loggedTime, String userField, String loggedAction, String loggedWatch) {
        StringBuilder row = new StringBuilder(192);
        row.append("{\"id\":\"")
                .append(user.id())
                .append('-')
                .append(day)
                .append('-')
                .append(sequence);
        row.append("\",").append(userField);
        row.append("\"video\":\"").append(video.id());
        row.append("\",\"action\":\"").append(loggedAction);
        row.append("\",\"ts\":").append(loggedTime);
        if (isPlay()) {
            row.append(",\"watch_ms\":").append(loggedWatch);
        }
        row.append(",\"duration_ms\":").append(video.durationMs());
        row.append(",\"page\":\"").append(page).append('"');
        listed.ifPresent(list -> row.append(",\"list\":\"")
                .append(list.version())
                .append("\",\"place\":")
                .append(list.place()));
        row.append('}');
        return row.toString();
    }
}
