package io.reelrank.core.files;

import io.reelrank.Main;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Runs a command in a process that kills itself, as kill -9 does, at a step of changing a file. */
public final class FaultPoint {
    private FaultPoint() {}

    /**
     * Runs a command.
     *
     * @param arguments a pattern of the step, such as {@code before replace .*LATEST\.json}, and the command's arguments
     */
    public static void main(String[] arguments) {
        Pattern fault = Pattern.compile(arguments[0]);
        Storage.observe(step -> {
            if (fault.matcher(step).find()) {
                kill();
            }
        });
        Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    // No hook of the JVM runs, and the files stay as they are.
    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.sleep(Long.MAX_VALUE);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("could not kill this process", e);
        }
    }
}
