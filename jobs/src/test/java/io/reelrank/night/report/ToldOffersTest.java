package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.stage.RowCache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToldOffersTest extends SparkTest {
    private static final int LEAST = 3;
    private static final String PEOPLE = "creator_idx int, taste_idx int, offered long, viewers long, took long";
    private static final String VIDEOS =
            "creator_idx int, video_idx int, taste_idx int, offered long, viewers long, took long";

    /** How many people of a creator's, or a video's, taste were offered it, played it and took it. */
    private record Cell(int creator, int video, int taste, List<Long> counts) {}

    private final RowCache cache = new RowCache();

    @AfterEach
    void release() {
        cache.close();
    }

    @Test
    void aTasteThatTheAudienceTakesTogetherIsNotTold() {
        List<String> people = List.of("1 | 1 | 9 | 6 | 6", "1 | 2 | 9 | 6 | 6", "1 | 3 | 9 | 6 | 6");
        assertThat(ofCreators(people, ofOneVideo(people), "1 | 1", "1 | 2", "1 | 3"))
                .hasSize(3);
        assertThat(ofCreators(people, ofOneVideo(people), "1 | 1", "1 | 3"))
                .containsExactly("1 | 1 | 9 | 6 | 6", "1 | 3 | 9 | 6 | 6");
    }

    @Test
    void aTasteOfFewPeopleIsNotToldNorTheNextSmallest() {
        // One of taste 2 did not take it.
        List<String> people = List.of("1 | 1 | 9 | 6 | 6", "1 | 2 | 7 | 6 | 6", "1 | 3 | 8 | 5 | 5");
        assertThat(ofCreators(people, ofOneVideo(people), "1 | 1", "1 | 2", "1 | 3"))
                .containsExactly("1 | 1 | 9 | 6 | 6");
    }

    /** {@code creator_audience} tells how many of a taste played: few of them may not have taken it, or of those who were offered it not played. */
    @Test
    void aTasteIsNotToldWhereFewPeopleAreBetweenItsCounts() {
        List<String> people = List.of(
                "1 | 1 | 9 | 6 | 5",
                "1 | 2 | 9 | 6 | 3",
                "1 | 3 | 9 | 6 | 4",
                "2 | 1 | 9 | 8 | 3",
                "2 | 2 | 9 | 6 | 6",
                "2 | 3 | 9 | 7 | 3",
                // The one taste that is not told would be the rest.
                "3 | 1 | 9 | 6 | 5",
                "3 | 2 | 9 | 6 | 3");
        String[] named = people.stream().map(line -> line.substring(0, 5)).toArray(String[]::new);
        assertThat(ofCreators(people, ofOneVideo(people), named))
                .containsExactly("1 | 2 | 9 | 6 | 3", "2 | 2 | 9 | 6 | 6");
    }

    /** Who knows all tastes of a creator knows who took several videos, as what a video's plays did is always told. */
    @Test
    void nothingIsToldWhereFewPeopleMetSeveralVideos() {
        List<String> people = List.of("1 | 1 | 12 | 6 | 6", "2 | 1 | 12 | 6 | 6");
        List<String> videos = List.of(
                "1 | 1 | 1 | 12 | 6 | 6", "1 | 2 | 1 | 8 | 2 | 2", "2 | 3 | 1 | 12 | 6 | 6", "2 | 4 | 1 | 8 | 3 | 3");
        assertThat(ofCreators(people, videos, "1 | 1", "2 | 1")).containsExactly("2 | 1 | 12 | 6 | 6");
    }

    /** Where nobody met two videos, what is told of a creator is the sum of the videos. */
    @Test
    void noVideoIsToldWhereNobodyMetSeveral() {
        List<String> people = List.of("1 | 1 | 24 | 12 | 12", "2 | 1 | 24 | 12 | 12");
        List<String> videos = List.of(
                "1 | 1 | 1 | 12 | 6 | 6", "1 | 2 | 1 | 12 | 6 | 6", "2 | 3 | 1 | 18 | 9 | 9", "2 | 4 | 1 | 18 | 9 | 9");
        assertThat(ofVideos(people, videos, "1 | 1", "2 | 1"))
                .containsExactly("2 | 3 | 1 | 18 | 9 | 9", "2 | 4 | 1 | 18 | 9 | 9");
    }

    /** Who subtracts what is told of tastes, of videos and of all videos from each other, and from their totals, finds no few people. */
    @Test
    void nothingThatIsToldLeavesFewPeopleOver() {
        Random random = new Random(3);
        List<Cell> creators = new ArrayList<>();
        List<Cell> videos = new ArrayList<>();
        for (int creator = 0; creator < 400; creator++) {
            simulate(creator, random, creators, videos);
        }
        Set<String> named = creators.stream()
                .filter(cell -> cell.counts.get(1) >= LEAST && random.nextInt(20) > 0)
                .map(cell -> cell.creator + " | " + cell.taste)
                .collect(Collectors.toSet());
        List<String> people = creators.stream()
                .map(cell -> "%d | %d".formatted(cell.creator, cell.taste) + counts(cell))
                .toList();
        List<String> lines = videos.stream()
                .map(cell -> "%d | %d | %d".formatted(cell.creator, cell.video, cell.taste) + counts(cell))
                .toList();
        Set<String> toldOfCreators = new HashSet<>(ofCreators(people, lines, named.toArray(String[]::new)));
        Set<String> toldOfVideos = new HashSet<>(ofVideos(people, lines, named.toArray(String[]::new)));
        assertThat(toldOfCreators).hasSizeGreaterThan(100);
        assertThat(toldOfVideos).hasSizeGreaterThan(50);
        Predicate<Cell> isTold = cell -> cell.video < 0
                ? toldOfCreators.contains("%d | %d".formatted(cell.creator, cell.taste) + counts(cell))
                : toldOfVideos.contains("%d | %d | %d".formatted(cell.creator, cell.video, cell.taste) + counts(cell));
        Map<Integer, List<Cell>> byCreator = videos.stream().collect(Collectors.groupingBy(cell -> cell.creator));
        creators.stream().collect(Collectors.groupingBy(cell -> cell.creator)).forEach((creator, cells) -> {
            attackCreator(cells, byCreator.get(creator), isTold);
            attackVideos(cells, byCreator.get(creator), isTold);
        });
    }

    /** People of some tastes, each of whom met some of the creator's videos. */
    private static void simulate(int creator, Random random, List<Cell> creators, List<Cell> videos) {
        int tastes = 1 + random.nextInt(4);
        int count = 1 + random.nextInt(4);
        double meets = random.nextDouble();
        int[][][] met = new int[count + 1][tastes][3];
        int people = 5 + random.nextInt(60);
        for (int person = 0; person < people; person++) {
            int taste = random.nextInt(tastes);
            int most = 0;
            for (int video = 0; video < count; video++) {
                int depth = random.nextDouble() < meets ? 1 + random.nextInt(3) : 0;
                most = Math.max(most, depth);
                for (int i = 0; i < depth; i++) {
                    met[video][taste][i]++;
                }
            }
            for (int i = 0; i < most; i++) {
                met[count][taste][i]++;
            }
        }
        for (int video = 0; video <= count; video++) {
            for (int taste = 0; taste < tastes; taste++) {
                int[] counts = met[video][taste];
                if (counts[0] > 0) {
                    Cell cell = new Cell(
                            creator,
                            video == count ? -1 : creator * 4 + video,
                            taste,
                            List.of((long) counts[0], (long) counts[1], (long) counts[2]));
                    (video == count ? creators : videos).add(cell);
                }
            }
        }
    }

    private static void attackCreator(List<Cell> creator, List<Cell> videos, Predicate<Cell> isTold) {
        creator.stream().filter(isTold).forEach(cell -> differences(cell.counts, cell.counts));
        if (creator.stream().noneMatch(isTold)) {
            return;
        }
        List<Long> hidden = sums(creator, isTold.negate());
        differences(hidden, hidden);
        // The share of a taste tells how many were offered it.
        List<Long> any = sums(creator, cell -> true);
        isNoneOrMany(any.get(0) - any.get(1));
        for (int video : videos(videos)) {
            List<Long> one = sums(videos, cell -> cell.video == video);
            isNoneOrMany(any.get(0) - one.get(1));
            isNoneOrMany(any.get(0) - one.get(2));
        }
        if (creator.stream().allMatch(isTold)) {
            List<Long> several = several(creator, videos);
            isNoneOrMany(several.get(2));
            isNoneOrMany(several.get(1) - several.get(2));
            for (int video : videos(videos)) {
                isNoneOrMany(
                        any.get(2) - sums(videos, cell -> cell.video == video).get(2));
            }
        }
    }

    private static void attackVideos(List<Cell> creator, List<Cell> videos, Predicate<Cell> isTold) {
        if (videos.stream().noneMatch(isTold)) {
            return;
        }
        List<Long> several = several(creator, videos);
        several.forEach(people ->
                assertThat(videos(videos).size() == 1 || people >= LEAST).isTrue());
        List<Long> rest = new ArrayList<>(several);
        for (Cell cell : creator) {
            List<Cell> ofTaste =
                    videos.stream().filter(video -> video.taste == cell.taste).toList();
            for (int i : new int[] {0, 2}) {
                long twice = sums(ofTaste, video -> true).get(i) - cell.counts.get(i);
                if (ofTaste.stream().allMatch(isTold)) {
                    rest.set(i, rest.get(i) - twice);
                    isNoneOrMany(several(List.of(cell), ofTaste).get(0)
                            - several(List.of(cell), ofTaste).get(2));
                }
                for (Cell video : ofTaste) {
                    if (isTold.test(video)) {
                        assertThat(isTold).accepts(cell);
                        assertThat(video.counts.get(2)).isGreaterThanOrEqualTo(LEAST);
                        assertThat(video.counts.get(0) - video.counts.get(2)).isGreaterThanOrEqualTo(LEAST);
                        isNoneOrMany(cell.counts.get(i) - video.counts.get(i));
                        isNoneOrMany(twice);
                        isNoneOrMany(sums(ofTaste, isTold.negate()).get(i));
                    }
                }
            }
        }
        isNoneOrMany(rest.get(0));
        isNoneOrMany(rest.get(2));
        Set<Integer> toldVideos = videos(videos.stream().filter(isTold).toList());
        if (toldVideos.equals(videos(videos))) {
            isNoneOrMany(several.get(0) - several.get(1));
            isNoneOrMany(several.get(0) - several.get(2));
            isNoneOrMany(rest.get(0) - rest.get(2));
        }
        for (int video : videos(videos)) {
            List<Cell> cells =
                    videos.stream().filter(cell -> cell.video == video).toList();
            Set<Integer> told =
                    cells.stream().filter(isTold).map(cell -> cell.taste).collect(Collectors.toSet());
            if (told.isEmpty()) {
                continue;
            }
            differences(sums(creator, cell -> !told.contains(cell.taste)), sums(cells, isTold.negate()));
            List<Long> all = sums(cells, cell -> true);
            isNoneOrMany(all.get(0) - all.get(1));
            isNoneOrMany(all.get(0) - all.get(2));
            isNoneOrMany(sums(creator, cell -> true).get(0) - all.get(0));
        }
    }

    /** By how much the sum of the videos is more than the creator's people, who met several. */
    private static List<Long> several(List<Cell> creator, List<Cell> videos) {
        List<Long> all = sums(videos, cell -> true);
        List<Long> once = sums(creator, cell -> true);
        return IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i) - once.get(i))
                .toList();
    }

    private static void differences(List<Long> people, List<Long> without) {
        for (int i = 0; i < people.size(); i++) {
            for (int held = i; held < without.size(); held++) {
                isNoneOrMany(people.get(i) - without.get(held));
            }
        }
    }

    private static void isNoneOrMany(long people) {
        assertThat(people == 0 || people >= LEAST)
                .as("%d people are left over", people)
                .isTrue();
    }

    private static List<Long> sums(List<Cell> cells, Predicate<Cell> which) {
        return Stream.<ToLongFunction<Cell>>of(
                        cell -> cell.counts.get(0), cell -> cell.counts.get(1), cell -> cell.counts.get(2))
                .map(count -> cells.stream().filter(which).mapToLong(count).sum())
                .toList();
    }

    private static Set<Integer> videos(List<Cell> cells) {
        return cells.stream().map(cell -> cell.video).collect(Collectors.toSet());
    }

    private static String counts(Cell cell) {
        return " | %d | %d | %d".formatted(cell.counts.toArray());
    }

    /** The people of creators as those of one video of each. */
    private static List<String> ofOneVideo(List<String> people) {
        return people.stream()
                .map(line -> line.replaceFirst("^(\\d+) [|]", "$1 | $1 |"))
                .toList();
    }

    private static List<String> ofCreators(List<String> people, List<String> videos, String... named) {
        return Frames.lines(told(people, videos, named).drop(ToldOffers.ALL_OFFERED));
    }

    private List<String> ofVideos(List<String> people, List<String> videos, String... named) {
        return Frames.lines(new ToldOffers(LEAST)
                .ofVideos(rows(VIDEOS, videos), met(people, videos), told(people, videos, named), cache)
                .drop(ToldOffers.ALL_OFFERED));
    }

    private static Dataset<Row> told(List<String> people, List<String> videos, String... named) {
        return new ToldOffers(LEAST)
                .ofCreators(
                        rows(PEOPLE, people),
                        met(people, videos),
                        rows("creator_idx int, taste_idx int", List.of(named)));
    }

    private static Dataset<Row> met(List<String> people, List<String> videos) {
        return new ToldOffers(LEAST).met(rows(PEOPLE, people), rows(VIDEOS, videos));
    }

    private static Dataset<Row> rows(String schema, List<String> lines) {
        return Frames.of(spark(), schema, lines.toArray(String[]::new));
    }
}
