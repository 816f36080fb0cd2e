package io.reelrank.pages.creators;

import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.pages.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Where a creator stands among the tastes, and beside whom.
 *
 * @param w the words
 * @param rows the creator's rows
 */
record CreatorPlace(Wording w, CreatorRows rows) {
    private static final int MOST_SIMILAR = 5;
    private static final double CROWDED = 1.1;
    private static final double OPEN = 0.9;

    /** The niche; the words for an unknown one where it is not known. */
    String niche() {
        String niche =
                row().map(row -> PlainText.of(row.getAs(CreatorPlaces.NICHE))).orElse("");
        return niche.isEmpty() ? w.say("niche.unknown") : niche;
    }

    /** How crowded the niche is, in sentences. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        row().ifPresent(row -> {
            words.add(w.say("place.niche", PlainText.isolated(niche()), w.count((double)
                    row.<Long>getAs(CreatorPlaces.NICHE_CREATORS))));
            if (row.getAs(CreatorPlaces.CROWDING) != null) {
                double crowding = row.getAs(CreatorPlaces.CROWDING);
                String key = crowding > CROWDED ? "place.crowded" : crowding < OPEN ? "place.open" : "place.usual";
                words.add(w.say(
                        key,
                        w.count((double) row.<Long>getAs(CreatorPlaces.NICHE_VIDEOS)),
                        w.count((double) row.<Long>getAs(CreatorPlaces.WANTED_BY)),
                        hundredths(crowding)));
            }
        });
        return words;
    }

    /** Tags that few use and that hold viewers: a sentence each. */
    List<String> openTags() {
        return row().map(row -> row.<Row>getList(row.fieldIndex(CreatorPlaces.OPEN_TAGS)).stream()
                        .map(tag -> w.say(
                                "place.tag",
                                PlainText.isolated(tag.getAs(CreatorPlaces.TAG)),
                                w.points(tag.<Double>getAs(CreatorPlaces.EFFECT)),
                                w.points(tag.<Double>getAs(CreatorPlaces.EFFECT_LOW)),
                                w.count((double) tag.<Long>getAs(CreatorPlaces.WANTED_BY))))
                        .toList())
                .orElse(List.of());
    }

    /** Creators who reach the same tastes, the most similar first. */
    List<String> similar() {
        return row().map(row -> row.<Row>getList(row.fieldIndex(CreatorPlaces.SIMILAR)).stream()
                        .limit(MOST_SIMILAR)
                        .map(other -> w.say(
                                "place.similar",
                                PlainText.isolated(other.getAs(CreatorPlaces.CREATOR_ID)),
                                hundredths(other.<Float>getAs(CreatorPlaces.SIMILARITY))))
                        .toList())
                .orElse(List.of());
    }

    private static String hundredths(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    private Optional<Row> row() {
        return rows.of(CreatorPart.PLACES).stream().findFirst();
    }
}
