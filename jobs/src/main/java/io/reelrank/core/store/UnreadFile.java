package io.reelrank.core.store;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/** Tells of an error of Spark which file it is about. */
public final class UnreadFile {
    private static final String CONDITION = "FAILED_READ_FILE";

    private UnreadFile() {}

    /** The path of the file that Spark could not read; nothing if the error has no such cause. */
    public static Optional<String> path(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .filter(SparkThrowable.class::isInstance)
                .map(SparkThrowable.class::cast)
                .filter(spark -> String.valueOf(spark.getCondition()).startsWith(CONDITION))
                .map(spark -> String.valueOf(spark.getMessageParameters().get("path")))
                .findFirst();
    }
}
