package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole nights on machines of other languages: all that is written for people and programs has ASCII digits. */
@Tag("slow")
class LocaleTest extends SparkTest {
    private static final Pattern OTHER_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    @TempDir
    private Path root;

    private Locale former;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    @BeforeEach
    void keepTheLocale() {
        former = Locale.getDefault();
    }

    @AfterEach
    void setTheLocaleBack() {
        Locale.setDefault(former);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr-TR", "fa-IR", "th-TH-u-nu-thai"})
    void aNightWritesAsciiDigits(String language) throws IOException {
        Path conf = BarePlatform.write(root);
        Locale.setDefault(Locale.forLanguageTag(language));

        Command night = Command.run("nightly", "--date", "2022-05-06", "--conf", conf.toString());

        assertThat(night.exit()).as(night.err()).isZero();
        List<String> texts = new ArrayList<>(List.of(night.out(), night.err()));
        try (Stream<Path> files = Files.walk(root.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(file.toString());
                if (file.toString().matches(".*\\.(html|json)")) {
                    texts.add(Files.readString(file));
                }
            }
        }
        assertThat(texts).anyMatch(text -> text.contains("<title>The model of 2022-05-06</title>"));
        assertThat(texts).anyMatch(text -> text.contains("<title>Creator c"));
        assertThat(texts).noneMatch(OTHER_DIGIT.asPredicate());
        // In Turkish the small letter of I has no dot.
        assertThat(night.err()).contains("collect: done after ");
    }
}
