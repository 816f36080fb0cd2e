package io.reelrank.core.files;

import io.reelrank.Main;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Runs a command in a process that sends itself SIGTERM at a step of changing a file, and goes on a little later. */
public final class StopPoint {
    private static final long PAUSE_MILLIS = 3000;

    private StopPoint() {}

    /**
     * Runs a command.
     *
     * @param arguments a pattern of the step, as for {@link FaultPoint}, and the command's arguments
     */
    public static void main(String[] arguments) {
        Pattern place = Pattern.compile(arguments[0]);
        AtomicBoolean isSent = new AtomicBoolean();
        Storage.observe(step -> {
            if (place.matcher(step).find() && isSent.compareAndSet(false, true)) {
                stop();
            }
        });
        Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void stop() {
        try {
            new ProcessBuilder("kill", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            // In this time the hooks of the JVM run as far as they can.
            Thread.sleep(PAUSE_MILLIS);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("could not stop this process", e);
        }
    }
}
