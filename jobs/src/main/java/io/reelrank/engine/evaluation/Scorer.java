package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankQuery;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Lets every ranking rank the candidates for users, batch by batch. Keeps the ranks of the user's positives and the first items.
 *
 * @param catalogue the candidates
 * @param rankings the rankings
 * @param models names of the models that the users' rows have factors of, in the order of these columns
 * @param listLength how many first items are kept
 */
record Scorer(Broadcast<Catalogue> catalogue, Broadcast<List<Ranking>> rankings, List<String> models, int listLength)
        implements Serializable {
    /** The most users that are ranked for together. */
    private static final int BATCH = TopItems.BATCH;

    /** A batch has fewer users where all their scores, 4 bytes each, would be more than this many. */
    private static final int MAX_SCORES = 1 << 24;

    // Places of the columns in a user's row. The models' factors follow.
    private static final int USER = 0;
    private static final int POSITIVES = 1;
    private static final int SEEN = 2;
    private static final int GROUPS = 3;
    private static final int CANDIDATES = 4;
    private static final int SEGMENT = 5;
    private static final int HOURS = 6;
    private static final int FIRST_FACTORS = 7;

    /**
     * A user to score for.
     *
     * @param user the user
     * @param query the held-out positives, and what is not ranked
     * @param strengths [positives]
     * @param groups the user's groups
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record ScoringRequest(EvaluatedUser user, RankQuery query, float[] strengths, String[] groups) {}

    /** The hits of a partition's users; a user with no positive among the candidates is dropped. */
    Iterator<UserHits> hits(Iterator<Row> users) {
        int candidates = catalogue.value().size();
        ScoreBuffer buffer = new ScoreBuffer(candidates);
        int size = Math.max(1, Math.min(BATCH, MAX_SCORES / Math.max(1, candidates)));
        return RowBatches.of(users, size)
                .flatMap(batch -> hits(
                        batch.stream()
                                .map(this::request)
                                .filter(request -> request.query.positives().length > 0)
                                .toList(),
                        buffer))
                .iterator();
    }

    private ScoringRequest request(Row row) {
        EvaluatedUser user = evaluatedUser(row);
        int[] excluded = excluded(row, user);
        List<Row> positives = row.<Row>getList(POSITIVES).stream()
                .filter(pair -> {
                    int position = catalogue.value().position(pair.getInt(0));
                    return position >= 0 && Arrays.binarySearch(excluded, position) < 0;
                })
                .toList();
        return new ScoringRequest(
                user,
                new RankQuery(
                        excluded,
                        positives.stream()
                                .mapToInt(pair -> catalogue.value().position(pair.getInt(0)))
                                .toArray()),
                strengths(positives),
                row.isNullAt(GROUPS)
                        ? new String[0]
                        : row.<String>getList(GROUPS).toArray(String[]::new));
    }

    private Stream<UserHits> hits(List<ScoringRequest> requests, ScoreBuffer buffer) {
        int[][][] ranks = new int[requests.size()][rankings.value().size()][];
        int[][][] lists = new int[requests.size()][rankings.value().size()][];
        UserBatch batch = new UserBatch(
                requests.stream().map(ScoringRequest::user).toList(),
                requests.stream().map(ScoringRequest::query).toArray(RankQuery[]::new),
                buffer);
        // Rankings that ask another one for many first items come after it. When they ask first, it answers once.
        for (int ranking = rankings.value().size() - 1; ranking >= 0; ranking--) {
            ItemRanks[] ofUsers = batch.ranks(rankings.value().get(ranking), listLength);
            for (int user = 0; user < ofUsers.length; user++) {
                ranks[user][ranking] = ofUsers[user].ranks();
                lists[user][ranking] = ofUsers[user].top().items();
            }
        }
        return IntStream.range(0, requests.size()).mapToObj(user -> {
            ScoringRequest request = requests.get(user);
            return new UserHits(
                    request.user.user(),
                    request.groups,
                    request.query.positives(),
                    request.strengths,
                    catalogue.value().size() - request.query.excluded().length,
                    ranks[user],
                    lists[user]);
        });
    }

    /** Positions that are not ranked for a user, ascending: seen items, and all but the user's own candidates. */
    private int[] excluded(Row row, EvaluatedUser user) {
        if (row.isNullAt(CANDIDATES)) {
            return positions(IntStream.of(user.seen()));
        }
        int[] own = positions(row.<Integer>getList(CANDIDATES).stream()
                .mapToInt(item -> item)
                .filter(item -> Arrays.binarySearch(user.seen(), item) < 0));
        return IntStream.range(0, catalogue.value().size())
                .filter(position -> Arrays.binarySearch(own, position) < 0)
                .toArray();
    }

    /** Positions of the items that are in the catalogue; ascending, as the items are. */
    private int[] positions(IntStream items) {
        return items.map(catalogue.value()::position)
                .filter(position -> position >= 0)
                .toArray();
    }

    private EvaluatedUser evaluatedUser(Row row) {
        List<Row> seen = row.isNullAt(SEEN) ? List.of() : row.getList(SEEN);
        Map<String, float[]> factors = new HashMap<>();
        for (int model = 0; model < models.size(); model++) {
            factors.put(models.get(model), floats(row, FIRST_FACTORS + model));
        }
        return new EvaluatedUser(
                row.getInt(USER),
                seen.stream().mapToInt(pair -> pair.getInt(0)).toArray(),
                strengths(seen),
                factors,
                row.isNullAt(SEGMENT) ? OptionalInt.empty() : OptionalInt.of(row.getInt(SEGMENT)),
                floats(row, HOURS));
    }

    private static float[] strengths(List<Row> pairs) {
        float[] strengths = new float[pairs.size()];
        for (int j = 0; j < strengths.length; j++) {
            strengths[j] = pairs.get(j).getFloat(1);
        }
        return strengths;
    }

    /** The array of a column; empty where it is null. */
    private static float[] floats(Row row, int column) {
        if (row.isNullAt(column)) {
            return new float[0];
        }
        List<Float> values = row.getList(column);
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return floats;
    }
}
