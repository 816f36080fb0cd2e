package io.reelrank.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void whatNoPageCanShowIsLeftOut() {
        assertThat(PlainText.of(null)).isEmpty();
        assertThat(PlainText.of("a\u0000b\u0007\nc\td")).isEqualTo("ab c d");
        assertThat(PlainText.of("x\uD83Dy")).isEqualTo("x\uFFFDy");
        assertThat(PlainText.of("🎬 搞笑 אבג")).isEqualTo("🎬 搞笑 אבג");
        assertThat(PlainText.of("\u202Eevil\u2069")).isEqualTo("evil");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(PlainText.of("🎬".repeat(500)).codePoints()).hasSize(100).endsWith((int) '…');
        assertThat(PlainText.of("🎬".repeat(100)).codePoints()).hasSize(100).doesNotContain((int) '…');
    }

    @Test
    void aTitleWithinASentenceKeepsItsDirectionToItself() {
        assertThat(PlainText.isolated("\u202Eאב")).isEqualTo("\u2068אב\u2069");
    }
}
