package io.reelrank.core.files;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Reads and atomically replaces small files on any file system that Hadoop supports: a reader sees either the old bytes
 * or the new ones.
 *
 * <p>A local file is forced to disk and replaced by an atomic move, because Hadoop's rename of local files deletes the old file first. On
 * HDFS it is a rename with overwrite. On an object store a single PUT is already atomic.
 */
public final class Storage {
    private static final List<String> RENAMING_SCHEMES = List.of("hdfs", "viewfs", "webhdfs");

    private static final String FRESH = ".fresh-%s.tmp";

    // Object stores whose connectors create a file unless it exists by a condition of the request itself.
    private static final List<String> CREATING_SCHEMES = List.of("gs", "abfs", "abfss");

    private static final String IF_ABSENT = Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
    private static final int ATTEMPTS = 3;
    private static final int READ_ATTEMPTS = 5;

    // Is told every step of a change. A test stops the process there.
    private static volatile Consumer<String> observer = step -> {};

    private final Configuration configuration;
    private final Runnable guard;

    /** @param configuration Hadoop's configuration, with the credentials of the file systems */
    public Storage(Configuration configuration) {
        this(configuration, () -> {});
    }

    private Storage(Configuration configuration, Runnable guard) {
        this.configuration = configuration;
        this.guard = guard;
    }

    /**
     * The same with a guard.
     *
     * @param before is run before every change of a file, and prevents it by throwing
     */
    public Storage guardedBy(Runnable before) {
        return new Storage(configuration, before);
    }

    /** Tells every step of a change from now on: its kind and its path. */
    static void observe(Consumer<String> observed) {
        observer = observed;
    }

    private void before(String change, Path path) {
        guard.run();
        observer.accept("before %s %s".formatted(change, path));
    }

    private static void after(String change, Path path) {
        observer.accept("after %s %s".formatted(change, path));
    }

