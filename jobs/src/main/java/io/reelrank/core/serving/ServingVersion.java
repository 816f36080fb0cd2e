package io.reelrank.core.serving;

import io.reelrank.core.files.Digest;
import io.reelrank.core.publication.Publication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a store holds of one publication. The name tells the content: two publications of a date with the same rows have the
 * same name, so that a night that is run again finds what it loaded before.
 *
 * @param name the night's date and a digest, in letters that keys and tables may have: {@code 20220506_1f3a9c02d4e5}
 * @param night the night's date, ISO
 * @param rows the number of rows of each dataset
 */
record ServingVersion(String name, String night, Map<ServingDataset, Long> rows) {
    private static final int DIGITS = 12;

    /**
     * The version of a publication.
     *
     * @param encoding what else decides which bytes a store holds of the same rows
     */
    static ServingVersion of(Publication publication, String encoding) {
        List<String> content = new ArrayList<>(List.of(encoding));
        Map<ServingDataset, Long> rows = new TreeMap<>();
        Arrays.stream(ServingDataset.values()).forEach(dataset -> {
            String table = dataset.table().name();
            content.add(publication.dataset(table).inputs().get("table " + table));
            rows.put(dataset, publication.dataset(table).rows());
        });
        String name =
                publication.date().replace("-", "") + "_" + Digest.of(content).substring(0, DIGITS);
        return new ServingVersion(name, publication.date(), rows);
    }
}
