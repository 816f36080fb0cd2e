package io.reelrank.night.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which series a video is a part of, by its title: titles that differ in a number alone are parts of one. */
final class SeriesTitle {
    private static final Pattern NUMBER = Pattern.compile("第[〇零一二三四五六七八九十百千两]+|\\p{Nd}+");
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Z}\\p{P}\\p{S}]+");
    private static final String PLACE = "#";
    private static final int FEWEST_LETTERS = 2;

    private SeriesTitle() {}

    /**
     * The series of a title: its words with {@code #} in the place of each number; none for a title without a number, or with
     * hardly anything else.
     *
     * @param title the title, or null
     */
    static List<String> series(String title) {
        if (title == null) {
            return List.of();
        }
        String words = GAPS.matcher(title).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        String series = NUMBER.matcher(words).replaceAll(PLACE);
        long letters = series.codePoints().filter(Character::isLetter).count();
        return series.contains(PLACE) && letters >= FEWEST_LETTERS ? List.of(series) : List.of();
    }
}
