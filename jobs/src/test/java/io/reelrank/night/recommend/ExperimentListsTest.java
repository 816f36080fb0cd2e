package io.reelrank.night.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.TestSettings;
import io.reelrank.core.settings.CandidateOrder;
import io.reelrank.core.settings.ExperimentSettings;
import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.scoring.Exclusions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExperimentListsTest extends ListedVideos {
    private static final LocalDate NIGHT = LocalDate.parse("2022-05-06");
    private static final List<Recipient> USERS = IntStream.range(0, 200)
            .mapToObj(user -> known("u" + user, Exclusions.NOTHING))
            .toList();

    private static RankedLists served;
    private static RankedLists popular;

    @BeforeAll
    static void ofBothOrders() {
        served = new RankedLists(CandidateOrder.BEST, lists(8, RerankSettings.OFF));
        popular = new RankedLists(CandidateOrder.POPULARITY, lists(8, TestSettings.rerank("max-per-creator=2")));
    }

    @Test
    void withoutAnExperimentAListStaysAsItIs() {
        List<Row> rows = of(settings("rival=popularity", "rival-share=0"), NIGHT);

        assertThat(rows).hasSize(USERS.size());
        assertThat(rows).allSatisfy(row -> {
            assertThat((Object[]) row.get(1)).containsExactly("v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7");
            assertThat(row.isNullAt(5) && row.isNullAt(6) && row.isNullAt(7) && row.isNullAt(8) && row.isNullAt(9))
                    .isTrue();
        });
    }

    @Test
    void anInterleavedListHasTheVideosScoresAndSourcesOfItsTeams() {
        List<Row> rows = of(settings("rival=popularity", "rival-share=0.5"), NIGHT).stream()
                .filter(row -> !row.isNullAt(7))
                .toList();

        // Five standard deviations around 100.
        assertThat(rows).hasSizeBetween(65, 135);
        assertThat(rows).allSatisfy(row -> {
            Object[] videos = (Object[]) row.get(1);
            Object[] sources = (Object[]) row.get(3);
            Object[] teams = (Object[]) row.get(7);
            assertThat(row.getString(5) + " " + row.getString(6)).isEqualTo("best popularity");
            assertThat(videos).doesNotHaveDuplicates().hasSize(8).contains("v0", "v1", "v2", "v10");
            for (int place = 0; place < videos.length; place++) {
                assertThat(sources[place]).isEqualTo(teams[place].equals("rival") ? "popular" : "als");
            }
            for (int pair = 0; pair < 8; pair += 2) {
                assertThat(Arrays.asList(teams[pair], teams[pair + 1])).containsExactlyInAnyOrder("served", "rival");
            }
            assertThat(row.isNullAt(8) && row.isNullAt(9)).isTrue();
        });
    }

    @Test
    void aShuffledListTellsWhereItsVideosStoodAndHowProbableTheirPlacesAre() {
        List<Row> rows = of(settings("shuffled-share=1", "shuffled-places=4"), NIGHT);

        assertThat(rows).allSatisfy(row -> {
            Object[] videos = (Object[]) row.get(1);
            Object[] former = (Object[]) row.get(8);
            for (int place = 0; place < videos.length; place++) {
                assertThat(videos[place]).isEqualTo("v" + ((Integer) former[place] - 1));
            }
            assertThat(Arrays.copyOfRange(videos, 4, 8)).containsExactly("v4", "v5", "v6", "v7");
            assertThat((Object[]) row.get(9)).containsExactly(0.25f, 0.25f, 0.25f, 0.25f, 1f, 1f, 1f, 1f);
            assertThat(row.isNullAt(6) && row.isNullAt(7)).isTrue();
        });
        assertThat(rows.stream()
                        .map(row -> Arrays.toString((Object[]) row.get(8)))
                        .distinct())
                .hasSizeGreaterThan(15);
    }

    @Test
    void usersStayInTheirExperimentAndTeamsAreDrawnAnewEachNight() {
        ExperimentSettings settings = settings("rival=popularity", "rival-share=0.3", "shuffled-share=0.3");

        List<Row> one = of(settings, NIGHT);
        List<Row> again = of(settings, NIGHT);
        List<Row> next = of(settings, NIGHT.plusDays(1));

        assertThat(texts(again)).isEqualTo(texts(one));
        assertThat(texts(next)).isNotEqualTo(texts(one));
        for (int user = 0; user < USERS.size(); user++) {
            assertThat(next.get(user).isNullAt(7)).isEqualTo(one.get(user).isNullAt(7));
            assertThat(next.get(user).isNullAt(8)).isEqualTo(one.get(user).isNullAt(8));
            assertThat(one.get(user).isNullAt(7) || one.get(user).isNullAt(8)).isTrue();
        }
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> row.get(column) instanceof Object[] array
                                ? Arrays.toString(array)
                                : String.valueOf(row.get(column)))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static List<Row> of(ExperimentSettings settings, LocalDate night) {
        List<Row> rows = new ArrayList<>();
        new ExperimentLists(
                        served, settings.rival().isPresent() ? Optional.of(popular) : Optional.empty(), settings, night)
                .of(USERS.iterator())
                .forEachRemaining(rows::add);
        return rows;
    }

    private static ExperimentSettings settings(String... values) {
        return TestSettings.with(Arrays.stream(values)
                        .map(value -> "recommend.experiments." + value)
                        .toArray(String[]::new))
                .recommend()
                .experiments();
    }
}
