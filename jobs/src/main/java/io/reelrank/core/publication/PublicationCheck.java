package io.reelrank.core.publication;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.publication.Publication.PublishedFile;
import io.reelrank.core.store.ParquetCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/** Compares the files of a publication with its manifest. */
record PublicationCheck(Storage storage, Path root) {
    /** What is damaged, one line each, in the order of the manifest. */
    List<String> damages(Publication publication) {
        List<String> damages = new ArrayList<>();
        if (!publication.hasItsSeal()) {
            damages.add(
                    "%s was changed after it was written: its seal does not fit".formatted(publication.manifestPath()));
        }
        for (PublishedDataset dataset : publication.datasets()) {
            Path folder = new Path(root, dataset.path());
            files(damages, folder, dataset.files());
            dataset.files().forEach(file -> footer(damages, new Path(folder, file.name()), file, dataset));
        }
        publication.indexes().forEach(index -> files(damages, new Path(root, index.path()), index.files()));
        Path pages = new Path(root, publication.pagesPath());
        publication.pages().stream()
                .collect(Collectors.groupingBy(
                        page -> new Path(pages, page.name()).getParent(), HashMap::new, Collectors.toList()))
                .forEach((folder, found) -> files(damages, folder, inFolder(found)));
        return damages;
    }

    private static List<PublishedFile> inFolder(List<PublishedFile> pages) {
        return pages.stream()
                .map(page ->
                        new PublishedFile(new Path(page.name()).getName(), page.bytes(), page.rows(), page.sha256()))
                .toList();
    }

    private void files(List<String> damages, Path folder, List<PublishedFile> expected) {
        Map<String, FileStatus> present = new HashMap<>();
        storage.list(folder).stream()
                .filter(FileStatus::isFile)
                .forEach(file -> present.put(file.getPath().getName(), file));
        for (PublishedFile file : expected) {
            Path path = new Path(folder, file.name());
            FileStatus found = present.remove(file.name());
            if (found == null) {
                damages.add("%s is missing".formatted(path));
            } else if (found.getLen() != file.bytes()) {
                damages.add("%s has %d bytes instead of %d".formatted(path, found.getLen(), file.bytes()));
            } else {
                damages.addAll(byteDamages(path, file));
            }
        }
        present.keySet().stream()
                .filter(name -> !name.startsWith(".") && !name.startsWith("_"))
                .sorted()
                .forEach(name -> damages.add("%s was not published".formatted(new Path(folder, name))));
    }

    private List<String> byteDamages(Path path, PublishedFile file) {
        try {
            return Digest.sha256(storage.open(path)).equals(file.sha256())
                    ? List.of()
                    : List.of("%s has other bytes than were published: its SHA-256 differs".formatted(path));
        } catch (IOException | StorageException e) {
            return List.of("%s cannot be read: %s".formatted(path, e.getMessage()));
        }
    }

    private void footer(List<String> damages, Path path, PublishedFile file, PublishedDataset dataset) {
        // What is missing or differs is told already.
        if (damages.stream().noneMatch(damage -> damage.startsWith(path + " "))) {
            Set<String> columns = new TreeSet<>(
                    Arrays.asList(StructType.fromDDL(dataset.schema()).fieldNames()));
            damages.addAll(new ParquetCheck(storage.configuration()).footer(path, file.rows(), columns));
        }
    }
}
