package io.reelrank.core.privacy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.store.Field;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.StoredDays;
import io.reelrank.core.store.StoredDays.StoredDay;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Removes users from the tables of all days, and looks for them. A table has a user's rows by {@code user_id} or by {@code
 * user_idx}. In {@code user_index} the number stays and the id goes, because numbers have no gaps.
 *
 * <p>The days that hold one of the users are written again; a day of which nothing is removed stays as it is. The factors of the
 * served model are deleted, so that the next training begins without what was learned from these users. Where ids are as delivered,
 * raw rejected rows go too, as they may hold any id.
 *
 * <p>It removes no row from publications: those from before are deleted once a later one is there.
 */
public final class Eraser {
    // A run of its own name: tonight's stages may write the same days again.
    private static final String RUN_SUFFIX = "-erasure";
    private static final Set<String> LEARNED = Set.of(UserFactors.TABLE.name(), VideoFactors.TABLE.name());

    private final SparkSession spark;
    private final TableStore store;
    private final List<Table> tables;

    /** @param tables the tables that any pipeline writes */
    public Eraser(SparkSession spark, TableStore store, Collection<Table> tables) {
        this.spark = spark;
        this.store = store;
        this.tables = tables.stream().distinct().toList();
    }

    /**
     * Removes users from all tables.
     *
     * @param night the id of the run
     * @return the number of rows that were removed or changed, by table
     */
    public SortedMap<String, Long> erase(ErasedIds erased, String night) {
        SortedMap<String, Long> rows = new TreeMap<>();
        Column isNumber = isNumberOf(erased);
        for (Table table : tables) {
            if (has(table, UserIndex.USER_ID) && !table.equals(UserIndex.TABLE)) {
                remove(table, erased.holds(col(UserIndex.USER_ID)), night, rows);
            } else if (has(table, UserIndex.USER_IDX) && !table.equals(UserIndex.TABLE)) {
                remove(table, isNumber, night, rows);
            } else if (table.equals(RejectedEvents.TABLE)) {
                rewrite(
                        table,
                        col(RejectedEvents.RAW).isNotNull(),
                        rejected -> rejected.withColumn(
                                RejectedEvents.RAW, lit(null).cast(DataTypes.StringType)),
                        night,
                        rows);
            }
        }
        for (StoredDay day : new StoredDays(store.storage(), store.root()).days()) {
            if (LEARNED.contains(day.table())) {
                day.deletion().forEach(store.storage()::delete);
            }
        }
        // The last, because the numbers are found by it: an erasure that is stopped begins anew.
        Column isErased = erased.holds(col(UserIndex.USER_ID));
        rewrite(
                UserIndex.TABLE,
                isErased,
                index -> index.withColumn(
                        UserIndex.USER_ID, when(isErased, UserIndex.erasedId()).otherwise(col(UserIndex.USER_ID))),
                night,
                rows);
        return rows;
    }

    /** The number of rows of some users, by table and day; no table without any. */
    public SortedMap<String, SortedMap<LocalDate, Long>> found(ErasedIds users) {
        SortedMap<String, SortedMap<LocalDate, Long>> found = new TreeMap<>();
        Column isNumber = isNumberOf(users);
        for (Table table : tables) {
            SortedMap<LocalDate, Long> rows = has(table, UserIndex.USER_ID)
                    ? counts(table, users.holds(col(UserIndex.USER_ID)))
                    : has(table, UserIndex.USER_IDX) ? counts(table, isNumber) : new TreeMap<>();
            if (!rows.isEmpty()) {
                found.put(table.name(), rows);
            }
        }
        return found;
    }

    private void remove(Table table, Column isErased, String night, Map<String, Long> rows) {
        rewrite(table, isErased, all -> all.filter(not(coalesce(isErased, lit(false)))), night, rows);
    }

    /** Writes the days anew that have such rows. */
    private void rewrite(
            Table table, Column isAffected, UnaryOperator<Dataset<Row>> change, String night, Map<String, Long> rows) {
        SortedMap<LocalDate, Long> counts = counts(table, isAffected);
        if (counts.isEmpty()) {
            return;
        }
        Map<LocalDate, Map<String, String>> from = new TreeMap<>();
        counts.keySet()
                .forEach(day ->
                        from.put(day, store.manifest(table, day).orElseThrow().from()));
        store.write(table, change.apply(store.read(table, List.copyOf(counts.keySet()))), night + RUN_SUFFIX, from);
        rows.put(
                table.name(),
                counts.values().stream().mapToLong(Long::longValue).sum());
    }

    /** The number of rows that meet a condition, for the days that have any. */
    private SortedMap<LocalDate, Long> counts(Table table, Column condition) {
        NavigableMap<LocalDate, Manifest> days = store.manifests(table);
        return store
                .read(table, List.copyOf(days.keySet()))
                .filter(condition)
                .groupBy(col(Table.DAY).cast("string"))
                .agg(count(lit(1)))
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(
                        row -> LocalDate.parse(row.getString(0)), row -> row.getLong(1), Long::sum, TreeMap::new));
    }

    /** Whether a number is one of theirs, by the dictionaries of all days. */
    private Column isNumberOf(ErasedIds users) {
        int[] numbers = store
                .read(
                        UserIndex.TABLE,
                        List.copyOf(store.manifests(UserIndex.TABLE).keySet()))
                .filter(users.holds(col(UserIndex.USER_ID)))
                .select(UserIndex.USER_IDX)
                .distinct()
                .collectAsList()
                .stream()
                .mapToInt(row -> row.getInt(0))
                .sorted()
                .toArray();
        Broadcast<int[]> sent =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(numbers);
        UDF1<Integer, Boolean> isTheirs = number -> number != null && Arrays.binarySearch(sent.value(), number) >= 0;
        return functions
                .udf(isTheirs, DataTypes.BooleanType)
                .withName("is_erased_number")
                .apply(col(UserIndex.USER_IDX));
    }

    private static boolean has(Table table, String column) {
        return table.fields().stream().map(Field::name).anyMatch(column::equals);
    }
}
