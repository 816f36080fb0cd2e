package io.reelrank.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.PseudonymKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdHashesTest {
    private static final PseudonymKey SALT = new PseudonymKey("a salt of at least thirty-two bytes");
    private static final PseudonymKey OTHER_SALT = new PseudonymKey("another salt of at least 32 bytes");

    @Test
    void exactlyTheIdsOfTheSetAreFound() {
        List<String> ids = IntStream.range(0, 2000).mapToObj(i -> "u" + i).toList();
        IdHashes hashes = new IdHashes(SALT, IdHashes.bytes(SALT, ids.subList(0, 1000)));

        assertThat(hashes.size()).isEqualTo(1000);
        assertThat(ids.stream().filter(hashes::holds)).containsExactlyElementsOf(ids.subList(0, 1000));
        assertThat(hashes.holds(null)).isFalse();
    }

    @Test
    void severalSetsAreOne() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(IdHashes.bytes(SALT, List.of("b", "a")));
        both.writeBytes(IdHashes.bytes(SALT, List.of("c", "a")));
        IdHashes hashes = new IdHashes(SALT, both.toByteArray());

        assertThat(hashes.size()).isEqualTo(3);
        assertThat(List.of("a", "b", "c")).allMatch(hashes::holds);
    }

    @Test
    void theBytesTellNothingWithoutTheSalt() {
        byte[] bytes = IdHashes.bytes(SALT, List.of("somebody@example.com"));

        assertThat(bytes).hasSize(16);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("somebody");
        assertThat(new IdHashes(OTHER_SALT, bytes).holds("somebody@example.com"))
                .isFalse();
    }

    @Test
    void bytesDoNotDependOnTheOrder() {
        assertThat(IdHashes.bytes(SALT, List.of("a", "b", "a"))).isEqualTo(IdHashes.bytes(SALT, List.of("b", "a")));
    }
}
