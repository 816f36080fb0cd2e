package io.reelrank.pages;

import io.reelrank.core.settings.PageLanguage;
import io.reelrank.pages.creators.CreatorIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the index of 100,000 creators, for {@code scripts/check-pages} to open in a browser. */
final class LargeIndex {
    private static final int CREATORS = 100_000;
    private static final int WITH_PAGE = 1000;
    private static final String[] NICHES = {"美食", "旅行", "music", "gaming", "beauty"};

    private LargeIndex() {}

    /** Writes the index below a folder. */
    public static void main(String[] folder) throws IOException {
        List<CreatorIndex.Entry> entries =
                IntStream.range(0, CREATORS).mapToObj(LargeIndex::entry).toList();
        Set<String> withPage =
                IntStream.range(0, WITH_PAGE).mapToObj(LargeIndex::id).collect(Collectors.toSet());
        for (Map.Entry<String, String> file : new CreatorIndex("2022-05-06", 28, PageLanguage.EN)
                .files(entries, withPage)
                .entrySet()) {
            Path path = Path.of(folder[0]).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static CreatorIndex.Entry entry(int rank) {
        return new CreatorIndex.Entry(
                id(rank), NICHES[rank % NICHES.length], 1_000_000L / (rank + 1), 500_000L / (rank + 1), 0.3, rank % 4);
    }

    private static String id(int rank) {
        return "c%07d".formatted(rank);
    }
}
