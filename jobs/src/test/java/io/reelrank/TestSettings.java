package io.reelrank;

import io.reelrank.core.settings.RerankSettings;
import io.reelrank.core.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings for tests: the defaults, with the values that a test depends on given by their keys. */
public final class TestSettings {
    private static final List<String> STEPS = List.of(
            "diversity",
            "likeness-by-tags",
            "calibration",
            "quality",
            "max-per-creator",
            "max-per-category",
            "new-video-share",
            "small-creator-share");

    private TestSettings() {}

    /**
     * The defaults with some values.
     *
     * @param values {@code key=value} as for {@code --set}, without {@code reelrank.}
     */
    public static Settings with(String... values) {
        return Settings.load(Optional.empty(), List.of(values));
    }

    /**
     * The defaults with some other values of one section.
     *
     * @param section the key of the section, such as {@code model}
     * @param values {@code key=value} below the section
     */
    public static Settings section(String section, String... values) {
        return with(Arrays.stream(values).map(value -> section + "." + value).toArray(String[]::new));
    }

    /**
     * Reranking of which every step is off.
     *
     * @param values {@code key=value} of the steps that are on
     */
    public static RerankSettings rerank(String... values) {
        List<String> all = new ArrayList<>();
        Stream.concat(STEPS.stream().map(step -> step + "=0"), Arrays.stream(values))
                .map(value -> "recommend.rerank." + value)
                .forEach(all::add);
        return with(all.toArray(String[]::new)).recommend().rerank();
    }
}
