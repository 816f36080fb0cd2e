package io.reelrank.core.lease;

import io.reelrank.core.files.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The lease of a storage root, which one run has at a time and renews while it works. Two runs on the same tables would
 * overwrite each other.
 */
public final class Lease implements Fence, AutoCloseable {
    private static final int RENEWALS_A_TERM = 4;

    private final Leases leases;
    private final LeaseHolder own;
    private final String takenFrom;
    private final Instant taken;
    private final long takenNanos = System.nanoTime();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease renewal");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long renewedNanos = takenNanos;
    private volatile Instant renewed;
    private volatile boolean isClosed;

    /**
     * A lease whose file was just created.
     *
     * @param takenFrom see {@link #takenFrom()}
     */
    Lease(Leases leases, LeaseHolder own, String takenFrom) {
        this.leases = leases;
        this.own = own;
        this.takenFrom = takenFrom;
        this.taken = Instant.parse(own.expires()).minus(leases.settings().term());
        this.renewed = taken;
    }

    /**
     * Renews the lease from now on, in a thread of its own.
     *
     * @param lost is called once, with the reason, if another run has taken the lease over
     */
    public void renew(Consumer<String> lost) {
        long period = leases.settings().term().toMillis() / RENEWALS_A_TERM;
        Future<?> unused = renewals.scheduleWithFixedDelay(
                () -> {
                    try {
                        extend();
                    } catch (LeaseException e) {
                        renewals.shutdown();
                        lost.accept(e.getMessage());
                    } catch (StorageException e) {
                        // The storage may come back before the term is over; requireHeld tells if it does not.
                    }
                },
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    /** The fencing number: later leases of the root have greater ones. */
    public long number() {
        return own.number();
    }

    /** From which run that had not given it back it was taken over, and why; empty if the root was free. */
    public String takenFrom() {
        return takenFrom;
    }

    /**
     * Checks that the lease holds. It looks at files only when the lease has not been renewed for half of its term.
     *
     * @throws LeaseException if another run has taken it over
     * @throws IllegalStateException if it was given back
     */
    public void requireHeld() {
        requireOpen();
        Duration half = leases.settings().term().dividedBy(2);
        // By both: the one stands still while a machine is suspended, the other can be set.
        if (System.nanoTime() - renewedNanos > half.toNanos()
                || Duration.between(renewed, leases.clock().instant()).abs().compareTo(half) > 0) {
            confirm();
        }
    }

    /**
     * Renews the lease after looking whether another run has taken it over.
     *
     * @throws IllegalStateException if it was given back, as by a run that a signal stops
     */
    @Override
    public synchronized long confirm() {
        requireOpen();
        extend();
        return number();
    }

    /** {@link #close} waits for the step, and no step begins after it. */
    @Override
    public synchronized void step(LongConsumer step) {
        Fence.super.step(step);
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException(
                    "this run has given back its lease of %s: it changes nothing any more".formatted(leases.root()));
        }
    }

    private synchronized void extend() {
        // A renewal that began while the lease was being given back.
        if (isClosed) {
            return;
        }
        long begin = System.nanoTime();
        Optional<LeaseHolder> newest = leases.newest();
        if (newest.isPresent()
                && newest.get().number() >= number()
                && !newest.get().isOf(own)) {
            throw new LeaseException(
                    "this run lost its lease of %s to %s: it stops here, and moves no pointer; run again when that run has ended"
                            .formatted(leases.root(), newest.get()));
        }
        // By the time that has passed, and not by the clock, which somebody may set meanwhile.
        Instant now = taken.plusNanos(begin - takenNanos);
        leases.write(own.until(now.plus(leases.settings().term())));
        renewedNanos = begin;
        renewed = leases.clock().instant();
    }

    /** Gives the lease back, unless another run has it. A second call does nothing. */
    @Override
    public synchronized void close() {
        renewals.shutdownNow();
        if (isClosed) {
            return;
        }
        try {
            extend();
            leases.write(own.released());
        } catch (LeaseException e) {
            // It is the other run's.
        } finally {
            isClosed = true;
        }
    }
}
