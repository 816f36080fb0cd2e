package io.reelrank.pages.creators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.settings.PageLanguage;
import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.core.tables.VideoFeatures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Wording EN = Wording.of(PageLanguage.EN);
    private static final Wording ZH = Wording.of(PageLanguage.ZH);
    private static final Path SOURCES = Path.of(System.getProperty("reelrank.basedir"), "jobs/src/main");

    @Test
    void everyMessageIsThereInBothLanguagesWithTheSameValues() {
        assertThat(ZH.keys()).isEqualTo(EN.keys());
        for (String key : EN.keys()) {
            assertThat(placeholders(ZH, key)).as(key).isEqualTo(placeholders(EN, key));
        }
    }

    @Test
    void everyMessageThatIsUsedIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String folder : List.of("java/io/reelrank/pages/creators", "jte/creators")) {
            for (String text : texts(SOURCES.resolve(folder))) {
                used.addAll(found("say\\(\\s*\"([^\"]+)\"[,)]", text));
                for (String key : found("sayCount\\(\\s*\"([^\"]+)\"", text)) {
                    used.addAll(List.of(key + ".one", key + ".many"));
                }
            }
        }
        for (AdviceRule rule : AdviceRule.values()) {
            for (String part : List.of("found", "try", "unknown", "how")) {
                used.add("advice." + rule.key() + "." + part);
            }
            used.add("evidence." + rule.basis().name().toLowerCase(Locale.ROOT));
        }
        Arrays.stream(CreatorFigure.values()).forEach(figure -> used.add("define." + figure.column()));
        VideoFeatures.DURATION_BUCKETS.forEach(bucket -> used.add("length." + bucket));
        for (String cause : List.of(
                CreatorChanges.TRAFFIC,
                CreatorChanges.AUDIENCE_MIX,
                CreatorChanges.OFFERED,
                CreatorChanges.ACCEPTED,
                CreatorChanges.OFFERED_AND_ACCEPTED,
                CreatorChanges.WATCH_PER_PLAY)) {
            used.add("cause." + cause);
            if (!cause.equals(CreatorChanges.WATCH_PER_PLAY)) {
                used.addAll(List.of("cause." + cause + ".more", "cause." + cause + ".less"));
            }
        }

        assertThat(used).hasSizeGreaterThan(200);
        assertThat(EN.keys()).containsAll(used);
    }

    @Test
    void valuesStandWhereTheyBelongWhateverIsInThem() {
        assertThat(EN.say("unit.range", "{1}", "$0\\")).isEqualTo("{1} to $0\\");
        assertThatThrownBy(() -> EN.say("no.such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no message no.such in en");
    }

    @Test
    void numbersAreShownWithTheirUnits() {
        assertThat(EN.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(EN.percent(0.0123)).isEqualTo("1.23%");
        assertThat(EN.percent(0.5)).isEqualTo("50.0%");
        assertThat(EN.points(-0.0123)).isEqualTo("-1.2 points");
        assertThat(ZH.points(0.0123)).isEqualTo("+1.2 个百分点");
        assertThat(EN.duration(1_800_000)).isEqualTo("30 minutes");
        assertThat(EN.duration(60_000)).isEqualTo("1 minute");
        assertThat(EN.signedDuration(61_000)).isEqualTo("+1 minute");
        assertThat(EN.duration(90_000_000)).isEqualTo("25.0 hours");
        assertThat(EN.signedDuration(-1)).isEqualTo("0 minutes");
        assertThat(EN.signed(-0.4)).isEqualTo("0");
    }

    private static List<String> placeholders(Wording wording, String key) {
        Object[] values = Collections.nCopies(9, "").toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = "{" + i + "}";
        }
        return Pattern.compile("\\{\\d}")
                .matcher(wording.say(key, values))
                .results()
                .map(MatchResult::group)
                .sorted()
                .distinct()
                .collect(Collectors.toList());
    }

    private static List<String> texts(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
