package io.reelrank.core.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;

/**
 * Opens a file and decompresses it: gzip, bzip2, zstd, xz and framed lz4 or snappy by its first bytes, whatever its
 * name; Hadoop's own lz4, snappy and deflate by its name.
 */
final class UnpackedFile {
    private static final Set<String> BY_FIRST_BYTES = Set.of(
            CompressorStreamFactory.BZIP2,
            CompressorStreamFactory.ZSTANDARD,
            CompressorStreamFactory.XZ,
            CompressorStreamFactory.LZ4_FRAMED,
            CompressorStreamFactory.SNAPPY_FRAMED);

    // A compressed stream may have several members, one after the other.
    private static final CompressorStreamFactory FACTORY = new CompressorStreamFactory(true);

    private UnpackedFile() {}

    /** @throws InputException if the file is compressed in a way that cannot be read; the message names what can be */
    static InputStream open(String file, Configuration hadoop) throws IOException {
        Path path = new Path(file);
        BufferedInputStream bytes = new BufferedInputStream(FileBytes.open(path, hadoop));
        String format = format(bytes);
        try {
            if (format.equals(CompressorStreamFactory.GZIP)) {
                return gzip(hadoop).createInputStream(bytes);
            }
            if (BY_FIRST_BYTES.contains(format)) {
                return FACTORY.createCompressorInputStream(format, bytes);
            }
            CompressionCodec named = new CompressionCodecFactory(hadoop).getCodec(path);
            // A name like .gz over other bytes is a text file with a wrong name, or a broken file: reading tells.
            return named == null ? bytes : named.createInputStream(bytes);
        } catch (CompressorException | RuntimeException | LinkageError e) {
            bytes.close();
            throw new InputException(
                    "cannot decompress %s: %s; reelrank reads gzip, bzip2, zstd, xz, framed lz4 and snappy, and text that is not compressed"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static String format(BufferedInputStream bytes) throws IOException {
        try {
            return CompressorStreamFactory.detect(bytes);
        } catch (CompressorException e) {
            return "";
        }
    }

    // Hadoop's codec and not Java's GZIPInputStream, which silently ends where a second gzip member is cut or garbage.
    private static CompressionCodec gzip(Configuration hadoop) {
        GzipCodec codec = new GzipCodec();
        codec.setConf(hadoop);
        return codec;
    }
}
