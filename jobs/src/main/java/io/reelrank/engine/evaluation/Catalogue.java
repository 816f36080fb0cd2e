package io.reelrank.engine.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.scoring.NumberedRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The candidates of an evaluation, with what the metrics need to know of them. It is broadcast. An item's position is
 * its index in the ascending item numbers.
 *
 * <p>Memory: about 40 bytes an item and 4 for each of its terms; equal texts are shared.
 *
 * @param items [items] numbers, ascending
 * @param creators [items] the creator of each
 * @param selfInformation [items] in bits: −log₂ of the share of users with the item among their positives
 * @param terms [items] [terms] tags and category, as numbers, each once
 * @param families kind of group, such as length → [items] the group of each
 */
// Arrays, because boxes cost more than the measuring; nobody compares catalogues by equals.
@SuppressWarnings("ArrayRecordComponent")
public record Catalogue(
        int[] items, String[] creators, double[] selfInformation, int[][] terms, Map<String, String[]> families)
        implements Serializable {
    /** Who made the item: string. */
    public static final String CREATOR_ID = "creator_id";

    /** The item's tags and category: array of string. */
    public static final String TERMS = "terms";

    /** The item's self-information in bits: double. */
    public static final String SELF_INFORMATION = "self_information";

    /**
     * Collects the candidates on the driver, one partition at a time.
     *
     * @param videos {@code video_idx, creator_id, terms, self_information} and a string column for each family, each
     *     video once
     * @param families names of the families' columns
     */
    public static Catalogue of(Dataset<Row> videos, List<String> families) {
        List<Column> columns = new ArrayList<>(
                List.of(col(EngineColumns.VIDEO_IDX), col(CREATOR_ID), col(TERMS), col(SELF_INFORMATION)));
        families.forEach(family -> columns.add(col(family)));
        try (NumberedRows rows = new NumberedRows(videos.select(columns.toArray(Column[]::new)))) {
            return of(rows, families);
        }
    }

    private static Catalogue of(NumberedRows rows, List<String> families) {
        int count = rows.count();
        int[] items = new int[count];
        String[] creators = new String[count];
        double[] selfInformation = new double[count];
        int[][] terms = new int[count][];
        Map<String, String[]> groups = new LinkedHashMap<>();
        families.forEach(family -> groups.put(family, new String[count]));
        Map<String, String> shared = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        int i = 0;
        for (Row row : rows) {
            items[i] = row.getInt(0);
            creators[i] = shared.computeIfAbsent(row.getString(1), text -> text);
            terms[i] = row.<String>getList(2).stream()
                    .mapToInt(term -> numbers.computeIfAbsent(term, text -> numbers.size()))
                    .distinct()
                    .toArray();
            selfInformation[i] = row.getDouble(3);
            for (int family = 0; family < families.size(); family++) {
                groups.get(families.get(family))[i] = shared.computeIfAbsent(row.getString(4 + family), text -> text);
            }
            i++;
        }
        return new Catalogue(items, creators, selfInformation, terms, groups);
    }

    /**
     * Candidates with their numbers alone, which is enough for metrics of accuracy.
     *
     * @param videos {@code video_idx}, each video once
     */
    public static Catalogue ofIds(Dataset<Row> videos) {
        return of(
                videos.select(
                        col(EngineColumns.VIDEO_IDX),
                        lit("").as(CREATOR_ID),
                        array().cast("array<string>").as(TERMS),
                        lit(0.0).as(SELF_INFORMATION)),
                List.of());
    }

    /** How many candidates there are. */
    public int size() {
        return items.length;
    }

    /** The position of an item; negative for an item that is no candidate. */
    int position(int item) {
        return Arrays.binarySearch(items, item);
    }
}
