package io.reelrank.workbench.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formats of lines. Fields are separated by tabs if the line has one, else by commas, else by {@code ::}, else by
 * blanks. An id is any text.
 */
public enum PairFormat {
    /** {@code user item [value] [time]}: one pair per line. The default value is 1. */
    PAIRS {
        @Override
        List<Pair> parse(String line) {
            String[] fields = fields(line);
            if (fields.length < 2 || fields.length > MAX_FIELDS) {
                throw new IllegalArgumentException(
                        "%d fields: must be user item [value] [time]".formatted(fields.length));
            }
            if (fields.length == MAX_FIELDS) {
                number("time", fields[3]);
            }
            return List.of(new Pair(fields[0], fields[1], fields.length > 2 ? number("value", fields[2]) : 1));
        }
    },

    /** {@code user item item …}: a user and items of the user, which may be none. A user may have several lines. */
    LISTS {
        @Override
        List<Pair> parse(String line) {
            String[] fields = fields(line);
            return pairs(fields[0], fields, 1);
        }
    },

    /** {@code user item item …} or {@code (user,item) item item …}: the candidates of a user. */
    CANDIDATES {
        @Override
        List<Pair> parse(String line) {
            Matcher heldOut = HELD_OUT_FIRST.matcher(line);
            if (heldOut.matches()) {
                String[] items = fields(heldOut.group("items"));
                List<Pair> pairs = new ArrayList<>(pairs(heldOut.group("user"), items, 0));
                pairs.add(new Pair(heldOut.group("user"), heldOut.group("item"), 1));
                return pairs;
            }
            String[] fields = fields(line);
            if (fields.length < 2) {
                throw new IllegalArgumentException("1 fields: must be a user and the items to rank");
            }
            return pairs(fields[0], fields, 1);
        }
    };

    private static final int MAX_FIELDS = 4;
    private static final Pattern HELD_OUT_FIRST =
            Pattern.compile("\\s*\\(\\s*(?<user>[^,]+?)\\s*,\\s*(?<item>[^,]+?)\\s*\\)[\\s,]+(?<items>.+)");

    /**
     * A user and an item.
     *
     * @param user the user's id
     * @param item the item's id
     * @param value the strength r_ui; negative if disliked, 0 if only seen
     */
    record Pair(String user, String item, double value) {}

    /**
     * Parses a line that is not blank.
     *
     * @throws IllegalArgumentException saying what is wrong with the line
     */
    abstract List<Pair> parse(String line);

    /**
     * The format of a file, by its first lines. In pairs all lines have the same number of fields; in lists no user has
     * two lines.
     *
     * @throws IllegalArgumentException if the lines fit both formats or neither
     */
    static PairFormat of(List<String> lines) {
        Set<Integer> widths = new HashSet<>();
        Set<String> users = new HashSet<>();
        for (String line : lines) {
            String[] fields = fields(line);
            widths.add(fields.length);
            users.add(fields[0]);
        }
        boolean isEven = widths.size() == 1 && widths.iterator().next() <= MAX_FIELDS && !widths.contains(1);
        boolean isOneLinePerUser = users.size() == lines.size();
        // A list with one item is a pair, too.
        if (isEven && (widths.contains(2) || !isOneLinePerUser)) {
            return PAIRS;
        }
        if (!isEven && isOneLinePerUser) {
            return LISTS;
        }
        throw new IllegalArgumentException(
                isEven
                        ? "its lines may be user item value or a user's list of items"
                        : "its lines have different numbers of fields, but users come twice");
    }

    /** The number of fields of a line. */
    static int width(String line) {
        return fields(line).length;
    }

    private static String[] fields(String line) {
        String text = line.strip();
        String[] fields;
        if (text.indexOf('\t') >= 0) {
            fields = text.split("\t", -1);
        } else if (text.indexOf(',') >= 0) {
            fields = text.split(",", -1);
        } else if (text.contains("::")) {
            fields = text.split("::", -1);
        } else {
            fields = text.split("\\s+");
        }
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].strip();
            if (fields[i].isEmpty()) {
                throw new IllegalArgumentException("field %d is empty".formatted(i + 1));
            }
            // The decoder replaces bytes that are not UTF-8 by this character.
            if (fields[i].indexOf('\uFFFD') >= 0) {
                throw new IllegalArgumentException("field %d is not UTF-8".formatted(i + 1));
            }
        }
        return fields;
    }

    private static List<Pair> pairs(String user, String[] fields, int first) {
        return Arrays.stream(fields)
                .skip(first)
                .map(item -> new Pair(user, item, 1))
                .toList();
    }

    private static double number(String what, String field) {
        double number;
        try {
            number = Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s %s is no number".formatted(what, field), e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("%s %s is not finite".formatted(what, field));
        }
        return number;
    }
}
