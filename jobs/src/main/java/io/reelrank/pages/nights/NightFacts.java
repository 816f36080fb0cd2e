package io.reelrank.pages.nights;

import io.reelrank.core.publication.Publication;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.store.StoredDays.StoredDay;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What the page of a night is made of: records, manifests and small tables, as far as the night came.
 *
 * @param run the record of the run
 * @param earlier the records of the runs of earlier nights, the newest night first, and of one night the newest run first
 * @param tables rows of small tables
 * @param published what is published
 * @param stored the days of all tables
 * @param unread what could not be read, a line each
 */
public record NightFacts(
        RunRecord run,
        List<RunRecord> earlier,
        NightTableRows tables,
        NightPublications published,
        List<StoredDay> stored,
        List<String> unread) {
    /**
     * Rows of small tables; none of a table that the night has not written yet.
     *
     * @param collected what became of the rows of tonight's files
     * @param drift tonight's rows of {@code drift_checks}
     * @param checks tonight's rows of {@code gate_results}
     * @param quality tonight's rows of {@code model_quality} of all users
     * @param qualityBefore the same of the night before
     */
    public record NightTableRows(
            List<CollectedCount> collected,
            List<Row> drift,
            List<Row> checks,
            List<Row> quality,
            List<Row> qualityBefore) {
        /** No rows of any table. */
        public static final NightTableRows NONE =
                new NightTableRows(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * What became of rows of the sources' files.
     *
     * @param source the source's name in the settings
     * @param outcome accepted, repeat or rejected
     * @param reason why they were rejected; empty if there is nothing to say
     * @param rows how many
     * @param files in how many files
     * @param example one of these files
     */
    public record CollectedCount(String source, String outcome, String reason, long rows, long files, String example) {}

    /**
     * What is published.
     *
     * @param all the publications that are kept, the newest first
     * @param current the path of the current one; empty if there is none
     */
    public record NightPublications(List<Publication> all, String current) {
        /** Nothing is published, or it is not known what. */
        public static final NightPublications NONE = new NightPublications(List.of(), "");

        /** The one that readers see. */
        public Optional<Publication> seen() {
            return all.stream()
                    .filter(publication -> publication.path().equals(current))
                    .findFirst();
        }
    }

    /** Whether readers see what this run published. */
    boolean isPublished() {
        return published.current.equals(Publication.path(run.date(), run.run()));
    }
}
