package io.reelrank.core.stage;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.columnar.DefaultCachedBatchSerializer;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.columnar.InMemoryRelation$;
import org.apache.spark.storage.StorageLevel;
import scala.Option;

/**
 * The rows that a stage reads several times and keeps in memory or on disk meanwhile; closing it releases them all.
 *
 * <p>{@code Dataset.persist} keeps rows as well, but to Spark they are still the query that made them: whatever is built
 * on them is analysed, compared and printed together with all of that query, again and again. Where there are few rows,
 * this takes longer than the rows. Here the rows are a plan of one leaf, which reads what is kept, and makes it where it
 * is lost. Queries that are built on the rows that were given do not know that they are kept.
 */
public final class RowCache implements AutoCloseable {
    private static final String NAME = "rows";

    private final Queue<InMemoryRelation> kept = new ConcurrentLinkedQueue<>();

    /**
     * Keeps rows until {@link #close}. What they need of other machines is made at once; they themselves are made when a
     * query first reads them.
     *
     * @return the same rows, which must not be read after {@link #close}
     */
    public Dataset<Row> keep(Dataset<Row> rows) {
        QueryExecution query = ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
        RDD<InternalRow> made = query.toRdd();
        // Only the plan that ran in the end knows its partitions: an adaptive plan calls them unknown.
        SparkPlan ran = query.executedPlan() instanceof AdaptiveSparkPlanExec adaptive
                ? adaptive.executedPlan()
                : query.executedPlan();
        // Without a name Spark would print the plan to make one.
        SparkPlan leaf = new RDDScanExec(
                query.analyzed().output(), made, NAME, ran.outputPartitioning(), ran.outputOrdering(), Option.empty());
        InMemoryRelation relation = InMemoryRelation$.MODULE$.apply(
                new DefaultCachedBatchSerializer(),
                StorageLevel.MEMORY_AND_DISK(),
                leaf,
                Option.apply(NAME),
                query.optimizedPlan());
        kept.add(relation);
        return Dataset$.MODULE$.ofRows((SparkSession) rows.sparkSession(), relation);
    }

    @Override
    public void close() {
        kept.forEach(relation -> relation.cacheBuilder().clearCache(true));
    }
}
