package io.reelrank.cli;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Storage;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.settings.Settings;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Mixin;

/** The storage root that the settings name, read without starting Spark. */
final class PublishedRoot {
    private static final String HADOOP = "spark.hadoop.";

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    private Settings settings;

    Storage storage() {
        Configuration hadoop = new Configuration();
        for (Map.Entry<String, String> entry : settings().spark().entrySet()) {
            if (entry.getKey().startsWith(HADOOP)) {
                hadoop.set(entry.getKey().substring(HADOOP.length()), entry.getValue());
            }
        }
        return new Storage(hadoop);
    }

    Path root() {
        return new Path(settings().storage().root());
    }

    PublicationReader reader() {
        return new PublicationReader(storage(), root());
    }

    /**
     * The newest publication of a date.
     *
     * @param date ISO date, or null for the current publication
     * @throws InputException naming the dates that there are
     */
    Publication publication(String date) {
        PublicationReader reader = reader();
        if (date == null) {
            return reader.latest()
                    .orElseThrow(() -> new InputException("nothing is published under %s".formatted(root())));
        }
        List<Publication> all = reader.all();
        String current = reader.pointer().map(Pointer::path).orElse("");
        return all.stream()
                .filter(publication ->
                        publication.path().equals(current) && publication.date().equals(date))
                .findFirst()
                .or(() -> all.stream()
                        .filter(publication -> publication.date().equals(date))
                        .findFirst())
                .orElseThrow(() -> new InputException("nothing of %s is published under %s; there is %s"
                        .formatted(
                                date,
                                root(),
                                all.stream().map(Publication::date).distinct().toList())));
    }

    private Settings settings() {
        if (settings == null) {
            settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        }
        return settings;
    }
}
