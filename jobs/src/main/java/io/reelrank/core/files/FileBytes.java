package io.reelrank.core.files;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Opens the bytes of a file as they are stored, on any file system that Hadoop supports. */
public final class FileBytes {
    private FileBytes() {}

    /** Opens a file that the caller closes. */
    public static InputStream open(Path file, Configuration hadoop) throws IOException {
        FileSystem files = file.getFileSystem(hadoop);
        return files instanceof ChecksumFileSystem checked && !hasChecksum(file)
                ? checked.getRawFileSystem().open(file)
                : files.open(file);
    }

    /**
     * Whether Hadoop can name the checksum file that it looks for beside a file of a local disk. It takes the part of a
     * name before a colon, which is legal there, for the scheme of a URI.
     */
    public static boolean hasChecksum(Path file) {
        return file.getName().indexOf(':') < 0;
    }
}
