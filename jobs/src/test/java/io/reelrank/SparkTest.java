package io.reelrank;

import io.reelrank.core.files.InProcessLocalFileSystem;
import io.reelrank.core.stage.CombineAdjacentAggregation;
import org.apache.spark.sql.SparkSession;

/** A test that needs Spark. All tests share one local session, which lives as long as the JVM. */
public abstract class SparkTest {
    /** The shared session. */
    protected static SparkSession spark() {
        return Holder.SESSION;
    }

    // Created by the first test that asks for it.
    private static final class Holder {
        private static final SparkSession SESSION = SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.master.rest.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                // Tests have many queries over few rows: compiling a query takes longer than interpreting it.
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config(CombineAdjacentAggregation.SETTING, CombineAdjacentAggregation.Extension.class.getName())
                .config("spark.sql.maxConcurrentOutputFileWriters", "10")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.caseSensitive", "true")
                .config("spark.sql.legacy.parquet.nanosAsLong", "true")
                .config("spark.sql.maxPlanStringLength", "16k")
                .config("spark.sql.ui.explainMode", "simple")
                .config("spark.buffer.pageSize", "2m")
                .config("spark.sql.artifact.isolation.enabled", "false")
                .config("spark.sql.ui.retainedExecutions", "100")
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                .config("spark.hadoop.parquet.page.verify-checksum.enabled", "true")
                .config("spark.hadoop." + InProcessLocalFileSystem.SETTING, InProcessLocalFileSystem.class.getName())
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
                .getOrCreate();
    }
}
