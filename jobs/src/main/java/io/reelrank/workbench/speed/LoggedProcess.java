package io.reelrank.workbench.speed;

import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process whose output goes to a file.
 *
 * @param command the program and its arguments
 * @param folder the folder that it runs in
 * @param log the file, which is replaced
 * @param memory the heap of a command of reelrank, such as {@code 10g}; nothing else reads it
 */
record LoggedProcess(List<String> command, Path folder, Path log, String memory) {
    private static final double NANOS = 1e9;
    private static final int LAST_LINES = 5;
    private static final String ANY_MEMORY = "10g";

    LoggedProcess(List<String> command, Path folder, Path log) {
        this(command, folder, log, ANY_MEMORY);
    }

    /**
     * Runs the process.
     *
     * @return its wall-clock time in seconds
     * @throws FailedProcessException if its exit code is not 0
     */
    double run() {
        long start = System.nanoTime();
        int exit = exitCode();
        double seconds = (System.nanoTime() - start) / NANOS;
        if (exit != 0) {
            throw new FailedProcessException(
                    "%s %s in %s ended with %d; the end of %s:\n%s"
                            .formatted(command.get(0), command.get(1), folder, exit, log, lastLines()),
                    exit);
        }
        return seconds;
    }

    private int exitCode() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        prepare(builder.environment());
        try {
            Process process = builder.start();
            Thread stop = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(stop);
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(stop);
            return exit;
        } catch (IOException e) {
            throw new StorageException("cannot run %s: %s".formatted(command.get(0), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command.get(0), e);
        }
    }

    private void prepare(Map<String, String> environment) {
        environment.put("REELRANK_DRIVER_MEMORY", memory);
        // The launcher that started this JVM may have set it to the jars of this commit's build, which are not the jars
        // of the other commit and have no spark-submit.
        String spark = environment.get("SPARK_HOME");
        if (spark != null && !Files.exists(Path.of(spark, "bin/spark-submit"))) {
            environment.remove("SPARK_HOME");
        }
    }

    private String lastLines() {
        List<String> lines = LocalFiles.text(log).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
