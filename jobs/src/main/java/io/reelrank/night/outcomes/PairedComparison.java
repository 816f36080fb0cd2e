package io.reelrank.night.outcomes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.InterleavingResults;
import io.reelrank.core.tables.ListExperiments;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.engine.estimates.NormalQuantile;
import io.reelrank.engine.estimates.TailProbability;
import io.reelrank.engine.interleaving.TeamDraft.Team;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares two orders by what users did with lists that were interleaved from both. A user's credit of a team is the number of
 * its showings with a valid view, and d_u the credit of the served team less that of the rival's. The sign test asks
 * how probable it is that w of the w + l users with d_u ≠ 0 prefer one side, if each does so with probability 1/2; the
 * interval is that of the mean of d_u.
 */
final class PairedComparison {
    private static final double LEVEL = 0.05;
    private static final String DIFFERENCES = "differences";
    private static final String SQUARES = "squares";
    private static final String TEAM = "team";

    private PairedComparison() {}

    /**
     * The rows of {@code interleaving_results}.
     *
     * @param showings {@code user_id, served, rival, is_accepted} and the {@code team} that each video is of
     */
    static Dataset<Row> of(Dataset<Row> showings) {
        Column served = credit(Team.SERVED);
        Column rival = credit(Team.RIVAL);
        Column difference = col(InterleavingResults.SERVED_CREDIT).minus(col(InterleavingResults.RIVAL_CREDIT));
        Dataset<Row> sums = showings.filter(col(TEAM).isin(Team.SERVED.spelling(), Team.RIVAL.spelling()))
                .groupBy(ListExperiments.SERVED, ListExperiments.RIVAL, UserIndex.USER_ID)
                .agg(
                        count(lit(1)).as(InterleavingResults.SHOWINGS),
                        served.as(InterleavingResults.SERVED_CREDIT),
                        rival.as(InterleavingResults.RIVAL_CREDIT))
                .groupBy(ListExperiments.SERVED, ListExperiments.RIVAL)
                .agg(
                        count(lit(1)).as(InterleavingResults.USERS),
                        sum(InterleavingResults.SHOWINGS).as(InterleavingResults.SHOWINGS),
                        count_if(difference.gt(0)).as(InterleavingResults.SERVED_WINS),
                        count_if(difference.lt(0)).as(InterleavingResults.RIVAL_WINS),
                        count_if(difference.equalTo(0)).as(InterleavingResults.TIES),
                        sum(difference).as(DIFFERENCES),
                        sum(difference.multiply(difference)).as(SQUARES),
                        sum(InterleavingResults.SERVED_CREDIT).as(InterleavingResults.SERVED_CREDIT),
                        sum(InterleavingResults.RIVAL_CREDIT).as(InterleavingResults.RIVAL_CREDIT));
        Column wins = col(InterleavingResults.SERVED_WINS).cast("double");
        Column losses = col(InterleavingResults.RIVAL_WINS).cast("double");
        Column users = col(InterleavingResults.USERS).cast("double");
        Column mean = col(DIFFERENCES).cast("double").divide(users);
        // A group of one user has no variance, and in ANSI mode a division by 0 fails even in a branch that is not
        // taken.
        Column others = greatest(users.minus(1), lit(1.0));
        Column error = when(
                users.gt(1),
                sqrt(col(SQUARES)
                        .cast("double")
                        .minus(users.multiply(mean).multiply(mean))
                        .divide(others)
                        .divide(users)));
        Column chance = TailProbability.atLeast(greatest(wins, losses), wins.plus(losses), lit(0.5))
                .multiply(2);
        return sums.withColumn(InterleavingResults.DIFFERENCE, mean)
                .withColumn(InterleavingResults.DIFFERENCE_LOW, mean.minus(error.multiply(NormalQuantile.Z95)))
                .withColumn(InterleavingResults.DIFFERENCE_HIGH, mean.plus(error.multiply(NormalQuantile.Z95)))
                .withColumn(InterleavingResults.P_VALUE, coalesce(least(chance, lit(1.0)), lit(1.0)))
                .withColumn(
                        InterleavingResults.WINNER,
                        when(col(InterleavingResults.P_VALUE).geq(LEVEL), InterleavingResults.UNDECIDED)
                                .when(wins.gt(losses), Team.SERVED.spelling())
                                .otherwise(Team.RIVAL.spelling()));
    }

    private static Column credit(Team team) {
        return coalesce(sum(when(col(TEAM).equalTo(team.spelling()), col(ShownLists.IS_ACCEPTED))), lit(0L));
    }
}