    /** Writes a file and replaces an existing one in one step; creates its parent folders. */
    public void replace(Path path, byte[] bytes) {
        before("replace", path);
        try {
            FileSystem files = files(path);
            if (files instanceof LocalFileSystem local) {
                java.nio.file.Path target = local.pathToFile(path).toPath();
                java.nio.file.Path fresh = fresh(target, bytes);
                try {
                    observer.accept("in replace %s".formatted(path));
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    force(target.getParent());
                } finally {
                    Files.deleteIfExists(fresh);
                }
            } else if (RENAMING_SCHEMES.contains(files.getScheme())) {
                rename(fresh(files, path, bytes), path, Options.Rename.OVERWRITE);
            } else {
                write(files, path, bytes);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        after("replace", path);
    }

    /**
     * Creates a file with its bytes if it does not exist. Of several callers at once, one creates it.
     *
     * @param bytes must be unlike those of other callers
     * @return whether this call created it; false if it existed
     */
    public boolean create(Path path, byte[] bytes) {
        before("create", path);
        try {
            FileSystem files = files(path);
            if (files instanceof LocalFileSystem local) {
                // Not by Hadoop, which checks and creates in two steps.
                createLocally(local.pathToFile(path).toPath(), bytes);
            } else if (RENAMING_SCHEMES.contains(files.getScheme())) {
                Path fresh = fresh(files, path, bytes);
                try {
                    rename(fresh, path, Options.Rename.NONE);
                } finally {
                    files.delete(fresh, false);
                }
            } else if (files.hasPathCapability(path, IF_ABSENT)) {
                return createConditionally(files, path, bytes);
            } else if (CREATING_SCHEMES.contains(files.getScheme())) {
                try (OutputStream out = files.create(path, false)) {
                    out.write(bytes);
                }
            } else {
                throw new StorageException("the file system of %s cannot create a file unless it exists".formatted(path)
                        + " in one step, so two runs at once could not be told apart: use another one, and for s3a leave"
                        + " fs.s3a.create.conditional.enabled = true");
            }
            return true;
        } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Checks that {@link #create} lets only one caller create a file in a folder.
     *
     * @throws StorageException if the file system is known to lack that
     */
    public void requireExclusiveCreate(Path folder) {
        try {
            FileSystem files = files(folder);
            if (files instanceof LocalFileSystem || RENAMING_SCHEMES.contains(files.getScheme())) {
                return;
            }
            Path probe = new Path(folder, FRESH.formatted(UUID.randomUUID()));
            boolean isExclusive = create(probe, new byte[] {1}) && !create(probe, new byte[] {2});
            delete(probe);
            if (!isExclusive) {
                throw new StorageException(
                        "the store of %s ignores If-None-Match, so two runs at once could not be told".formatted(folder)
                                + " apart: use a store that has conditional writes");
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** One PUT with If-None-Match. The exception of a failed one tells little, so the object itself is looked at. */
    private boolean createConditionally(FileSystem files, Path path, byte[] bytes) throws IOException {
        for (int attempt = 1; ; attempt++) {
            FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path);
            builder.overwrite(true).recursive().must(IF_ABSENT, true);
            try (OutputStream out = builder.build()) {
                out.write(bytes);
            } catch (IOException e) {
                Optional<byte[]> there = read(path);
                if (there.isPresent()) {
                    // Of this caller, if the answer to a PUT was lost and the PUT was sent again.
                    return Arrays.equals(there.get(), bytes);
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                // Two PUTs that met: S3 may refuse both.
                continue;
            }
            return true;
        }
    }

    private static void createLocally(java.nio.file.Path target, byte[] bytes) throws IOException {
        java.nio.file.Path fresh = fresh(target, bytes);
        try {
            Files.createLink(target, fresh);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without links. Another process may see the file before it has its bytes.
            Files.write(target, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        force(target.getParent());
    }

    /** A new file with the bytes, forced to disk, beside the one that it shall become. */
    private static java.nio.file.Path fresh(java.nio.file.Path target, byte[] bytes) throws IOException {
        try {
            Files.createDirectories(target.getParent());
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // Which callers would take for the target itself.
            throw new IOException(e.getMessage() + " is a file where a folder must be", e);
        }
        // Not Files.createTempFile, whose files only their owner can read: the umask decides, as for tables.
        java.nio.file.Path fresh = target.resolveSibling(FRESH.formatted(UUID.randomUUID()));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        return fresh;
    }

    private static Path fresh(FileSystem files, Path target, byte[] bytes) throws IOException {
        Path fresh = new Path(target.getParent(), FRESH.formatted(UUID.randomUUID()));
        write(files, fresh, bytes);
        return fresh;
    }

    private void rename(Path fresh, Path path, Options.Rename how) throws IOException {
        FileContext.getFileContext(path.toUri(), configuration).rename(fresh, path, how);
    }

    /**
     * The bytes of a file, or nothing if it does not exist. A file that is replaced meanwhile is read again: HDFS and
     * object stores refuse to go on reading what they opened before.
     */
    public Optional<byte[]> read(Path path) {
        for (int attempt = 1; ; attempt++) {
            boolean isOpen = false;
            try (InputStream in = files(path).open(path)) {
                isOpen = true;
                return Optional.of(in.readAllBytes());
            } catch (IOException e) {
                if (!isOpen && e instanceof FileNotFoundException) {
                    return Optional.empty();
                }
                if (attempt == READ_ATTEMPTS) {
                    throw unreadable(path, e);
                }
            }
        }
    }

    /** Opens a file for reading. */
    public InputStream open(Path path) {
        try {
            return files(path).open(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The files and folders directly in a folder, sorted by name; none if it does not exist. */
    public List<FileStatus> list(Path folder) {
        try {
            return Arrays.stream(files(folder).listStatus(folder))
                    .sorted(Comparator.comparing(status -> status.getPath().getName()))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** All files below a folder, in any order; none if it does not exist. */
    public List<FileStatus> walk(Path folder) {
        List<FileStatus> walked = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> below = files(folder).listFiles(folder, true);
            while (below.hasNext()) {
                walked.add(below.next());
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return walked;
    }

    /** The bytes of all files below a folder, or of a file; 0 if it does not exist. */
    public long size(Path path) {
        return walk(path).stream().mapToLong(FileStatus::getLen).sum();
    }

    /** The path as listings have it: with the scheme and host of its file system. */
    public Path qualified(Path path) {
        try {
            return files(path).makeQualified(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Forces a file's bytes to disk on a local file system, where a power cut may otherwise leave it empty. Other file
     * systems answer for what they have confirmed.
     */
    public void force(Path path) {
        try {
            if (files(path) instanceof LocalFileSystem local) {
                force(local.pathToFile(path).toPath());
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    // A folder's entries are forced like a file's bytes.
    private static void force(java.nio.file.Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Hadoop's configuration. */
    public Configuration configuration() {
        return configuration;
    }

    /** Deletes a file, or a folder with everything in it; does nothing if it does not exist. */
    public void delete(Path path) {
        before("delete", path);
        try {
            files(path).delete(path, true);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        after("delete", path);
    }

    /** Checks that the folder is writable, by creating a file in it and deleting it. */
    public void requireWritable(Path folder) {
        Path probe = new Path(folder, ".writable");
        replace(probe, new byte[0]);
        delete(probe);
    }

    private FileSystem files(Path path) throws IOException {
        return fileSystem(path, configuration);
    }

    /**
     * The file system of a path.
     *
     * @throws StorageException if the scheme or the host of the path is not known
     */
    public static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
        try {
            return path.getFileSystem(configuration);
        } catch (RuntimeException | UnsupportedFileSystemException e) {
            // Hadoop's answer to a host without an address, to a file system whose classes are not there, or to an
            // unknown scheme.
            throw new StorageException(
                    "cannot reach %s: %s; check its scheme and host, and that the file system's jar is there"
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            new ByteArrayInputStream(bytes).transferTo(out);
        }
    }

    /** An exception for a path that cannot be read. */
    public static StorageException unreadable(Path path, IOException e) {
        return new StorageException("cannot read %s: %s".formatted(path, described(e)), e);
    }

    /** An exception for a path that cannot be written. */
    public static StorageException unwritable(Path path, IOException e) {
        return new StorageException(
                "cannot write %s: %s; check reelrank.storage.root, its permissions and free space"
                        .formatted(path, described(e)),
                e);
    }

    private static String described(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }
}
