/**
 * The second stage of the night: it finds suspected bots, each with the rule, the figure and the threshold.
 *
 * <p>Entry point: {@link io.reelrank.night.clean.CleanStage}. {@code BehaviourFigures} computes each user's figures,
 * and {@code OutlierRules} finds the outliers among them by medians over all users, which a minority of bots does not
 * move. All medians are exact and over few different values, because figures are counts or rounded logarithms; nothing
 * of the size of the users is collected to one place.
 *
 * <p>The settings give each rule bounds that the data cannot overrule. {@code PlantedBotsTest} measures the defaults on
 * simulated platforms with bots of three kinds (round the clock, view farms, boosters of one creator): precision and
 * recall are 1.000 of 2,080 users and of 780 busier ones, and none of the busiest percent of people is suspected. Bots
 * that hide most of their behaviour behind that of people are not found.
 *
 * <p>It removes no events; the stages that count events exclude the suspects. It judges each user alone and does not
 * compare users with each other.
 */
package io.reelrank.night.clean;
