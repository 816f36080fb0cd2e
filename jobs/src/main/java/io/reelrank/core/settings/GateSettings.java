package io.reelrank.core.settings;

import java.util.List;

/**
 * What must hold for tonight's model and lists before they are published. "Published" means the newest published night
 * before tonight. Every share is in [0, 1].
 *
 * @param metrics metrics of {@code model_quality} that are compared over all users; larger is better
 * @param tolerance how much worse than the published model the model may be, as a share of the published value
 * @param rivals the rivals that must not be better by more than the tolerance
 * @param minUsersShare fewest users with a list, as a share of the users with published lists
 * @param maxLargestShare largest share of the lists that may contain the same video
 * @param maxCoverageFall how much coverage may fall, as a share of the published lists' coverage
 * @param maxGiniRise how much the Gini coefficient of the videos' exposures may rise
 * @param maxNewShareFall how much the share of new videos may fall, as a share of the published lists' share
 * @param minParity least parity of every family of groups, unless the published model's was lower
 * @param historyDays how many earlier nights row counts are compared with
 * @param minRowsShare fewest rows, as a share of the median of those nights
 * @param maxRowsShare most rows, as a multiple of that median
 * @param small the sizes below which limits that small numbers cannot meet are not applied
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
        double maxRowsShare,
        Small small) {
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
                section.number("max-rows-share", 1, 1e6),
                Small.of(section.section("small")));
    }

    /**
     * The sizes below which limits that small numbers cannot meet are not applied.
     *
     * @param users fewest users, with a list or evaluated
     * @param videos fewest eligible videos
     * @param rows fewest rows of the median night
     */
    public record Small(int users, int videos, int rows) {
        private static Small of(Section section) {
            return new Small(
                    section.integer("users", 0, 1_000_000_000),
                    section.integer("videos", 0, 1_000_000_000),
                    section.integer("rows", 0, 1_000_000_000));
        }
    }
}
