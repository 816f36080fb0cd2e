package io.reelrank.core.settings;

import java.util.List;

/**
 * What tonight's model and lists must hold before they are published. "Published" is the newest night before that was.
 *
 * @param metrics the metrics of {@code model_quality} that must hold, of all users, larger being better
 * @param tolerance how much worse than the published model, as a share of its value, the model may be
 * @param rivals the rivals that must not be clearly better
 * @param minUsersShare the share of the published lists' users that tonight's must reach
 * @param maxLargestShare the share of lists that one video may stand in
 * @param maxCoverageFall by what share of the published lists' coverage tonight's may be smaller
 * @param maxGiniRise by how much the Gini coefficient of videos' exposures may be larger than that of the published
 *     lists
 * @param maxNewShareFall by what share of the published lists' share of new videos tonight's may be smaller
 * @param minParity the least parity of any family of groups, where the published model reached it
 * @param historyDays how many nights before are compared with in rows
 * @param minRowsShare the share of the median night's rows that tonight's tables must reach
 * @param maxRowsShare how many times the median night's rows they may have
 */
public record GateSettings(
        List<String> metrics,
        double tolerance,
        List<String> rivals,
        double minUsersShare,
        double maxLargestShare,
        double maxCoverageFall,
        double maxGiniRise,
        double maxNewShareFall,
        double minParity,
        int historyDays,
        double minRowsShare,
        double maxRowsShare) {
    static GateSettings of(Section section) {
        return new GateSettings(
                section.textList("metrics"),
                section.share("tolerance"),
                section.textList("rivals"),
                section.share("min-users-share"),
                section.share("max-largest-share"),
                section.share("max-coverage-fall"),
                section.share("max-gini-rise"),
                section.share("max-new-share-fall"),
                section.share("min-parity"),
                section.integer("history-days", 1, 365),
                section.share("min-rows-share"),
                section.number("max-rows-share", 1, 1e6));
    }
}
