package io.reelrank;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that trains: Spark cuts the lineage of factors into a folder that is there for as long as the test runs. */
public abstract class CheckpointedTest extends SparkTest {
    @TempDir
    private Path checkpoints;

    @BeforeEach
    void giveAFolder() {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());
    }

    @AfterEach
    void forgetTheFolder() {
        spark().sparkContext().setCheckpointDir(null);
    }
}
