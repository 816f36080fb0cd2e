package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.RowBatches;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Lets every ranking score every candidate for a user, and keeps where it put what the user wanted, and its first
 * items.
 *
 * @param catalogue the candidates
 * @param rankings the rankings
 * @param listLength how many first items are kept
 */
record Scorer(Broadcast<Catalogue> catalogue, Broadcast<List<Ranking>> rankings, int listLength)
        implements Serializable {
    /** Users scored together: factors of candidates are read once for them, and their scores need little memory. */
    private static final int BATCH = 16;

    private static final int OWN = 4;
    private static final int FIRST_FACTORS = 5;

    /** A user to be scored for, with the places among the candidates of what is left out and of what was wanted. */
    @SuppressWarnings("ArrayRecordComponent")
    private record ScoringRequest(EvaluatedUser viewer, int[] left, int[] wanted, float[] strengths, String[] groups) {}

    /** The users of a partition; one without a candidate that was wanted is left out. */
    Iterator<UserHits> found(Iterator<Row> users) {
        float[][] scores = new float[BATCH][catalogue.value().size()];
        return RowBatches.of(users, BATCH)
                .flatMap(batch -> found(
                        batch.stream()
                                .map(this::asked)
                                .filter(asked -> asked.wanted.length > 0)
                                .toList(),
                        scores))
                .iterator();
    }

    private ScoringRequest asked(Row user) {
        EvaluatedUser viewer = viewer(user);
        int[] left = leftOut(user, viewer);
        List<Row> pairs = user.<Row>getList(1).stream()
                .filter(pair -> {
                    int position = catalogue.value().position(pair.getInt(0));
                    return position >= 0 && Arrays.binarySearch(left, position) < 0;
                })
                .toList();
        return new ScoringRequest(
                viewer,
                left,
                pairs.stream()
                        .mapToInt(pair -> catalogue.value().position(pair.getInt(0)))
                        .toArray(),
                strengths(pairs),
                user.isNullAt(3) ? new String[0] : user.<String>getList(3).toArray(String[]::new));
    }

    private Stream<UserHits> found(List<ScoringRequest> batch, float[][] scores) {
        int[][][] places = new int[batch.size()][rankings.value().size()][];
        int[][][] lists = new int[batch.size()][rankings.value().size()][];
        List<EvaluatedUser> viewers = batch.stream().map(ScoringRequest::viewer).toList();
        float[][] ofBatch = Arrays.copyOf(scores, batch.size());
        for (int ranking = 0; ranking < rankings.value().size(); ranking++) {
            rankings.value().get(ranking).score(viewers, ofBatch);
            for (int user = 0; user < ofBatch.length; user++) {
                strike(ofBatch[user], batch.get(user).left);
                places[user][ranking] = CandidateOrder.places(ofBatch[user], batch.get(user).wanted);
                lists[user][ranking] = CandidateOrder.top(ofBatch[user], listLength);
            }
        }
        return IntStream.range(0, ofBatch.length).mapToObj(user -> {
            ScoringRequest asked = batch.get(user);
            return new UserHits(
                    asked.viewer.user(),
                    asked.groups,
                    asked.wanted,
                    asked.strengths,
                    catalogue.value().size() - asked.left.length,
                    places[user],
                    lists[user]);
        });
    }

    private static void strike(float[] scores, int[] left) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = Float.isNaN(scores[item]) ? Float.NEGATIVE_INFINITY : scores[item];
        }
        for (int item : left) {
            scores[item] = Float.NaN;
        }
    }

    /**
     * The positions that are not ranked for a user, ascending: what was met, and what is not the user's own candidates.
     */
    private int[] leftOut(Row user, EvaluatedUser viewer) {
        if (user.isNullAt(OWN)) {
            return positions(IntStream.of(viewer.met()));
        }
        int[] own = positions(user.<Integer>getList(OWN).stream()
                .mapToInt(item -> item)
                .filter(item -> Arrays.binarySearch(viewer.met(), item) < 0));
        return IntStream.range(0, catalogue.value().size())
                .filter(position -> Arrays.binarySearch(own, position) < 0)
                .toArray();
    }

    /** The positions of those of the ascending items that are in the catalogue. */
    private int[] positions(IntStream items) {
        return items.map(catalogue.value()::position)
                .filter(position -> position >= 0)
                .toArray();
    }

    private static EvaluatedUser viewer(Row user) {
        List<Row> met = user.isNullAt(2) ? List.of() : user.getList(2);
        float[][] factors = new float[user.length() - FIRST_FACTORS][];
        for (int slot = 0; slot < factors.length; slot++) {
            factors[slot] =
                    user.isNullAt(FIRST_FACTORS + slot) ? new float[0] : floats(user.getList(FIRST_FACTORS + slot));
        }
        return new EvaluatedUser(
                user.getInt(0), met.stream().mapToInt(pair -> pair.getInt(0)).toArray(), strengths(met), factors);
    }

    private static float[] strengths(List<Row> pairs) {
        float[] strengths = new float[pairs.size()];
        for (int j = 0; j < strengths.length; j++) {
            strengths[j] = pairs.get(j).getFloat(1);
        }
        return strengths;
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return floats;
    }
}
