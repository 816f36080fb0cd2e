package io.reelrank.core.lease;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tells a process from every other one on Linux, also from those that have its number later or in other containers.
 *
 * @param boot the id of the kernel's start; empty on other systems, where nothing is known of other processes
 * @param space the space of process numbers, which each container has of its own
 * @param pid the process's number in that space
 * @param start the clock ticks from the kernel's start to the process's
 */
public record ProcessIdentity(String boot, String space, long pid, String start) {
    private static final int START_FIELD = 22;
    private static final int FIRST_FIELD_AFTER_NAME = 3;

    /** That of this process. */
    public static ProcessIdentity own() {
        return of(ProcessHandle.current().pid()).orElseGet(() -> new ProcessIdentity("", "", 0, ""));
    }

    /** That of the process which has a number now; empty if there is none or it is not known. */
    static Optional<ProcessIdentity> of(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/%d/stat".formatted(pid)), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in brackets, which may contain spaces and brackets.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new ProcessIdentity(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
                    // Of this process: another's may be hidden, and a number is only asked for in the own space.
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString(),
                    pid,
                    fields[START_FIELD - FIRST_FIELD_AFTER_NAME]));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Whether the process ran where this one runs, and is gone for certain. */
    @JsonIgnore
    public boolean isGone() {
        ProcessIdentity own = own();
        return !boot.isEmpty()
                && boot.equals(own.boot)
                && space.equals(own.space)
                && of(pid).filter(this::equals).isEmpty();
    }
}
