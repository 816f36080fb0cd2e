package io.reelrank.cli;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Storage;
import io.reelrank.core.lease.Lease;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.settings.Settings;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scala.Tuple2;

/** The storage root that the settings name, read without starting Spark. */
final class PublishedRoot {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    private Settings settings;

    /** With what {@code spark-submit} and the settings say about file systems, as a night has it. */
    Storage storage() {
        Configuration hadoop = new Configuration();
        for (Tuple2<String, String> entry :
                Session.conf(new SparkConf(), settings().spark()).getAllWithPrefix(Session.HADOOP)) {
            hadoop.set(entry._1(), entry._2());
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
            return reader.latest().orElseThrow(this::notPublished);
        }
        List<Publication> ofDate = publications(date);
        String current = current();
        return ofDate.stream()
                .filter(publication -> publication.path().equals(current))
                .findFirst()
                .orElse(ofDate.get(0));
    }

    /**
     * The publications of a date, the last written first.
     *
     * @param date ISO date
     * @throws InputException if there is none, naming the dates that there are
     */
    List<Publication> publications(String date) {
        List<Publication> all = reader().all();
        List<Publication> ofDate = all.stream()
                .filter(publication -> publication.date().equals(date))
                .toList();
        if (ofDate.isEmpty()) {
            throw new InputException("nothing of %s is published under %s; there is %s"
                    .formatted(
                            date,
                            root(),
                            all.stream().map(Publication::date).distinct().toList()));
        }
        return ofDate;
    }

    /** The error that nothing is current, with the way back where publications are there. */
    InputException notPublished() {
        List<Publication> all = reader().all();
        return new InputException(
                all.isEmpty()
                        ? "nothing is published under %s".formatted(root())
                        : "no publication is current: %s is not there; run reelrank rollback %s"
                                .formatted(
                                        new PublicationPointer(storage(), root()).file(),
                                        all.get(0).date()));
    }

    /** The path of the current publication, relative to the root; empty if nothing is published or the pointer is damaged. */
    String current() {
        return new PublicationPointer(storage(), root())
                .ifReadable()
                .map(Pointer::path)
                .orElse("");
    }

    /**
     * The lease of the root, which is renewed until it is given back. What is done under it asks the lease before it
     * changes a file.
     *
     * @param run the id of what is done under it
     */
    Lease lease(String run, Clock clock) {
        Lease lease = new PublicationPointer(storage(), root())
                .lease(run, settings().storage().lease(), clock, this::tell);
        lease.renew(lost -> {});
        return lease;
    }

    private void tell(String line) {
        command.commandLine().getErr().println(line);
        command.commandLine().getErr().flush();
    }

    Settings settings() {
        if (settings == null) {
            settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        }
        return settings;
    }
}
