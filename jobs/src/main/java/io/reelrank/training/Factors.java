package io.reelrank.training;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What factorising interactions gives: a user's score of a video is x_u · y_i.
 *
 * @param users {@code user_idx, factors}: x_u, each [rank]; users that training did not meet are missing
 * @param videos {@code video_idx, factors}: y_i, each [rank]; videos that training did not meet are missing
 * @param rank the factors' length; 0 where there is no model
 */
public record Factors(Dataset<Row> users, Dataset<Row> videos, int rank) {}
