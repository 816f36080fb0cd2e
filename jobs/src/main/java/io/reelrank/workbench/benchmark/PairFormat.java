package io.reelrank.workbench.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a line says who wanted what. Fields are separated by tabs where the line has one, else by commas, else by {@code
 * ::}, else by blanks; an id is any text.
 */
public enum PairFormat {
    /** {@code user item [value] [time]}: one pair a line; without a value it is 1. */
    PAIRS {
        @Override
        List<Pair> parse(String line) {
            String[] fields = fields(line);
            if (fields.length < 2 || fields.length > MOST_FIELDS) {
                throw new IllegalArgumentException(
                        "%d fields: must be user item [value] [time]".formatted(fields.length));
            }
            if (fields.length == MOST_FIELDS) {
                number("time", fields[3]);
            }
            return List.of(new Pair(fields[0], fields[1], fields.length > 2 ? number("value", fields[2]) : 1));
        }
    },

    /**
     * {@code user item item …}: a user and all its items a line, or several lines; a user without items wanted nothing.
     */
    LISTS {
        @Override
        List<Pair> parse(String line) {
            String[] fields = fields(line);
            return pairs(fields[0], fields, 1);
        }
    },

    /** {@code user item item …} or {@code (user,item) item item …}: the items that are ranked for a user. */
    CANDIDATES {
        @Override
        List<Pair> parse(String line) {
            Matcher positive = POSITIVE.matcher(line);
            if (positive.matches()) {
                String[] items = fields(positive.group("items"));
                List<Pair> pairs = new ArrayList<>(pairs(positive.group("user"), items, 0));
                pairs.add(new Pair(positive.group("user"), positive.group("item"), 1));
                return pairs;
            }
            String[] fields = fields(line);
            if (fields.length < 2) {
                throw new IllegalArgumentException("1 fields: must be a user and the items to rank");
            }
            return pairs(fields[0], fields, 1);
        }
    };

    private static final int MOST_FIELDS = 4;
    private static final Pattern POSITIVE =
            Pattern.compile("\\s*\\(\\s*(?<user>[^,]+?)\\s*,\\s*(?<item>[^,]+?)\\s*\\)[\\s,]+(?<items>.+)");

    /**
     * Who wanted what.
     *
     * @param user the user's id
     * @param item the item's id
     * @param value how much; negative for not wanted, 0 for met only
     */
    record Pair(String user, String item, double value) {}

    /**
     * The pairs of a line that is not blank.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    abstract List<Pair> parse(String line);

    /**
     * Tells pairs from lists by a file's first lines: pairs have the same number of fields in every line, and in lists
     * no user comes twice.
     *
     * @throws IllegalArgumentException where both or neither can be
     */
    static PairFormat of(List<String> lines) {
        Set<Integer> widths = new HashSet<>();
        Set<String> users = new HashSet<>();
        for (String line : lines) {
            String[] fields = fields(line);
            widths.add(fields.length);
            users.add(fields[0]);
        }
        boolean isEven = widths.size() == 1 && widths.iterator().next() <= MOST_FIELDS && !widths.contains(1);
        boolean isOneLineAUser = users.size() == lines.size();
        // A list of one item is a pair.
        if (isEven && (widths.contains(2) || !isOneLineAUser)) {
            return PAIRS;
        }
        if (!isEven && isOneLineAUser) {
            return LISTS;
        }
        throw new IllegalArgumentException(
                isEven
                        ? "its lines may be user item value or a user's list of items"
                        : "its lines have different numbers of fields, but users come twice");
    }

    /** How many fields a line has. */
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
            // What a decoder puts in the place of bytes that it cannot read.
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
