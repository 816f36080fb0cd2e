package io.reelrank.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.junit.jupiter.api.Test;

class QueryCompilationTest extends SparkTest {
    @Test
    void queriesOfFewRowsAreInterpreted() {
        SparkSession session = spark().newSession();
        session.conf().set(QueryCompilation.FROM, "1000");
        assertThat(isCompiled(session, 1000)).isTrue();
        assertThat(isCompiled(session, 999)).isFalse();
        assertThat(isCompiled(session, 5000)).isTrue();
    }

    @Test
    void whatSomebodySetStays() {
        SparkSession session = spark().newSession();
        session.conf().set(QueryCompilation.WHOLE_STAGE, "true");
        QueryCompilation.fit(session, 0);
        assertThat(session.conf().get(QueryCompilation.WHOLE_STAGE)).isEqualTo("true");
    }

    private static boolean isCompiled(SparkSession session, long rows) {
        QueryCompilation.fit(session, rows);
        return session.range(10).filter("id > 3").queryExecution().executedPlan() instanceof WholeStageCodegenExec;
    }
}
