package io.reelrank.workbench.inspect;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.InputException;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorOutlook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Answers what to expect of a creator's planned video, from the tables of one night.
 *
 * @param store the tables
 * @param date the night's date
 */
public record OutlookInspection(TableStore store, LocalDate date) {
    /**
     * The outlook of a planned video.
     *
     * @param creator the creator's id
     * @param tags the planned tags
     * @param lengths the planned length, as in {@code video_features.duration_bucket}, or nothing
     * @throws InputException if the night has no outlook of the creator
     */
    public OutlookView planned(String creator, List<String> tags, List<String> lengths) {
        List<OutlookView.Part> known = store
                .read(CreatorOutlook.TABLE, List.of(date))
                .filter(col(CreatorOutlook.CREATOR_ID).equalTo(creator))
                .collectAsList()
                .stream()
                .map(row -> part(row))
                .toList();
        OutlookView.Part usual = find(known, CreatorOutlook.USUAL)
                .orElseThrow(() -> new InputException(
                        "nothing is expected of creator %s on %s: give an id of table creator_outlook"
                                .formatted(creator, date)));
        List<OutlookView.Part> parts = new ArrayList<>(List.of(usual));
        List<String> unknown = new ArrayList<>();
        List<String> names = new ArrayList<>(lengths.stream()
                .map(length -> name(CreatorOutlook.LENGTH, length))
                .toList());
        tags.forEach(tag -> names.add(name(CreatorOutlook.TAG, tag)));
        for (String name : names) {
            find(known, name)
                    .ifPresentOrElse(
                            parts::add,
                            () -> unknown.add(name + ": too few videos of the creator and of the niche have it,"
                                    + " so it is taken to make no difference"));
        }
        double expected = usual.expected();
        for (OutlookView.Part part : parts) {
            expected += part.expected() - usual.expected();
        }
        if (parts.size() > 2) {
            unknown.add("what options do together: their differences are added,"
                    + " and the range is the widest of theirs, which no new video has tested");
        }
        return new OutlookView(parts, expected, halfWidth(parts), unknown);
    }

    /** Empty where one part has no range. */
    private static Optional<Double> halfWidth(List<OutlookView.Part> parts) {
        return parts.stream().allMatch(part -> part.range().isPresent())
                ? parts.stream()
                        .flatMap(part -> part.range().stream())
                        .map(range -> (range.high() - range.low()) / 2)
                        .max(Double::compare)
                : Optional.empty();
    }

    private static Optional<OutlookView.Part> find(List<OutlookView.Part> parts, String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    private static String name(String kind, String option) {
        return option.isEmpty() ? kind : kind + " " + option;
    }

    private static OutlookView.Part part(Row row) {
        Double low = row.getAs(CreatorOutlook.LOW);
        int tastes = row.fieldIndex(CreatorOutlook.TASTES);
        return new OutlookView.Part(
                name(row.getAs(CreatorOutlook.KIND), row.getAs(CreatorOutlook.OPTION)),
                row.<Double>getAs(CreatorOutlook.EXPECTED),
                low == null
                        ? Optional.empty()
                        : Optional.of(new OutlookView.TestedRange(
                                low,
                                row.<Double>getAs(CreatorOutlook.HIGH),
                                row.<Double>getAs(CreatorOutlook.HELD),
                                row.<Long>getAs(CreatorOutlook.TESTED))),
                row.<Long>getAs(CreatorOutlook.VIDEOS),
                Optional.ofNullable(row.<Long>getAs(CreatorOutlook.NICHE_VIDEOS)),
                row.isNullAt(tastes) ? List.of() : row.getList(tastes));
    }
}
