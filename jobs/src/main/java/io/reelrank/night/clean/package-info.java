/**
 * The night's second stage: which users are hardly people, each verdict with its reason, figure and bound.
 *
 * <p>The door is {@link io.reelrank.night.clean.CleanStage}. {@code BehaviourFigures} says of each user what the rules look at, and
 * {@code OutlierRules} who is far from the others, by medians over all users that a few machines do not move. Figures are
 * counted and rounded so that each median is over few values: nothing of the size of users is in one place.
 *
 * <p>The bounds that data cannot overrule are settings. By the defaults, on simulated platforms with machines of three
 * kinds planted (round the clock, view farms, boosters of one creator), precision and recall are 1.000 of 2,080 users,
 * and of 780 busier ones, and of the busiest percent of people nobody is condemned: the package's test over planted
 * machines measures it. Machines that hide most of what they do behind what people do are not found.
 *
 * <p>It removes nothing: what is not to count, the stages that count leave out. It looks at each user alone, not at who
 * acts like whom.
 */
package io.reelrank.night.clean;
