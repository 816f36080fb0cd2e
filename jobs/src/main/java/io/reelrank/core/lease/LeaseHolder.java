package io.reelrank.core.lease;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * Who has a lease: the content of its file.
 *
 * @param number the lease's number, which is its fencing number: later leases have greater ones
 * @param run the run's id
 * @param host the driver's host
 * @param process the driver's process
 * @param expires until when the lease holds unless it is renewed, ISO 8601 in UTC; empty if it was given back
 */
public record LeaseHolder(long number, String run, String host, ProcessIdentity process, String expires) {
    static LeaseHolder own(long number, String run, Instant expires) {
        return new LeaseHolder(number, run, thisHost(), ProcessIdentity.own(), expires.toString());
    }

    /** A holder of whom nothing is known, because its file cannot be read. */
    static LeaseHolder unknown(long number, Instant expires) {
        return new LeaseHolder(
                number, "(unreadable)", "(unknown)", new ProcessIdentity("", "", 0, ""), expires.toString());
    }

    LeaseHolder until(Instant expiry) {
        return new LeaseHolder(number, run, host, process, expiry.toString());
    }

    LeaseHolder released() {
        return new LeaseHolder(number, run, host, process, "");
    }

    boolean isGivenBack() {
        return expires.isEmpty();
    }

    /** Whether the lease was given back, or its process is gone for certain. */
    boolean isOver() {
        return isGivenBack() || process.isGone();
    }

    boolean isOf(LeaseHolder other) {
        return number == other.number && run.equals(other.run) && process.equals(other.process);
    }

    @Override
    public String toString() {
        return "run %s (process %d on %s)".formatted(run, process.pid(), host);
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
