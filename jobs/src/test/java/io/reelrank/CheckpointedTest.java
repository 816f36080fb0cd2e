package io.reelrank;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that trains. Spark writes checkpoints of factors into a folder that exists while the test runs. */
public abstract class CheckpointedTest extends SparkTest {
    @TempDir
    private Path checkpoints;

    @BeforeEach
    void setCheckpointFolder() {
        spark().sparkContext().setCheckpointDir(checkpoints.toString());
    }

    @AfterEach
    void unsetCheckpointFolder() {
        spark().sparkContext().setCheckpointDir(null);
    }
}
