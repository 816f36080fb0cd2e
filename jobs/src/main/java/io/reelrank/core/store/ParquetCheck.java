package io.reelrank.core.store;

import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/**
 * Compares Parquet files with what their manifest says.
 *
 * @param hadoop Hadoop's configuration, with the credentials of the file systems
 */
public record ParquetCheck(Configuration hadoop) {
    /** What is read of a file besides its footer. */
    @FunctionalInterface
    private interface RowGroups {
        void read(ParquetFileReader file) throws IOException;
    }

    /** What differs in a file's footer: the number of rows or the columns. */
    public List<String> footer(Path path, long rows, Set<String> columns) {
        return check(path, rows, columns, file -> {});
    }

    /** The same, and whether the bytes of every page have the checksum that was written with the page. */
    public List<String> pages(Path path, long rows, Set<String> columns) {
        return check(path, rows, columns, file -> {
            while (file.readNextRowGroup() != null) {
                // Reading a row group compares the checksums of its pages.
            }
        });
    }

    /**
     * The number of rows that a file's footer tells.
     *
     * @throws StorageException if it cannot be read as Parquet
     */
    public long rows(Path path) {
        try (ParquetFileReader file = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
            return file.getRecordCount();
        } catch (IOException | RuntimeException e) {
            // RuntimeException, because Parquet throws plain ones at bytes that make no sense.
            throw new StorageException("%s cannot be read as Parquet: %s".formatted(path, e.getMessage()), e);
        }
    }

    private List<String> check(Path path, long rows, Set<String> columns, RowGroups rowGroups) {
        List<String> damages = new ArrayList<>();
        ParquetReadOptions options = HadoopReadOptions.builder(hadoop, path)
                .usePageChecksumVerification(true)
                .build();
        try (ParquetFileReader file = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop), options)) {
            if (file.getRecordCount() != rows) {
                damages.add("%s has %d rows instead of %d".formatted(path, file.getRecordCount(), rows));
            }
            Set<String> found = file.getFileMetaData().getSchema().getFields().stream()
                    .map(Type::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!found.equals(columns)) {
                damages.add("%s has the columns %s instead of %s".formatted(path, found, columns));
            }
            rowGroups.read(file);
        } catch (IOException | RuntimeException e) {
            // RuntimeException, because Parquet throws plain ones at bytes that make no sense.
            damages.add("%s cannot be read as Parquet: %s".formatted(path, e.getMessage()));
        }
        return damages;
    }
}
