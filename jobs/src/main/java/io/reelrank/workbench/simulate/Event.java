package io.reelrank.workbench.simulate;

/**
 * Something that happened.
 *
 * @param user who
 * @param video which video
 * @param action what
 * @param time when, in milliseconds since 1970
 * @param watchMs how long a play lasted, in milliseconds; of other actions, nothing
 * @param page where the video was shown
 * @param day the day, counted from the first simulated one
 * @param sequence its place among the user's events of the day
 */
record Event(User user, Video video, String action, long time, long watchMs, String page, int day, int sequence) {
    static final String PLAY = "play";

    boolean isPlay() {
        return action.equals(PLAY);
    }

    /** The row as the platform delivers it. */
    String line() {
        return row(Long.toString(time), "\"user\":\"" + user.id() + "\",", action, Long.toString(watchMs));
    }

    /** The row with some fields written otherwise. */
    String row(String shownTime, String userField, String shownAction, String shownWatch) {
        StringBuilder row = new StringBuilder(192);
        row.append("{\"id\":\"")
                .append(user.id())
                .append('-')
                .append(day)
                .append('-')
                .append(sequence);
        row.append("\",").append(userField);
        row.append("\"video\":\"").append(video.id());
        row.append("\",\"action\":\"").append(shownAction);
        row.append("\",\"ts\":").append(shownTime);
        if (isPlay()) {
            row.append(",\"watch_ms\":").append(shownWatch);
        }
        row.append(",\"duration_ms\":").append(video.durationMs());
        row.append(",\"page\":\"").append(page).append("\"}");
        return row.toString();
    }
}
