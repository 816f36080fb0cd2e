package io.reelrank;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A night over data-samples/ in a process of its own, which a test can kill. */
final class NightProcess {
    private NightProcess() {}

    /**
     * Starts a process.
     *
     * @param date the night's date
     * @param storage the storage root
     * @param mainClass the main class
     * @param arguments its arguments; the options of the sample's night follow them
     */
    static Process over(String date, Path storage, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx1g", "-XX:+UseParallelGC"));
        // Those that open the modules of Java to Spark.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--date",
                date,
                "--conf",
                Command.HOME.resolve("conf/sample.conf").toString(),
                "--set",
                "sources.root=" + Command.HOME.resolve("data-samples"),
                "--set",
                "storage.root=" + storage));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Reads lines until one begins so; false if none does. */
    static boolean readUntil(BufferedReader reader, String start) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
