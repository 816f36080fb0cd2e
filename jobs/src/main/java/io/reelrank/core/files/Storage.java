package io.reelrank.core.files;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
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

    private final Configuration configuration;

    /** @param configuration Hadoop's configuration, with the credentials of the file systems */
    public Storage(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Writes a file and replaces an existing one in one step; creates its parent folders. */
    public void replace(Path path, byte[] bytes) {
        try {
            FileSystem files = files(path);
            if (files instanceof LocalFileSystem local) {
                java.nio.file.Path target = local.pathToFile(path).toPath();
                Files.createDirectories(target.getParent());
                // Not Files.createTempFile, whose files only their owner can read: the umask decides, as for tables.
                java.nio.file.Path fresh = target.resolveSibling(".fresh-%s.tmp".formatted(UUID.randomUUID()));
                try {
                    try (FileChannel channel =
                            FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                        for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                            channel.write(rest);
                        }
                        channel.force(true);
                    }
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    force(target.getParent());
                } finally {
                    Files.deleteIfExists(fresh);
                }
            } else if (RENAMING_SCHEMES.contains(files.getScheme())) {
                Path fresh = new Path(path.getParent(), "." + path.getName() + ".fresh");
                write(files, fresh, bytes);
                FileContext.getFileContext(path.toUri(), configuration).rename(fresh, path, Options.Rename.OVERWRITE);
            } else {
                write(files, path, bytes);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Creates a file if it does not exist.
     *
     * @return whether this call created it; false if it existed
     */
    public boolean create(Path path, byte[] bytes) {
        try {
            FileSystem files = files(path);
            if (files instanceof LocalFileSystem local) {
                // Not by Hadoop, which checks and creates in two steps, so that two callers can both create the file.
                // It also writes a checksum file, which would be wrong after a replacement.
                java.nio.file.Path target = local.pathToFile(path).toPath();
                Files.createDirectories(target.getParent());
                Files.write(target, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } else {
                files.mkdirs(path.getParent());
                try (OutputStream out = files.create(path, false)) {
                    out.write(bytes);
                }
            }
            return true;
        } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            // Some file systems throw a plain IOException if the file exists.
            if (read(path).isPresent()) {
                return false;
            }
            throw unwritable(path, e);
        }
    }

    /** The bytes of a file, or nothing if it does not exist. */
    public Optional<byte[]> read(Path path) {
        try (InputStream in = files(path).open(path)) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(path, e);
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
        try {
            files(path).delete(path, true);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
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
