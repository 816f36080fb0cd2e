package io.reelrank.night.collect;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Storage;
import io.reelrank.core.settings.SourcesSettings.Files;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Lists the files of a source: those of a day if its path has a date pattern, otherwise all. */
final class SourceFiles {
    private static final Pattern DATE = Pattern.compile("\\{([^}]*)}");

    private final String name;
    private final Files files;
    private final String root;
    private final Configuration hadoop;

    /**
     * @param name the source's name in the settings
     * @param files its path and format
     * @param root the folder that the path starts from
     */
    SourceFiles(String name, Files files, String root, Configuration hadoop) {
        this.name = name;
        this.files = files;
        this.root = root;
        this.hadoop = hadoop;
    }

    /** The source's name in the settings. */
    String name() {
        return name;
    }

    /** The path and format. */
    Files files() {
        return files;
    }

    /** The files of a day sorted by path, without folders and hidden files; none if the day was not delivered. */
    List<FileStatus> of(LocalDate day) {
        Path glob = new Path(root, pathOf(day));
        try {
            FileSystem files = Storage.fileSystem(glob, hadoop);
            return matches(files, glob, new Path(root)).stream()
                    .filter(FileStatus::isFile)
                    .filter(file -> !file.getPath().getName().startsWith("_")
                            && !file.getPath().getName().startsWith("."))
                    .sorted(Comparator.comparing(file -> file.getPath().toString()))
                    .toList();
        } catch (IOException e) {
            throw new InputException(
                    "cannot list the files of source %s at %s: %s".formatted(name, glob, e.getMessage()), e);
        }
    }

    // Not FileSystem.globStatus, which fails on names with a colon. The root is a name, also if it has signs of a
    // pattern.
    private static List<FileStatus> matches(FileSystem files, Path glob, Path root) throws IOException {
        if (glob.getParent() == null || glob.equals(root) || !glob.toString().matches(".*[*?\\[].*")) {
            return files.exists(glob) ? List.of(files.getFileStatus(glob)) : List.of();
        }
        GlobFilter filter = new GlobFilter(glob.getName());
        List<FileStatus> found = new ArrayList<>();
        for (FileStatus parent : matches(files, glob.getParent(), root)) {
            if (parent.isDirectory() && !filter.hasPattern()) {
                Path child = new Path(parent.getPath(), glob.getName());
                if (files.exists(child)) {
                    found.add(files.getFileStatus(child));
                }
            } else if (parent.isDirectory()) {
                requireReadableNames(files, parent.getPath());
                for (FileStatus child : files.listStatus(parent.getPath())) {
                    if (filter.accept(child.getPath())) {
                        found.add(child);
                    }
                }
            }
        }
        return found;
    }

    // Java cannot open a local file whose name is not of its character set, and Hadoop's listing leaves it out.
    private static void requireReadableNames(FileSystem files, Path folder) {
        String[] names = files instanceof LocalFileSystem local
                ? local.pathToFile(folder).list((parent, name) -> name.indexOf('\uFFFD') >= 0)
                : null;
        if (names != null && names.length > 0) {
            throw new InputException(
                    "%s has a file whose name is not UTF-8, %s: rename it".formatted(folder, names[0]));
        }
    }

    /**
     * The files of a day that are not empty; there must be at least one.
     *
     * @throws InputException if there is no file, or all are empty; the message names the path
     */
    List<FileStatus> required(LocalDate day) {
        List<FileStatus> found = of(day);
        if (found.isEmpty()) {
            throw new InputException(
                    "source %s has no file for %s: expected %s; deliver it, or correct reelrank.sources"
                            .formatted(name, day, new Path(root, pathOf(day))));
        }
        List<FileStatus> filled =
                found.stream().filter(file -> file.getLen() > 0).toList();
        if (filled.isEmpty()) {
            throw new InputException("source %s: %s is empty (0 bytes): deliver it again, or remove it"
                    .formatted(name, found.get(0).getPath()));
        }
        return filled;
    }

    /**
     * Checks that all files of a day that were read before still exist, unless none of the day does.
     *
     * @param before the paths of the files that were read
     * @throws InputException if one is gone; the message names it
     */
    void requireAll(LocalDate day, List<String> before) {
        List<String> now =
                of(day).stream().map(file -> file.getPath().toString()).toList();
        if (!now.isEmpty()) {
            before.stream().filter(path -> !now.contains(path)).findFirst().ifPresent(gone -> {
                throw new InputException(
                        "source %s: %s, which was read for %s before, is gone while others of that day are there: deliver it again, or run with --force to collect the day without it"
                                .formatted(name, gone, day));
            });
        }
    }

    /** A digest of the paths, lengths and modification times of a day's files. */
    String digest(LocalDate day) {
        StringBuilder text = new StringBuilder();
        of(day).forEach(file -> text.append(file.getPath())
                .append(' ')
                .append(file.getLen())
                .append(' ')
                .append(file.getModificationTime())
                .append('\n'));
        return Digest.of(text);
    }

    private String pathOf(LocalDate day) {
        Matcher matcher = DATE.matcher(files.path());
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            try {
                String text = DateTimeFormatter.ofPattern(matcher.group(1), Locale.ROOT)
                        .format(day);
                matcher.appendReplacement(path, Matcher.quoteReplacement(text));
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                throw new InputException(
                        "source %s: {%s} in its path is no date pattern such as {yyyy-MM-dd}"
                                .formatted(name, matcher.group(1)),
                        e);
            }
        }
        return matcher.appendTail(path).toString();
    }
}
