package io.reelrank.night.recommend;

import io.reelrank.core.settings.ExperimentSettings;
import io.reelrank.core.tables.ListExperiments;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.engine.interleaving.PlaceShuffle;
import io.reelrank.engine.interleaving.TeamDraft;
import io.reelrank.engine.random.SplitMix64;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Makes all users' lists while some users' lists are interleaved with those of a rival order, or shuffled. Which users
 * these are follows from the seed and their ids, so it is the same every night; teams and places are drawn anew each night.
 */
final class ExperimentLists implements Serializable {
    // The columns of a list behind its owner: videos, scores, sources and reasons.
    private static final int COLUMNS = 5;

    private final RankedLists served;
    private final RankedLists rival;
    private final double rivalShare;
    private final double shuffledShare;
    private final int shuffledPlaces;
    private final long seed;
    private final long day;

    /**
     * @param served makes the lists of users without an experiment
     * @param rival makes the lists that others are interleaved with, if there is a rival
     * @param settings who is in an experiment
     * @param date the night's date
     */
    ExperimentLists(RankedLists served, Optional<RankedLists> rival, ExperimentSettings settings, LocalDate date) {
        this.served = served;
        // Optional cannot be serialized.
        this.rival = rival.orElse(served);
        this.rivalShare = rival.isPresent() ? settings.rivalShare() : 0;
        this.shuffledShare = settings.shuffledShare();
        this.shuffledPlaces = settings.shuffledPlaces();
        this.seed = settings.seed();
        this.day = date.toEpochDay();
    }

    /** The columns of the lists, and behind them those of {@code list_experiments} but the user. */
    static StructType schema() {
        return UserLists.schema(Recommendations.USER_ID)
                .add(ListExperiments.SERVED, "string")
                .add(ListExperiments.RIVAL, "string")
                .add(ListExperiments.TEAMS, "array<string>")
                .add(ListExperiments.FORMER_PLACES, "array<int>")
                .add(ListExperiments.PROPENSITIES, "array<float>");
    }

    /** The recipients' lists with {@link #schema}; the added columns are null for a list without an experiment. */
    Iterator<Row> of(Iterator<Recipient> recipients) {
        return RowBatches.of(recipients, TopItems.BATCH)
                .flatMap(batch -> lists(batch).stream())
                .iterator();
    }

    private List<Row> lists(List<Recipient> batch) {
        List<Recipient> drafted =
                batch.stream().filter(recipient -> isDrafted(recipient.id())).toList();
        List<Row> lists = served.of(batch);
        Iterator<Row> rivals = drafted.isEmpty()
                ? List.<Row>of().iterator()
                : rival.of(drafted).iterator();
        List<Row> rows = new ArrayList<>();
        for (Row list : lists) {
            String user = list.getString(0);
            if (isDrafted(user)) {
                rows.add(interleaved(list, rivals.next(), draws(user)));
            } else if (draw(user) >= 1 - shuffledShare) {
                rows.add(shuffled(list, draws(user)));
            } else {
                rows.add(row(list, null, null, null, null, null));
            }
        }
        return rows;
    }

    private boolean isDrafted(String user) {
        return draw(user) < rivalShare;
    }

    /** Uniform in [0, 1), by user. */
    private double draw(String user) {
        return new SplitMix64(key(user)).nextDouble();
    }

    /** What a night's teams and places are drawn by. */
    private SplitMix64 draws(String user) {
        return new SplitMix64(SplitMix64.mix(key(user) + (day + 1) * SplitMix64.GOLDEN_GAMMA));
    }

    private long key(String user) {
        long key = SplitMix64.mix(seed + SplitMix64.GOLDEN_GAMMA);
        for (int i = 0; i < user.length(); i++) {
            key = SplitMix64.mix(key + user.charAt(i));
        }
        return key;
    }

    private Row interleaved(Row list, Row other, SplitMix64 draws) {
        Object[] ids = (Object[]) list.get(1);
        List<TeamDraft.Pick> picks = TeamDraft.of(
                Arrays.asList(ids), Arrays.asList((Object[]) other.get(1)), Math.max(ids.length, length(other)), draws);
        Object[] columns = new Object[COLUMNS];
        columns[0] = list.get(0);
        for (int column = 1; column < COLUMNS; column++) {
            Object[] own = (Object[]) list.get(column);
            Object[] others = (Object[]) other.get(column);
            Object[] mixed = like(own, picks.size());
            for (int place = 0; place < mixed.length; place++) {
                TeamDraft.Pick pick = picks.get(place);
                mixed[place] = (pick.from() == TeamDraft.Team.RIVAL ? others : own)[pick.index()];
            }
            columns[column] = mixed;
        }
        String[] teams = picks.stream().map(pick -> pick.credited().spelling()).toArray(String[]::new);
        return row(
                RowFactory.create(columns),
                served.order().spelling(),
                rival.order().spelling(),
                teams,
                null,
                null);
    }

    private Row shuffled(Row list, SplitMix64 draws) {
        int places = length(list);
        int[] former = PlaceShuffle.of(places, shuffledPlaces, draws);
        Object[] columns = new Object[COLUMNS];
        columns[0] = list.get(0);
        for (int column = 1; column < COLUMNS; column++) {
            Object[] own = (Object[]) list.get(column);
            Object[] moved = like(own, places);
            Arrays.setAll(moved, place -> own[former[place]]);
            columns[column] = moved;
        }
        Integer[] formerPlaces = new Integer[places];
        Arrays.setAll(formerPlaces, place -> former[place] + 1);
        Float[] propensities = new Float[places];
        Arrays.setAll(propensities, place -> PlaceShuffle.propensity(place, places, shuffledPlaces));
        return row(RowFactory.create(columns), served.order().spelling(), null, null, formerPlaces, propensities);
    }

    private static int length(Row list) {
        return ((Object[]) list.get(1)).length;
    }

    private static Object[] like(Object[] array, int length) {
        return (Object[]) Array.newInstance(array.getClass().getComponentType(), length);
    }

    private static Row row(
            Row list, String order, String other, String[] teams, Integer[] formerPlaces, Float[] propensities) {
        return RowFactory.create(
                list.get(0),
                list.get(1),
                list.get(2),
                list.get(3),
                list.get(4),
                order,
                other,
                teams,
                formerPlaces,
                propensities);
    }
}
