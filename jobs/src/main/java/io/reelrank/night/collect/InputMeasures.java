package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.SourcesSettings.EventSource;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.InputFigures.Family;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/**
 * What is measured of the accepted rows of a source, while they are counted.
 *
 * @param ratios sums over all rows, each divided by another one
 * @param watch the watch time of a row's play in milliseconds, rounded down to two digits; null without one. Rows are
 *     grouped by it, so that their quantiles cost no sort
 */
record InputMeasures(List<InputRatio> ratios, Column watch) {
    private static final String PLAY = "play";
    private static final long LEAST_ROUNDED = 100;
    private static final long MOST_ROUNDED = 1_000_000;

    /**
     * A figure that is a ratio of two sums.
     *
     * @param figure its name
     * @param family what it measures
     * @param counted summed over all accepted rows: long, or null for nothing
     * @param of what the sum is divided by, summed in the same way
     */
    record InputRatio(String figure, Family family, Column counted, Column of) {}

    /** No figures besides the number of rows. */
    static InputMeasures none() {
        return new InputMeasures(List.of(), lit(null).cast("long"));
    }

    /**
     * Figures of logs: the share of rows with each kind of event, of values, and of watch times.
     *
     * @param sources the logs, of which the rows of {@link EventMapping#validated} are measured
     */
    static InputMeasures ofEvents(Collection<EventSource> sources) {
        Set<String> kinds = new TreeSet<>();
        sources.forEach(source -> {
            source.kind().ifPresent(kind -> kinds.addAll(kind.values().values()));
            kinds.addAll(source.flags().keySet());
        });
        List<InputRatio> ratios = new ArrayList<>();
        kinds.forEach(kind -> ratios.add(new InputRatio("rows with " + kind, Family.SHARE, one(holds(kind)), lit(1))));
        Column hasWatch = holds(PLAY).and(col(Events.WATCH_MS).isNotNull());
        ratios.add(new InputRatio("plays with watch_ms", Family.FILLED, one(hasWatch), one(holds(PLAY))));
        ratios.add(filled(Events.DURATION_MS));
        ratios.add(filled(Events.TRAFFIC_SOURCE));
        return new InputMeasures(ratios, rounded(when(holds(PLAY), col(Events.WATCH_MS))));
    }

    /** Figures of videos' data. */
    static InputMeasures ofVideos() {
        Column tags = size(col(Videos.TAGS)).cast("long");
        return new InputMeasures(
                List.of(
                        new InputRatio("rows with tags", Family.FILLED, one(tags.gt(0)), lit(1)),
                        new InputRatio("tags a row", Family.LEVEL, tags, lit(1)),
                        filled(Videos.TITLE),
                        filled(Videos.DESCRIPTION),
                        filled(Videos.CATEGORY),
                        filled(Videos.DURATION_MS),
                        filled(Videos.PUBLISHED_AT)),
                none().watch());
    }

    /** Figures of users' data. */
    static InputMeasures ofUsers() {
        return new InputMeasures(List.of(filled(Users.REGISTERED_AT)), none().watch());
    }

    private static InputRatio filled(String column) {
        return new InputRatio(
                "rows with " + column, Family.FILLED, one(col(column).isNotNull()), lit(1));
    }

    private static Column holds(String kind) {
        return array_contains(col(EventMapping.KINDS), kind);
    }

    private static Column one(Column condition) {
        return when(condition, 1);
    }

    private static Column rounded(Column number) {
        Column rounded = when(number.lt(LEAST_ROUNDED), number);
        for (long most = 10 * LEAST_ROUNDED; most < MOST_ROUNDED; most *= 10) {
            rounded = rounded.when(number.lt(most), number.minus(pmod(number, lit(most / LEAST_ROUNDED))));
        }
        return rounded.otherwise(number.minus(pmod(number, lit(MOST_ROUNDED / LEAST_ROUNDED))));
    }
}
