package io.reelrank.engine.evaluation;

import java.util.Arrays;

/** The scores of all candidates for a batch of users by one ranking. The next batch, or ranking, overwrites them. */
final class ScoreBuffer {
    private final int candidates;
    private float[][] scores = {};
    private UserBatch batch;
    private Ranking ranking;

    ScoreBuffer(int candidates) {
        this.candidates = candidates;
    }

    /** The scores of a batch by a ranking: [users] [candidates]. */
    float[][] scores(UserBatch users, Ranking by) {
        if (batch != users || ranking != by) {
            if (scores.length < users.size()) {
                scores = new float[users.size()][candidates];
            }
            float[][] ofUsers = Arrays.copyOf(scores, users.size());
            batch = null;
            by.score(users.users(), ofUsers);
            for (int user = 0; user < users.size(); user++) {
                users.query(user).masked(ofUsers[user]);
            }
            batch = users;
            ranking = by;
        }
        return Arrays.copyOf(scores, users.size());
    }
}
