package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.stage.RowCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutlookModelTest extends SparkTest {
    private final RowCache cache = new RowCache();

    @AfterEach
    void release() {
        cache.close();
    }

    private static final StructType VIDEOS = StructType.fromDDL("video_idx int, creator_id string, niche string,"
            + " length string, tags array<string>, pull double, later boolean");

    /** A video of drawn data. */
    private record Drawn(String creator, String niche, String length, List<String> tags, double pull, boolean later) {
        List<String> options() {
            List<String> options = new ArrayList<>(List.of("usual/", "length/" + length));
            tags.forEach(tag -> options.add("tag/" + tag));
            return options;
        }
    }

    /** Creators, niches and tags with deviations that a platform of a thousand videos has. */
    private static final class DrawnPlatform {
        private static final List<String> LENGTHS = List.of("under_15s", "15s_to_60s", "1m_to_3m");

        private final Random random = new Random(8);
        private final Map<String, Double> parts = new HashMap<>();

        Drawn video(int creator, boolean later) {
            String id = "c" + creator;
            String niche = "n" + creator % 5;
            String length = LENGTHS.get(random.nextInt(3));
            List<String> tags = random.ints(1 + random.nextInt(2), 0, 8)
                    .distinct()
                    .mapToObj(tag -> "t" + tag)
                    .toList();
            double pull = part(niche + length, 0.03) + part(id, 0.04) + random.nextGaussian() * 0.06;
            for (String tag : tags) {
                pull += part(niche + tag, 0.03) + part(id + tag, 0.02);
            }
            return new Drawn(id, niche, length, tags, pull, later);
        }

        private double part(String name, double deviation) {
            return parts.computeIfAbsent(name, unused -> random.nextGaussian() * deviation);
        }
    }

    @Test
    void theExpectationIsThatOfASimpleImplementation() {
        List<Drawn> videos = drawn(new DrawnPlatform(), 40, 9);
        for (String fit : List.of(OutlookModel.TONIGHT, OutlookModel.EARLIER)) {
            List<Drawn> seen = videos.stream()
                    .filter(video -> fit.equals(OutlookModel.TONIGHT) || !video.later())
                    .toList();
            Map<String, Double> expected = expected(seen);
            OutlookModel model = new OutlookModel(rows(videos), cache);
            List<Row> rows = model.expectations(fit).collectAsList();
            assertThat(rows).hasSizeGreaterThan(300);
            for (Row row : rows) {
                String option = row.<String>getAs("kind") + "/" + row.<String>getAs("option");
                String name = row.<String>getAs("creator_id") + " " + option;
                assertThat(row.<Long>getAs("videos"))
                        .as(name)
                        .isEqualTo(seen.stream()
                                .filter(video -> video.creator().equals(row.getAs("creator_id"))
                                        && video.options().contains(option))
                                .count());
                assertThat(row.<Double>getAs("expected")).as(name).isCloseTo(expected.get(name), within(1e-6));
            }
        }
    }

    @Test
    void theRowsDoNotDependOnPartitions() {
        Dataset<Row> videos = rows(drawn(new DrawnPlatform(), 20, 9));
        OutlookModel one = new OutlookModel(videos.coalesce(1), cache);
        OutlookModel many = new OutlookModel(videos.repartition(7), cache);
        assertThat(Frames.lines(many.expectations(OutlookModel.EARLIER)))
                .isEqualTo(Frames.lines(one.expectations(OutlookModel.EARLIER)));
    }

    /** Of the next videos of drawn creators, the ranges hold 75% to 85%. */
    @Test
    void rangesHoldTheNextVideos() {
        DrawnPlatform platform = new DrawnPlatform();
        Dataset<Row> videos = rows(drawn(platform, 200, 12));
        OutlookModel model = new OutlookModel(videos, cache);
        OutlookRanges ranges = OutlookRanges.of(videos.filter(col("later")), model.expectations(OutlookModel.EARLIER));
        Map<String, double[]> told = new HashMap<>();
        for (Row row : ranges.around(model.expectations(OutlookModel.TONIGHT)).collectAsList()) {
            told.put(
                    row.<String>getAs("creator_id") + " " + row.<String>getAs("kind") + "/"
                            + row.<String>getAs("option"),
                    new double[] {row.getAs("low"), row.getAs("high")});
        }
        Map<String, int[]> held = new TreeMap<>();
        for (int creator = 0; creator < 200; creator++) {
            for (int i = 0; i < 10; i++) {
                Drawn next = platform.video(creator, true);
                for (String option : next.options()) {
                    double[] range = told.get(next.creator() + " " + option);
                    if (range != null) {
                        int[] counts = held.computeIfAbsent(option.split("/", 2)[0], kind -> new int[2]);
                        counts[range[0] <= next.pull() && next.pull() <= range[1] ? 1 : 0]++;
                    }
                }
            }
        }
        assertThat(held).containsOnlyKeys("length", "tag", "usual");
        held.forEach((kind, counts) -> {
            assertThat((double) counts[1] / (counts[0] + counts[1])).as(kind).isBetween(0.75, 0.85);
            OutlookRanges.Width width = ranges.byKind().get(kind);
            assertThat((double) width.held() / width.tested()).as(kind).isBetween(0.72, 0.88);
        });
    }

    @Test
    void theOptionsAreTheCreatorsOwnAndTheMostUsualOfTheNiche() {
        List<Drawn> videos = new ArrayList<>();
        // The niche has twelve videos with sea, eleven of them bob's; ann has three, cyd one of 2 minutes.
        for (int i = 0; i < 11; i++) {
            videos.add(new Drawn("bob", "food", "under_15s", List.of("sea"), 0.1 + i % 2 * 0.02, false));
        }
        for (int i = 0; i < 3; i++) {
            videos.add(new Drawn("ann", "food", "unknown", List.of("sky"), -0.1, false));
        }
        videos.add(new Drawn("cyd", "food", "1m_to_3m", List.of("sea"), 0.0, false));
        OutlookModel model = new OutlookModel(rows(videos), cache);
        assertThat(Frames.lines(model.expectations(OutlookModel.TONIGHT)
                        .select("creator_id", "kind", "option", "videos", "niche_videos")))
                .containsExactly(
                        "ann | length | under_15s | 0 | 11",
                        "ann | tag | sea | 0 | 12",
                        "ann | tag | sky | 3 | 3",
                        "ann | usual |  | 3 | null",
                        "bob | length | under_15s | 11 | 11",
                        "bob | tag | sea | 11 | 12",
                        "bob | usual |  | 11 | null",
                        "cyd | usual |  | 1 | null");
    }

    @Test
    void nothingIsSaidOfRangesByFewLaterVideos() {
        Dataset<Row> videos = rows(drawn(new DrawnPlatform(), 5, 4));
        OutlookModel model = new OutlookModel(videos, cache);
        OutlookRanges ranges = OutlookRanges.of(videos.filter(col("later")), model.expectations(OutlookModel.EARLIER));
        assertThat(Frames.lines(ranges.around(model.expectations(OutlookModel.TONIGHT))
                        .select("low", "high", "held", "tested")
                        .distinct()))
                .containsExactly("null | null | null | 0");
    }

    private static List<Drawn> drawn(DrawnPlatform platform, int creators, int videos) {
        List<Drawn> drawn = new ArrayList<>();
        for (int creator = 0; creator < creators; creator++) {
            for (int i = 0; i < videos; i++) {
                drawn.add(platform.video(creator, i % 3 == 0));
            }
        }
        return drawn;
    }

    private static Dataset<Row> rows(List<Drawn> videos) {
        List<Row> rows = new ArrayList<>();
        for (Drawn video : videos) {
            rows.add(RowFactory.create(
                    rows.size(),
                    video.creator(),
                    video.niche(),
                    video.length(),
                    video.tags().toArray(String[]::new),
                    video.pull(),
                    video.later()));
        }
        return spark().createDataFrame(rows, VIDEOS);
    }

    /** The expectations by creator and option, by loops over the videos and their options. */
    private static Map<String, Double> expected(List<Drawn> videos) {
        record Optioned(Drawn video, String option, double left) {}
        Function<Drawn, String> cellOf = video -> video.niche() + video.length();
        Map<String, Double> cells = means(videos, cellOf, Drawn::pull);
        Function<Drawn, Double> afterCells = video -> video.pull() - cells.get(cellOf.apply(video));
        Map<String, Double> creators = means(videos, Drawn::creator, afterCells);
        Map<String, Double> expected = new HashMap<>();
        Map<String, Double> nicheOptions = new HashMap<>();
        Map<String, Double> ownOptions = new HashMap<>();
        for (String kind : List.of("length/", "tag/")) {
            List<Optioned> options = new ArrayList<>();
            for (Drawn video : videos) {
                video.options().stream()
                        .filter(option -> option.startsWith(kind))
                        .forEach(option -> options.add(
                                new Optioned(video, option, afterCells.apply(video) - creators.get(video.creator()))));
            }
            Function<Optioned, String> nicheOption = it -> it.video().niche() + " " + it.option();
            nicheOptions.putAll(means(options, nicheOption, Optioned::left));
            ownOptions.putAll(means(
                    options,
                    it -> it.video().creator() + " " + it.option(),
                    it -> it.left() - nicheOptions.get(nicheOption.apply(it))));
        }
        for (Drawn video : videos) {
            double usual = videos.stream()
                    .filter(other -> other.creator().equals(video.creator()))
                    .mapToDouble(other -> cells.get(cellOf.apply(other)))
                    .average()
                    .orElseThrow();
            double creator = creators.get(video.creator());
            expected.put(video.creator() + " usual/", usual + creator);
            nicheOptions.forEach((key, effect) -> {
                String[] nicheAndOption = key.split(" ", 2);
                if (nicheAndOption[0].equals(video.niche())) {
                    String option = nicheAndOption[1];
                    double cell = option.startsWith("length/")
                            ? cells.get(video.niche() + option.substring("length/".length()))
                            : usual;
                    String name = video.creator() + " " + option;
                    expected.put(name, cell + creator + effect + ownOptions.getOrDefault(name, 0.0));
                }
            });
        }
        return expected;
    }

    /** The shrunk mean of each group. */
    private static <T> Map<String, Double> means(List<T> rows, Function<T, String> group, Function<T, Double> number) {
        Map<String, List<Double>> groups = new HashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(group.apply(row), any -> new ArrayList<>())
                .add(number.apply(row)));
        double within = 0;
        double ofMeans = 0;
        for (List<Double> numbers : groups.values()) {
            double mean = mean(numbers);
            within += numbers.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
            ofMeans += numbers.size() * mean * mean;
        }
        double chance = Math.max(1e-6, within / (rows.size() - groups.size()));
        double between = Math.max(0, (ofMeans - groups.size() * chance) / rows.size());
        Map<String, Double> means = new HashMap<>();
        groups.forEach(
                (name, numbers) -> means.put(name, mean(numbers) * between / (between + chance / numbers.size())));
        return means;
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(x -> x).average().orElseThrow();
    }
}
