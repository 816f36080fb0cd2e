package io.reelrank.pages.creators;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.PageLanguage;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.pages.CellNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a night's tables that are about one creator.
 *
 * @param creatorId the creator's id
 * @param parts the rows by the table that they are of; a part without rows may be missing
 */
public record CreatorRows(String creatorId, Map<CreatorPart, List<Row>> parts) {
    private static final String PART = "part";
    private static final String PLACE = "place_in_part";
    private static final int MOST_OFFERS = 1000;

    /** Whether there is anything to report: a creator without a play in any window has no page. */
    public boolean isReported() {
        return !of(CreatorPart.REPORT).isEmpty();
    }

    /** The creator's line of the index. */
    public CreatorIndex.Entry entry() {
        Row longest = new CreatorFigures(Wording.of(PageLanguage.EN), this).longest();
        Row place = of(CreatorPart.PLACES).stream().findFirst().orElse(null);
        return new CreatorIndex.Entry(
                creatorId,
                place == null ? "" : place.getAs(CreatorPlaces.NICHE),
                longest.getAs(CreatorReport.PLAYS),
                longest.getAs(CreatorReport.VIEWERS),
                CellNumber.of(longest, CreatorFigure.COMPLETION_RATE.column()),
                (int) of(CreatorPart.ADVICE).stream()
                        .filter(row -> row.<Integer>getAs(CreatorAdvice.PLACE) > 0)
                        .count());
    }

    /** The rows of one of the tables. */
    List<Row> of(CreatorPart part) {
        return parts.getOrDefault(part, List.of());
    }

    /**
     * All tables in one, so that one query brings the rows of a creator together.
     *
     * @param tables the rows of every part, with their day
     * @return rows of {@code creator_id}, and what {@link #grouped} reads
     */
    public static Dataset<Row> together(Map<CreatorPart, Dataset<Row>> tables) {
        return Arrays.stream(CreatorPart.values())
                .map(part -> asOneOf(part, tables.get(part)))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    private static Dataset<Row> asOneOf(CreatorPart part, Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>(
                List.of(col(CreatorReport.CREATOR_ID), lit(part.name()).as(PART), place(part)));
        for (CreatorPart each : CreatorPart.values()) {
            columns.add((each == part ? row(part) : lit(null).cast(each.type())).as(each.name()));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    private static Column place(CreatorPart part) {
        return switch (part) {
            case VIDEOS ->
                col(CreatorVideoReport.PLAYS).multiply(-1).cast("double").as(PLACE);
            // Of all videos first, then of those that were offered most.
            case OFFERS ->
                when(col(CreatorOffers.VIDEO_ID).equalTo(CreatorOffers.ALL_VIDEOS), -Double.MAX_VALUE)
                        .otherwise(col(CreatorOffers.OFFERED).multiply(-1).cast("double"))
                        .as(PLACE);
            default -> lit(0.0).as(PLACE);
        };
    }

    private static Column row(CreatorPart part) {
        return struct(
                Arrays.stream(part.type().fieldNames()).map(name -> col(name)).toArray(Column[]::new));
    }

    /** Rows of {@link #together} in so many partitions, those of a creator together and in the order of {@link #grouped}. */
    public static Dataset<Row> sorted(Dataset<Row> together, int partitions) {
        return together.repartition(partitions, col(CreatorReport.CREATOR_ID))
                .sortWithinPartitions(
                        CreatorReport.CREATOR_ID,
                        PART,
                        PLACE,
                        CreatorPart.VIDEOS.name() + "." + CreatorVideoReport.VIDEO_ID,
                        CreatorPart.OFFERS.name() + "." + CreatorOffers.VIDEO_ID,
                        CreatorPart.OFFERS.name() + "." + CreatorOffers.TASTE);
    }

    /**
     * The creators of sorted rows, one after the other; only one is in memory.
     *
     * @param sorted rows of {@link #sorted}
     * @param videos how many videos of each are kept, the most played first; of tastes a thousand rows, of all videos first
     */
    public static Iterator<CreatorRows> grouped(Iterator<Row> sorted, int videos) {
        return new Groups(sorted, videos);
    }

    /** Cuts sorted rows where a new creator begins. */
    private static final class Groups implements Iterator<CreatorRows> {
        private final Iterator<Row> sorted;
        private final int videos;
        private Row next;

        Groups(Iterator<Row> sorted, int videos) {
            this.sorted = sorted;
            this.videos = videos;
            this.next = sorted.hasNext() ? sorted.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public CreatorRows next() {
            if (next == null) {
                throw new NoSuchElementException("no creator is left");
            }
            String id = next.getString(0);
            Map<CreatorPart, List<Row>> parts = new EnumMap<>(CreatorPart.class);
            while (next != null && next.getString(0).equals(id)) {
                CreatorPart part = CreatorPart.valueOf(next.getString(1));
                List<Row> rows = parts.computeIfAbsent(part, unused -> new ArrayList<>());
                if (rows.size() < most(part)) {
                    rows.add(next.<Row>getAs(part.name()));
                }
                next = sorted.hasNext() ? sorted.next() : null;
            }
            return new CreatorRows(id, parts);
        }

        /** How many rows of a part are kept. */
        private long most(CreatorPart part) {
            return switch (part) {
                case VIDEOS -> videos;
                case OFFERS -> MOST_OFFERS;
                default -> Long.MAX_VALUE;
            };
        }
    }
}
