package io.reelrank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;

/**
 * Words that must be nowhere, and the search for them in the bytes of files. As a listener of Spark it searches the local
 * folder after every stage, because Spark deletes its shuffle files at the end.
 */
public final class Canaries extends SparkListener {
    /** The setting of the words, separated by commas. */
    static final String WORDS = "spark.reelrank.test.words";

    /** The setting of the file to which the listener adds a line for each find. */
    static final String FOUND = "spark.reelrank.test.found";

    private final List<String> words;
    private final Path folder;
    private final Path found;
    private final Set<String> told = new TreeSet<>();

    /** As Spark makes its listeners. */
    public Canaries(SparkConf conf) {
        words = List.of(conf.get(WORDS).split(","));
        found = Path.of(conf.get(FOUND));
        folder = Path.of(conf.get("spark.local.dir"));
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
        for (String find : finds(folder, words)) {
            if (told.add(find)) {
                try {
                    Files.writeString(found, find + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** A line for each file below a folder, or for the file, that holds one of the words, with the word. */
    static List<String> finds(Path place, List<String> words) {
        Set<String> finds = new TreeSet<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = content(file);
                for (String word : words) {
                    if (content.contains(word) || file.toString().contains(word)) {
                        finds.add(word + " in " + place.relativize(file));
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A file that Spark deletes while it is listed.
            return List.copyOf(finds);
        }
        return List.copyOf(finds);
    }

    /** The bytes as characters of their own, so that any bytes can be searched as text. */
    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
