package io.reelrank.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * What a run still does when a signal such as SIGTERM stops the process: it records its end, and then releases what it
 * holds.
 *
 * <p>It is a hook of Hadoop's and not of the JVM, because Hadoop runs its hooks one after the other: this one is before
 * the hooks that stop Spark and close the file systems.
 */
final class StopHook implements AutoCloseable {
    // Spark's hooks have priorities up to 50, the file systems' has 10.
    private static final int PRIORITY = 100;

    private final AtomicReference<Runnable> record = new AtomicReference<>();
    private final Runnable hook;

    private StopHook(Runnable release) {
        hook = () -> {
            try {
                Runnable last = record.getAndSet(null);
                if (last != null) {
                    last.run();
                }
            } finally {
                release.run();
            }
        };
    }

    /** A hook that releases something; it is active until it is closed. */
    static StopHook releasing(Runnable release) {
        StopHook stop = new StopHook(release);
        ShutdownHookManager.get().addShutdownHook(stop.hook, PRIORITY);
        return stop;
    }

    /** Whether the process is ending, by a signal or by an exit. */
    static boolean isStopping() {
        return ShutdownHookManager.get().isShutdownInProgress();
    }

    /** Sets what records the end of the run if a signal ends it. */
    void record(Runnable end) {
        record.set(end);
    }

    /**
     * Ends the run without a signal.
     *
     * @return whether the caller has to record the end; false if a signal came first
     */
    boolean end() {
        return record.getAndSet(null) != null;
    }

    @Override
    public void close() {
        if (!isStopping()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }
}
