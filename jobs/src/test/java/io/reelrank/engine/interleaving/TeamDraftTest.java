package io.reelrank.engine.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.engine.interleaving.TeamDraft.Pick;
import io.reelrank.engine.interleaving.TeamDraft.Team;
import io.reelrank.engine.random.SplitMix64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TeamDraftTest {
    private static final List<String> A = List.of("a", "b", "c", "d");
    private static final List<String> B = List.of("b", "e", "a", "f");

    @Test
    void eachTeamPicksItsBestItemThatIsNotPickedYet() {
        for (int seed = 0; seed < 100; seed++) {
            List<Pick> picks = TeamDraft.of(A, B, 4, new SplitMix64(seed));

            String order =
                    String.join(" ", picks.stream().map(TeamDraftTest::item).toList());
            String teams = String.join(
                    " ", picks.stream().map(pick -> pick.credited().spelling()).toList());
            // The four ways in which two coins can fall.
            assertThat(order + ": " + teams)
                    .isIn(
                            "a b c e: served rival served rival",
                            "a b e c: served rival rival served",
                            "b a c e: rival served served rival",
                            "b a e c: rival served rival served");
        }
    }

    @Test
    void bothTeamsBeginAsOften() {
        long begun = IntStream.range(0, 10_000)
                .filter(seed ->
                        TeamDraft.of(A, B, 1, new SplitMix64(seed)).get(0).credited() == Team.SERVED)
                .count();
        // Four standard deviations of 10,000 coins.
        assertThat(begun).isBetween(4_800L, 5_200L);
    }

    @Test
    void whatIsLeftOfALongerRankingIsOfNeitherTeam() {
        List<Pick> picks = TeamDraft.of(A, List.of("a"), 10, new SplitMix64(1));

        assertThat(picks)
                .extracting(pick -> pick.from() == Team.RIVAL ? "a" : A.get(pick.index()))
                .containsExactly("a", "b", "c", "d");
        assertThat(picks.subList(1, 4)).extracting(Pick::credited).containsOnly(Team.NEITHER);
        assertThat(TeamDraft.of(A, List.of(), 10, new SplitMix64(1)))
                .extracting(Pick::credited)
                .containsOnly(Team.NEITHER);
        assertThat(TeamDraft.of(List.of(), List.of(), 10, new SplitMix64(1))).isEmpty();
    }

    private static String item(Pick pick) {
        return (pick.from() == Team.SERVED ? A : B).get(pick.index());
    }
}
