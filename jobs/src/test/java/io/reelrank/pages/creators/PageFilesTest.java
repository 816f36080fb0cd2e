package io.reelrank.pages.creators;

import static io.reelrank.core.settings.PageLanguage.EN;
import static io.reelrank.core.settings.PageLanguage.ZH;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
    private static final List<String> IDS = List.of(
            "ann",
            "Ann",
            "ANN",
            "c0000123",
            "-1",
            "a_b",
            "中".repeat(40),
            "🎬".repeat(21),
            "x".repeat(60),
            "x".repeat(61),
            "x".repeat(252),
            "X".repeat(252),
            "..",
            ".",
            " ",
            "",
            "a/b",
            "a\\b",
            "a%2Fb",
            "a.html",
            "ann.zh",
            "index",
            "con\u0000",
            "q?a=b#c",
            "id.5ec1f7e700f37c3d0b2981d04855fc34",
            "id.5ec1f7e700f37c3d0b2981d04855fc34.html");

    @Test
    void everyIdHasFilesOfItsOwnThatEveryDiskTakes() {
        List<String> names = IDS.stream()
                .flatMap(id -> Stream.of(PageFiles.ofCreator(id, EN, EN), PageFiles.ofCreator(id, ZH, EN)))
                .toList();

        assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()))
                .hasSize(2 * IDS.size());
        assertThat(names).allSatisfy(name -> {
            assertThat(name).matches("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.html");
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        });
    }

    @Test
    void aNameIsTheSameEveryNight() {
        assertThat(PageFiles.ofCreator("c0000123", EN, EN)).isEqualTo("c0000123.html");
        assertThat(PageFiles.ofCreator("c0000123", ZH, EN)).isEqualTo("c0000123.zh.html");
        assertThat(PageFiles.ofCreator("..", ZH, ZH)).isEqualTo("id.5ec1f7e700f37c3d0b2981d04855fc34.html");
    }
}
