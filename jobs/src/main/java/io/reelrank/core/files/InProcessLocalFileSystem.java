package io.reelrank.core.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, which sets and reads permissions by calls to the operating system. Without its native library
 * Hadoop starts a process each time, {@code chmod} for every file and folder that it makes and {@code ls} for every file that it
 * lists: more than a thousand in a night, of five milliseconds each.
 */
public final class InProcessLocalFileSystem extends LocalFileSystem {
    /** The setting of Hadoop that names the class of the file system of {@code file:} paths. */
    public static final String SETTING = "fs.file.impl";

    private static final String MODE = "unix:mode";
    // The bits that Hadoop knows: of owner, group and others, and the sticky bit.
    private static final int PERMISSIONS = 01777;
    private static final boolean IS_UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /** Made by Hadoop, which then initialises it. */
    public InProcessLocalFileSystem() {
        super(new Raw());
    }

    private static final class Raw extends RawLocalFileSystem {
        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            if (IS_UNIX) {
                Files.setAttribute(pathToFile(path).toPath(), MODE, (int) permission.toShort());
            } else {
                super.setPermission(path, permission);
            }
        }

        @Override
        public FileStatus getFileStatus(Path path) throws IOException {
            FileStatus status = super.getFileStatus(path);
            if (!IS_UNIX) {
                return status;
            }
            try {
                Map<String, Object> attributes =
                        Files.readAttributes(pathToFile(path).toPath(), MODE + ",owner,group");
                return new FileStatus(
                        status.getLen(),
                        status.isDirectory(),
                        status.getReplication(),
                        status.getBlockSize(),
                        status.getModificationTime(),
                        status.getAccessTime(),
                        new FsPermission((short) ((int) attributes.get("mode") & PERMISSIONS)),
                        ((UserPrincipal) attributes.get("owner")).getName(),
                        ((GroupPrincipal) attributes.get("group")).getName(),
                        status.getPath());
            } catch (NoSuchFileException e) {
                throw (IOException) new FileNotFoundException("File " + path + " does not exist").initCause(e);
            }
        }
    }
}
