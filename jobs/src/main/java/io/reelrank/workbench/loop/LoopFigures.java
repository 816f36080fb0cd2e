package io.reelrank.workbench.loop;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.ListOutcomes;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes the figures of a day from the tables under a storage root.
 *
 * @param spark the session
 * @param store the tables
 */
public record LoopFigures(SparkSession spark, TableStore store) {
    // What somebody sees of a list on one day.
    private static final int FIRST = 20;
    private static final int WEEK = 7;
    private static final int FEWEST_VIEWS = 5;

    /** The figures of a day whose night has ended, and of the lists of the night before. */
    public LoopDay of(LocalDate day) {
        view("lists", Recommendations.TABLE, List.of(day.minusDays(1)));
        view("videos", VideoFeatures.TABLE, List.of(day));
        view("users", UserIndex.TABLE, List.of(day));
        view("outcomes", ListOutcomes.TABLE, List.of(day));
        view("today", DayPairs.TABLE, List.of(day));
        view(
                "before",
                DayPairs.TABLE,
                store.manifests(DayPairs.TABLE).headMap(day).keySet().stream().toList());
        spark.sql("""
                        SELECT user_id, place, video_id, creator_id, category, age_days - 1 AS age
                        FROM (SELECT user_id, posexplode(video_ids) AS (place, video_id) FROM lists) JOIN videos USING (video_id)
                        """).createOrReplaceTempView("places");
        Row lists = spark.sql("""
                        WITH by_user AS (
                          SELECT count(DISTINCT category) FILTER (WHERE place < %d) AS categories, count(*) AS places,
                                 count_if(age < %d) AS new
                          FROM places GROUP BY user_id),
                        by_creator AS (SELECT count(*) AS n FROM places GROUP BY user_id, creator_id)
                        SELECT avg(categories), sum(new) / sum(places), (SELECT max(n) FROM by_creator) FROM by_user
                        """.formatted(FIRST, WEEK)).head();
        Row outcomes = spark.sql("""
                        SELECT max(acceptance) FILTER (WHERE is_unmixed), max(acceptance_low) FILTER (WHERE is_unmixed),
                               max(acceptance_high) FILTER (WHERE is_unmixed),
                               sum(accepted) FILTER (WHERE breakdown = 'all') / sum(showings) FILTER (WHERE breakdown = 'all'),
                               sum(share) FILTER (WHERE breakdown = 'all' AND version = '%1$s')
                        FROM (SELECT *, breakdown = 'experiment' AND part = 'none' AND version = '%1$s' AS is_unmixed FROM outcomes)
                        """.formatted(day.minusDays(1))).head();
        return new LoopDay(
                day,
                number(outcomes, 0),
                number(outcomes, 1),
                number(outcomes, 2),
                number(outcomes, 3),
                number(outcomes, 4),
                number(lists, 0),
                number(lists, 2),
                number(lists, 1),
                distance(),
                gini(),
                cold(),
                breadth());
    }

    private double distance() {
        return number(spark.sql("""
                        WITH watched AS (
                          SELECT user_id, category, sum(valid_views) AS n
                          FROM before JOIN users USING (user_idx) JOIN videos USING (video_idx)
                          GROUP BY user_id, category HAVING n > 0),
                        shares AS (SELECT user_id, category, n / sum(n) OVER (PARTITION BY user_id) AS p FROM watched),
                        listed AS (
                          SELECT user_id, category, count(*) / %1$d AS q FROM places WHERE place < %1$d GROUP BY user_id, category)
                        SELECT avg(d) FROM (
                          SELECT user_id, sum(abs(coalesce(p, 0) - coalesce(q, 0))) / 2 AS d, sum(p) AS watched, sum(q) AS listed
                          FROM shares FULL JOIN listed USING (user_id, category) GROUP BY user_id)
                        WHERE watched > 0 AND listed > 0
                        """.formatted(FIRST)).head(), 0);
    }

    /** G = Σ (2 i − n − 1) x_i / (n Σ x) with the creators' impressions x in ascending order, 0 for a creator without any. */
    private double gini() {
        return number(spark.sql("""
                        WITH shown AS (SELECT video_idx, sum(impressions) AS x FROM today GROUP BY video_idx),
                        creators AS (
                          SELECT creator_id, coalesce(sum(x), 0) AS x FROM videos LEFT JOIN shown USING (video_idx)
                          WHERE creator_id <> '' GROUP BY creator_id)
                        SELECT sum((2 * i - n - 1) * x) / (max(n) * sum(x)) FROM (
                          SELECT x, row_number() OVER (ORDER BY x, creator_id) AS i, (SELECT count(*) FROM creators) AS n
                          FROM creators)
                        """).head(), 0);
    }

    private double cold() {
        return number(spark.sql("""
                        SELECT sum(impressions) FILTER (WHERE age_days < %d) / sum(impressions)
                        FROM today JOIN videos USING (video_idx)
                        """.formatted(WEEK)).head(), 0);
    }

    private double breadth() {
        return number(spark.sql("""
                        WITH counts AS (
                          SELECT user_idx, category, sum(valid_views) AS n FROM today JOIN videos USING (video_idx)
                          GROUP BY user_idx, category HAVING n > 0),
                        shares AS (
                          SELECT user_idx, n / sum(n) OVER (PARTITION BY user_idx) AS p, sum(n) OVER (PARTITION BY user_idx) AS views
                          FROM counts)
                        SELECT avg(b) FROM (
                          SELECT exp(-sum(p * ln(p))) AS b FROM shares WHERE views >= %d GROUP BY user_idx)
                        """.formatted(FEWEST_VIEWS)).head(), 0);
    }

    private void view(String name, Table table, List<LocalDate> days) {
        store.read(table, days).createOrReplaceTempView(name);
    }

    /** A number; NaN where there is none. */
    private static double number(Row row, int at) {
        return row.isNullAt(at) ? Double.NaN : ((Number) row.get(at)).doubleValue();
    }
}
