package io.reelrank.cli;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * What a run still does when a signal such as SIGTERM stops the process: it stops its work, releases what it holds, and
 * then records its end. In this order, because a step that is being taken ends before the release.
 *
 * <p>It is a hook of Hadoop's and not of the JVM, because Hadoop runs its hooks one after the other: this one is before
 * the hooks that stop Spark and close the file systems.
 */
final class StopHook implements AutoCloseable {
    // Spark's hooks have priorities up to 50, the file systems' has 10.
    private static final int PRIORITY = 100;

    private final AtomicReference<Ending> ending = new AtomicReference<>();
    private final Runnable hook;

    /** How the work of a run stops, and what records its end. */
    private record Ending(Runnable stop, Runnable record) {}

    private StopHook(Runnable release) {
        hook = () -> {
            Optional<Ending> last = Optional.ofNullable(ending.getAndSet(null));
            try {
                last.ifPresent(run -> run.stop().run());
            } finally {
                try {
                    release.run();
                } finally {
                    last.ifPresent(run -> run.record().run());
                }
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

    /**
     * Sets what is done if a signal ends the run.
     *
     * @param stop before the release
     * @param record after it
     */
    void record(Runnable stop, Runnable record) {
        ending.set(new Ending(stop, record));
    }

    /**
     * Ends the run without a signal.
     *
     * @return whether the caller has to record the end; false if a signal came first
     */
    boolean end() {
        return ending.getAndSet(null) != null;
    }

    @Override
    public void close() {
        if (!isStopping()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }
}
