package io.reelrank.pages.creators;

import io.reelrank.core.settings.PageLanguage;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.pages.PageFrame;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The words and numbers of creators' pages in one language. All words are in {@code messages_en} and {@code messages_zh}. */
final class Wording {
    private static final double MS_PER_HOUR = 3_600_000;
    private static final double MS_PER_MINUTE = 60_000;
    private static final double SHORT_HOURS = 2;
    private static final double SMALL = 0.0995;
    private static final Map<PageLanguage, Wording> ALL = all();

    private final PageLanguage language;
    private final Properties messages;

    private Wording(PageLanguage language) {
        this.language = language;
        this.messages = new Properties();
        try {
            messages.load(new StringReader(
                    PageFrame.resource(Wording.class, "messages_%s.properties".formatted(language.code()))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the messages of " + language, e);
        }
    }

    private static Map<PageLanguage, Wording> all() {
        Map<PageLanguage, Wording> all = new EnumMap<>(PageLanguage.class);
        for (PageLanguage language : PageLanguage.values()) {
            all.put(language, new Wording(language));
        }
        return all;
    }

    static Wording of(PageLanguage language) {
        return ALL.get(language);
    }

    PageLanguage language() {
        return language;
    }

    /** The keys of all messages. */
    Set<String> keys() {
        return messages.stringPropertyNames();
    }

    boolean has(String key) {
        return messages.containsKey(key);
    }

    /**
     * A message.
     *
     * @param key its key
     * @param values what stands for {0}, {1} and so on
     * @throws IllegalArgumentException if there is no such message
     */
    String say(String key, Object... values) {
        String message = messages.getProperty(key);
        if (message == null) {
            throw new IllegalArgumentException("no message %s in %s".formatted(key, language.code()));
        }
        StringBuilder said = new StringBuilder(message.length() + 32);
        int from = 0;
        // In one pass, so that braces within a value stay what they are.
        for (int open = message.indexOf('{'); open >= 0; open = message.indexOf('{', from)) {
            int close = message.indexOf('}', open);
            said.append(message, from, open).append(values[Integer.parseInt(message.substring(open + 1, close))]);
            from = close + 1;
        }
        return said.append(message.substring(from)).toString();
    }

    /** A message for one thing, or else for several: of a key with {@code .one} or {@code .many}. */
    String sayCount(String key, long count) {
        return say(key + (count == 1 ? ".one" : ".many"), count((double) count));
    }

    /** A whole number with separators. */
    String count(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }

    /** The same with its sign. */
    String signed(double count) {
        return Math.rint(count) == 0 ? "0" : String.format(Locale.ROOT, "%+,.0f", count);
    }

    /** A number with one digit after the point. */
    String number(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    /** A share in percent; with two digits after the point where it is below 10%. */
    String percent(double share) {
        return String.format(Locale.ROOT, Math.abs(share) < SMALL ? "%.2f%%" : "%.1f%%", 100 * share);
    }

    /** A share in percent; the words for none where it is null. */
    String optionalPercent(Double share) {
        return share == null ? say("none") : percent(share);
    }

    /** The difference of two shares in percentage points, with its sign. */
    String points(double difference) {
        return say("unit.points", String.format(Locale.ROOT, "%+.1f", 100 * difference + 0.0));
    }

    /** From one difference to another, in percentage points. */
    String pointsRange(double low, double high) {
        return say("unit.range", String.format(Locale.ROOT, "%+.1f", 100 * low + 0.0), points(high));
    }

    /** From one share to another. */
    String percentRange(double low, double high) {
        return say("unit.range", percent(low), percent(high));
    }

    /** A duration in hours, or in minutes where it is short. */
    String duration(double ms) {
        return Math.abs(ms) < SHORT_HOURS * MS_PER_HOUR
                ? minutes(Math.round(ms / MS_PER_MINUTE))
                : say("unit.hours", String.format(Locale.ROOT, "%,.1f", ms / MS_PER_HOUR));
    }

    private String minutes(long minutes) {
        return say(Math.abs(minutes) == 1 ? "unit.minutes.one" : "unit.minutes.many", count((double) minutes));
    }

    /** The smallest difference that durations like this one tell, in ms. */
    double durationUnit(double ms) {
        return Math.abs(ms) < SHORT_HOURS * MS_PER_HOUR ? MS_PER_MINUTE : MS_PER_HOUR / 10.0;
    }

    /** The same with its sign. */
    String signedDuration(double ms) {
        return Math.abs(ms) < MS_PER_MINUTE / 2 ? duration(0) : (ms > 0 ? "+" : "") + duration(ms);
    }

    /** A change as a share of what was there before, without its sign, and without digits after the point from 1% on. */
    String change(long before, long after) {
        double share = before == 0 ? 0 : Math.abs(after - before) / (double) before;
        return String.format(Locale.ROOT, share < 0.01 ? "%.1f%%" : "%,.0f%%", 100 * share);
    }

    /** Names as a list. */
    String list(List<String> names) {
        return names.isEmpty() ? say("list.none") : String.join(say("list.comma"), names);
    }

    /** The name of a rate. */
    String name(CreatorFigure figure) {
        return language == PageLanguage.ZH ? figure.chinese() : figure.english();
    }

    /** What a rate is, in plain words. */
    String definition(CreatorFigure figure) {
        return say("define." + figure.column());
    }
}
