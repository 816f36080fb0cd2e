package io.reelrank.engine.evaluation;

import static org.apache.spark.sql.functions.col;

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
 * The candidates of a measurement and what the metrics need to know of them, to be broadcast. An item's position is its
 * place in the order of the numbers.
 *
 * <p>Memory: about 40 bytes an item and 4 for each of its terms; the texts are shared.
 *
 * @param items [items] numbers, ascending
 * @param creators [items] who made each
 * @param selfInformation [items] in bits: −log₂ of the share of users who wanted it
 * @param terms [items] [terms] its tags and category, as numbers, each once
 * @param families kind of group → [items] the group of each
 */
// Arrays, because boxes cost more than the measuring; nobody compares catalogues by equals.
@SuppressWarnings("ArrayRecordComponent")
public record Catalogue(
        int[] items, String[] creators, double[] selfInformation, int[][] terms, Map<String, String[]> families)
        implements Serializable {
    /**
     * Brings the candidates to one place; they come partition by partition.
     *
     * @param videos {@code video_idx, creator_id, terms, self_information} and a text column for each family, each
     *     video once
     * @param families the families' columns
     */
    public static Catalogue of(Dataset<Row> videos, List<String> families) {
        List<Column> columns = new ArrayList<>(
                List.of(col(EngineColumns.VIDEO_IDX), col("creator_id"), col("terms"), col("self_information")));
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
     * Candidates of which nothing but their numbers is known: enough to measure how well they are found.
     *
     * @param videos {@code video_idx}, each video once
     */
    public static Catalogue ofIds(Dataset<Row> videos) {
        return of(
                videos.selectExpr(
                        "video_idx",
                        "'' as creator_id",
                        "cast(array() as array<string>) as terms",
                        "cast(0 as double) as self_information"),
                List.of());
    }

    /** How many candidates. */
    public int size() {
        return items.length;
    }

    /** The position of an item, or negative for one that is no candidate. */
    int position(int item) {
        return Arrays.binarySearch(items, item);
    }
}
