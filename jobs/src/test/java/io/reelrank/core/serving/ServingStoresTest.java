package io.reelrank.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.TestSettings;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.settings.ServeSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be told without servers; {@code scripts/check-stores} has the rest. */
class ServingStoresTest {
    // Nothing listens there.
    private static final ServeSettings REDIS =
            TestSettings.with("serve.redis.url=redis://127.0.0.1:1/2").serve();
    private static final ServeSettings POSTGRES = TestSettings.with(
                    "serve.postgres.url=jdbc:postgresql://127.0.0.1:1/lists?sslmode=disable", "serve.postgres.user=u")
            .serve();

    @Test
    void withoutUrlsThereIsNothingToDo() {
        ServingStores none = ServingStores.of(TestSettings.with().serve());
        none.requireHeld(publication("a"));
        none.swap(publication("a"));
        assertThat(none.isShown(publication("a"))).isTrue();
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedWithItsSetting() {
        assertThatThrownBy(() -> ServingStores.of(REDIS).swap(publication("a")))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Redis at 127.0.0.1:1 (reelrank.serve.redis.url): Failed to connect")
                .hasMessageEndingWith("; check the server and serve.redis, and run again");
        assertThatThrownBy(() -> ServingStores.of(POSTGRES).swap(publication("a")))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(
                        "PostgreSQL at 127.0.0.1:1/lists (reelrank.serve.postgres.url): Connection to 127.0.0.1:1 refused")
                .hasMessageEndingWith("; check the server and serve.postgres, and run again");
    }

    @Test
    void aVersionIsNamedByWhatItHolds() {
        ServingVersion version = ServingVersion.of(publication("a"), "json");
        assertThat(version.name()).matches("20220506_[0-9a-f]{12}");
        assertThat(version.rows())
                .isEqualTo(Map.of(ServingDataset.USER, 15L, ServingDataset.SEGMENT, 24L, ServingDataset.VIDEO, 14L));
        assertThat(ServingVersion.of(publication("a"), "json")).isEqualTo(version);
        assertThat(ServingVersion.of(publication("b"), "json").name()).isNotEqualTo(version.name());
        assertThat(ServingVersion.of(publication("a"), "csv").name()).isNotEqualTo(version.name());
    }

    @Test
    void keysBeginWithThePrefixAndTheVersion() {
        RedisKeys keys = new RedisKeys("reelrank");
        assertThat(keys.list("20220506_1f", "user", "u:1")).isEqualTo("reelrank:20220506_1f:user:u:1");
        assertThat(keys.current()).isEqualTo("reelrank:current");
        assertThat(keys.load("20220506_1f")).isEqualTo("reelrank:load:20220506_1f");
    }

    /** A publication of which the digests of all datasets begin with a letter, and a dataset has a row a letter of its name. */
    private static Publication publication(String digest) {
        List<PublishedDataset> datasets = Arrays.stream(ServingDataset.values())
                .map(dataset -> dataset.table().name())
                .map(name -> new PublishedDataset(
                        name, name, "", List.of(), name.length(), 0, List.of(), Map.of("table " + name, digest + name)))
                .toList();
        return new Publication(
                "2022-05-06", "run", 1, "path", datasets, List.of(), List.of(), Map.of(), "", "", "", "", "seal");
    }
}
