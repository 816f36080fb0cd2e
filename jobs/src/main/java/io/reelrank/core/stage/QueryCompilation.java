package io.reelrank.core.stage;

import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Whether a stage's queries are compiled on one machine: by the rows of the stage. Spark makes Java classes of every query, about
 * two thousand in a small night, and Java loads and compiles them. For few rows that takes longer than interpreting the query.
 */
public final class QueryCompilation {
    /** Spark's setting. */
    public static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";

    /** The setting of a session whose queries are compiled by their rows: from how many on. */
    public static final String FROM = "spark.reelrank.codegen.from";

    private static final String FACTORY = "spark.sql.codegen.factoryMode";
    private static final String COMPILED = "FALLBACK";
    private static final String INTERPRETED = "NO_CODEGEN";

    private QueryCompilation() {}

    /**
     * Lets the queries that follow be compiled or not, if the session's are by their rows.
     *
     * @param rows about how many rows the stage reads
     */
    static void fit(SparkSession spark, long rows) {
        Option<String> from = spark.conf().getOption(FROM);
        if (from.isDefined()) {
            boolean isCompiled = rows >= Long.parseLong(from.get());
            spark.conf().set(WHOLE_STAGE, Boolean.toString(isCompiled));
            spark.conf().set(FACTORY, isCompiled ? COMPILED : INTERPRETED);
        }
    }
}
