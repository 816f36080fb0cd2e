package io.reelrank.core.files;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Small files on any file system that Hadoop knows, replaced so that a reader sees the old bytes or the new ones.
 *
 * <p>A local file is moved atomically (Hadoop's own local rename deletes first), HDFS renames with overwrite, an object
 * store's single PUT is atomic by itself.
 */
public final class Storage {
    private static final List<String> RENAMING = List.of("hdfs", "viewfs", "webhdfs");

    private final Configuration configuration;

    /** @param configuration Hadoop's, with the file systems' credentials */
    public Storage(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Puts the bytes at the path, replacing what was there in one step; makes the folders above. */
    public void replace(Path path, byte[] bytes) {
        try {
            FileSystem files = files(path);
            if (files instanceof LocalFileSystem local) {
                java.nio.file.Path target = local.pathToFile(path).toPath();
                Files.createDirectories(target.getParent());
                java.nio.file.Path fresh = Files.createTempFile(target.getParent(), ".fresh-", ".tmp");
                try {
                    Files.write(fresh, bytes);
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(fresh);
                }
            } else if (RENAMING.contains(files.getScheme())) {
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
     * Makes a file that must not exist yet.
     *
     * @return whether this call made it; false when another did before
     */
    public boolean create(Path path, byte[] bytes) {
        try {
            FileSystem files = files(path);
            if (files instanceof LocalFileSystem local) {
                // Hadoop's own looks first and makes it then, so that two can make the same file; and the checksum that
                // it
                // puts beside the file would not be that of a replacement.
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
            // Some file systems say "already exists" by a plain IOException.
            if (read(path).isPresent()) {
                return false;
            }
            throw unwritable(path, e);
        }
    }

    /** The file's bytes, or nothing when there is no such file. */
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

    /** What lies directly in a folder, by name; nothing when there is no such folder. */
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

    /** Removes a file, or a folder with all below it; nothing happens when there is none. */
    public void delete(Path path) {
        try {
            files(path).delete(path, true);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Checks that a file can be made in the folder, by making one and removing it. */
    public void requireWritable(Path folder) {
        Path probe = new Path(folder, ".writable");
        replace(probe, new byte[0]);
        delete(probe);
    }

    private FileSystem files(Path path) throws IOException {
        return path.getFileSystem(configuration);
    }

    private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            new ByteArrayInputStream(bytes).transferTo(out);
        }
    }

    /** The error that a path cannot be read. */
    public static StorageException unreadable(Path path, IOException e) {
        return new StorageException("cannot read %s: %s".formatted(path, said(e)), e);
    }

    /** The error that a path cannot be written. */
    public static StorageException unwritable(Path path, IOException e) {
        return new StorageException(
                "cannot write %s: %s; check reelrank.storage.root and its permissions".formatted(path, said(e)), e);
    }

    private static String said(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }
}
