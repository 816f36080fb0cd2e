package io.reelrank.workbench.speed;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Small files and folders on the local disk, where processes leave what was measured. */
final class LocalFiles {
    private LocalFiles() {}

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StorageException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The text of a file in UTF-8; other bytes become the replacement character. */
    static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /**
     * What a file of JSON says.
     *
     * @throws InputException if it does not say it
     */
    static <T> T json(Path file, Class<T> type) {
        try {
            return Json.read(bytes(file), type);
        } catch (IOException e) {
            throw new InputException("broken file %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new StorageException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a folder and those above it, unless they are there. */
    static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageException("cannot make the folder %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Deletes a folder with everything in it, if it is there. */
    static void delete(Path folder) {
        new Storage(new Configuration()).delete(new org.apache.hadoop.fs.Path(folder.toUri()));
    }
}
