package io.reelrank;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.FallbackRecommendations;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.ModelQuality;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.SimilarVideos;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.TrainingSweeps;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.core.tables.Videos;
import io.reelrank.workbench.inspect.Inspection;
import io.reelrank.workbench.inspect.UserView;
import io.reelrank.workbench.simulate.Platform;
import io.reelrank.workbench.simulate.Truth;
import io.reelrank.workbench.simulate.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole night over data-samples/, checked by what it writes. */
@Tag("slow")
class NightTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");

    @TempDir
    private static Path root;

    private static Command night;
    private static TableStore store;

    @BeforeAll
    static void runTheNight() {
        spark();
        night = Command.overSample("nightly", root.resolve("first"));
        assertThat(night.exit()).as(night.err()).isZero();
        store = new TableStore(spark(), root.resolve("first").toString());
    }

    @Test
    void everyRowOfEveryFileIsAcceptedRepeatedOrRejected() throws IOException {
        Map<String, Long> counted = new TreeMap<>();
        store.read(CollectedRows.TABLE, days())
                .filter(col("source").startsWith("events."))
                .groupBy("file")
                .agg(sum("rows"))
                .collectAsList()
                .forEach(row -> counted.put(
                        Path.of(row.getString(0).replaceFirst("^file:", "")).toString(), row.getLong(1)));
        Map<String, Long> lines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Command.HOME.resolve("data-samples/events"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".gz")).toList()) {
                lines.put(file.toString(), (long) lines(file).size());
            }
        }
        assertThat(counted).isEqualTo(lines);
        long rejected = store.read(CollectedRows.TABLE, days())
                .filter(col("outcome").equalTo("rejected"))
                .agg(sum("rows"))
                .head()
                .getLong(0);
        assertThat(store.read(RejectedEvents.TABLE, days()).count()).isEqualTo(rejected);
        assertThat(night.out()).contains("94,614 rows of 7 days = 93,871 accepted + 381 repeats + 362 rejected");
    }

    @Test
    void rejectedRowsAreAtTheirFileAndLine() throws IOException {
        for (Row row : store.read(RejectedEvents.TABLE, days())
                .orderBy("file", "line")
                .limit(20)
                .collectAsList()) {
            Path file = Path.of(row.<String>getAs("file").replaceFirst("^file:", ""));
            assertThat(lines(file).get(Math.toIntExact(row.<Long>getAs("line")) - 1))
                    .isEqualTo(row.getAs("raw"));
        }
    }

    @Test
    void everyUserWithHistoryHasAFullListOfEligibleUnseenVideos() {
        Dataset<Row> lists = read(Recommendations.TABLE);
        Set<String> users = new HashSet<>();
        Map<String, Set<String>> seen = new HashMap<>();
        store.read(Events.TABLE, days())
                .select("user_id", "video_id")
                .collectAsList()
                .forEach(row -> {
                    users.add(row.getString(0));
                    seen.computeIfAbsent(row.getString(0), user -> new HashSet<>())
                            .add(row.getString(1));
                });
        Set<String> visible = new HashSet<>();
        read(Videos.TABLE)
                .filter(col("status").equalTo("visible"))
                .collectAsList()
                .forEach(row -> visible.add(row.getAs("video_id")));
        Set<String> listed = new HashSet<>();
        for (Row row : lists.collectAsList()) {
            String user = row.getAs("user_id");
            listed.add(user);
            List<String> videos = row.getList(row.fieldIndex("video_ids"));
            Set<String> unseen = new HashSet<>(visible);
            unseen.removeAll(seen.get(user));
            assertThat(videos).doesNotHaveDuplicates().hasSize(Math.min(100, unseen.size()));
            assertThat(unseen).containsAll(videos);
        }
        assertThat(listed).isEqualTo(users);
        assertThat(read(FallbackRecommendations.TABLE)
                        .select(col("segment"), size(col("video_ids")))
                        .collectAsList())
                .hasSizeGreaterThan(5)
                .allMatch(row -> row.getInt(1) == 100)
                .anyMatch(row -> row.getString(0).equals("all"));
    }

    @Test
    void everyListKeepsTheCreatorCapAndTheNewVideoQuota() {
        Map<String, String> creators = new HashMap<>();
        Set<String> newVideos = new HashSet<>();
        read(VideoFeatures.TABLE).filter(col("eligible")).collectAsList().forEach(row -> {
            creators.put(row.getAs("video_id"), row.getAs("creator_id"));
            if (row.<Double>getAs("age_days") < 7) {
                newVideos.add(row.getAs("video_id"));
            }
        });
        Map<String, Set<String>> seen = new HashMap<>();
        read(Interactions.TABLE)
                .join(read(UserIndex.TABLE), "user_idx")
                .join(read(VideoIndex.TABLE), "video_idx")
                .select("user_id", "video_id")
                .collectAsList()
                .forEach(row -> seen.computeIfAbsent(row.getString(0), user -> new HashSet<>())
                        .add(row.getString(1)));
        for (Row row : read(Recommendations.TABLE).collectAsList()) {
            List<String> videos = row.getList(row.fieldIndex("video_ids"));
            Map<String, Integer> byCreator = new HashMap<>();
            videos.forEach(video -> byCreator.merge(creators.get(video), 1, Integer::sum));
            assertThat(byCreator.values()).allMatch(count -> count <= 20);
            Set<String> unseen = new HashSet<>(newVideos);
            unseen.removeAll(seen.get(row.<String>getAs("user_id")));
            // One in twenty of every prefix is new.
            for (int k = 20; k <= videos.size(); k += 20) {
                assertThat(videos.subList(0, k).stream()
                                .filter(newVideos::contains)
                                .count())
                        .isGreaterThanOrEqualTo(Math.min(unseen.size(), k / 20));
            }
        }
    }

    @Test
    void rulesThatExcludeEveryVideoOrAreInvalidAreRefused() {
        Command excluding = Command.overSample(
                "recommend", root.resolve("first"), "--force", "--set", "recommend.rules.nothing.videos=false");
        assertThat(excluding.exit()).isEqualTo(4);
        assertThat(excluding.err())
                .contains("no video is eligible on 2022-05-06: check the status and published_at of"
                        + " reelrank.sources.videos, and reelrank.recommend.rules");

        Command invalid = Command.overSample(
                "recommend", root.resolve("first"), "--force", "--set", "recommend.rules.odd.videos=likes > 3");
        assertThat(invalid.exit()).isEqualTo(2);
        assertThat(invalid.err())
                .contains("illegal setting reelrank.recommend.rules.odd.videos = likes > 3: must be a");
        assertThat(read(Recommendations.TABLE).count()).isGreaterThan(400);
    }

    @Test
    void everyPlayedVideoHasAQualityAndEveryMarkAReason() {
        // Videos without plays have no pull.
        List<Row> rows = read(VideoQuality.TABLE).filter("plays > 0").collectAsList();
        assertThat(rows).hasSizeGreaterThan(700).allSatisfy(row -> {
            assertThat(row.<Double>getAs("pull"))
                    .isBetween(row.<Double>getAs("pull_low"), row.<Double>getAs("pull_high"));
            List<Row> marks = row.getList(row.fieldIndex("marks"));
            assertThat(row.<Boolean>getAs("low_quality")).isEqualTo(!marks.isEmpty());
            assertThat(marks).allSatisfy(mark -> {
                boolean isBelow = Set.of("low_pull", "clickbait").contains(mark.getString(0));
                assertThat(mark.getDouble(2) < mark.getDouble(3)).isEqualTo(isBelow);
            });
        });
        assertThat(rows.stream().filter(row -> row.<Boolean>getAs("low_quality")))
                .hasSizeBetween(1, 30);
        assertThat(read(VideoFeatures.TABLE).filter("size(words) = 0").count()).isLessThan(20);
        assertThat(read(VideoFeatures.TABLE)
                        .filter("array_contains(words, '猫咪')")
                        .count())
                .isGreaterThan(5);
    }

    @Test
    void similarVideosAreEligibleAndShareMoreTagsThanOthers() {
        Map<String, Set<String>> tags = new HashMap<>();
        Set<String> eligible = new HashSet<>();
        read(VideoFeatures.TABLE).collectAsList().forEach(row -> {
            tags.put(row.getAs("video_id"), new HashSet<>(row.<String>getList(row.fieldIndex("tags"))));
            if (row.<Boolean>getAs("eligible")) {
                eligible.add(row.getAs("video_id"));
            }
        });
        double shared = 0;
        double any = 0;
        List<Row> rows = read(SimilarVideos.TABLE).collectAsList();
        List<String> all = eligible.stream().sorted().toList();
        for (Row row : rows) {
            List<String> similar = row.getList(row.fieldIndex("video_ids"));
            assertThat(eligible).containsAll(similar);
            assertThat(similar).hasSize(20).doesNotContain(row.<String>getAs("video_id"));
            Set<String> own = tags.get(row.<String>getAs("video_id"));
            shared += similar.stream()
                            .filter(video -> !disjoint(own, tags.get(video)))
                            .count()
                    / 20.0;
            any += all.stream().filter(video -> !disjoint(own, tags.get(video))).count() / (double) all.size();
        }
        assertThat(rows).hasSizeGreaterThan(700);
        assertThat(shared / rows.size()).isGreaterThan(3 * any / rows.size());
    }

    private static boolean disjoint(Set<String> a, Set<String> b) {
        return a.stream().noneMatch(b::contains);
    }

    @Test
    void everyCreatorWithAPlayHasAReportThatAgreesWithTheEvents() {
        Map<String, Long> plays = new TreeMap<>();
        store.read(Events.TABLE, days())
                .join(read(Videos.TABLE).select("video_id", "creator_id"), "video_id")
                .join(read(Suspects.TABLE).select("user_id"), new String[] {"user_id"}, "left_anti")
                .filter(col("kind").equalTo("play").and(col("watch_ms").gt(0)))
                .groupBy("creator_id")
                .count()
                .collectAsList()
                .forEach(row -> plays.put(row.getString(0), row.getLong(1)));
        Map<String, Long> reported = new TreeMap<>();
        read(CreatorReport.TABLE)
                .filter(col("window_days").equalTo(28).and(col("plays").gt(0)))
                .collectAsList()
                .forEach(row -> reported.put(row.getAs("creator_id"), row.getAs("plays")));
        assertThat(reported).isEqualTo(plays);
    }

    /** Only the bots are suspects. Their events do not train the model and are in no profile. */
    @Test
    void theBotsOfTheSampleAreSuspectsAndTrainNothing() {
        Settings settings = Settings.load(Optional.of(Command.HOME.resolve("conf/sample-data.conf")), List.of());
        Platform platform = new Platform(settings.simulate());
        Set<String> bots = new HashSet<>();
        for (long user = 0; user < platform.usersBefore(settings.simulate().days()); user++) {
            if (platform.user(user).nature() != User.Nature.PERSON) {
                bots.add(User.id(user));
            }
        }
        assertThat(read(Suspects.TABLE).select("user_id").distinct().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrderElementsOf(bots);
        Dataset<Row> pairs = read(Interactions.TABLE)
                .join(read(UserIndex.TABLE), "user_idx")
                .filter(col("user_id").isin(bots.toArray()));
        assertThat(pairs.count()).isGreaterThan(500);
        assertThat(pairs.filter(col("strength").notEqual(0)).count()).isZero();
        assertThat(read(UserProfiles.TABLE)
                        .filter(col("user_id")
                                .isin(bots.toArray())
                                .and(col("plays").gt(0)))
                        .count())
                .isZero();
    }

    @Test
    void theModelBeatsPopularityOnTheHeldOutDays() {
        Map<String, Double> recall = new HashMap<>();
        read(ModelQuality.TABLE)
                .filter(col("segment").equalTo("all").and(col("metric").equalTo("recall@50")))
                .collectAsList()
                .forEach(row -> recall.put(row.getAs("model"), row.getAs("value")));
        assertThat(recall.get("als+recent"))
                .isGreaterThan(1.5 * recall.get("popularity"))
                .isGreaterThan(1.5 * recall.get("recent_popularity"));
    }

    /** NDCG@20, the gain of a video being its true relevance to the user. */
    @Test
    void theModelRecoversTheSimulatedTaste() {
        Settings settings = Settings.load(Optional.of(Command.HOME.resolve("conf/sample-data.conf")), List.of());
        Truth truth = new Truth(new Platform(settings.simulate()));
        List<Long> eligible =
                read(VideoFeatures.TABLE).filter(col("eligible")).select("video_id").collectAsList().stream()
                        .map(row -> number(row.getString(0)))
                        .toList();
        List<Long> popular = longs(read(FallbackRecommendations.TABLE)
                .filter(col("segment").equalTo("all"))
                .head()
                .getList(1));
        Map<Long, Set<Long>> seen = seen();
        double model = 0;
        double popularity = 0;
        List<Row> lists = read(Recommendations.TABLE)
                .filter(array_contains(col("sources"), "als"))
                .orderBy("user_id")
                .collectAsList();
        for (Row row : lists) {
            long user = number(row.getString(0));
            List<Long> candidates = eligible.stream()
                    .filter(video -> !seen.get(user).contains(video))
                    .toList();
            double ideal = gain(
                    candidates.stream()
                            .sorted(Comparator.comparingDouble(video -> -truth.relevance(user, video)))
                            .toList(),
                    truth,
                    user);
            model += gain(longs(row.getList(1)), truth, user) / ideal;
            popularity += gain(popular.stream().filter(candidates::contains).toList(), truth, user) / ideal;
        }
        model /= lists.size();
        popularity /= lists.size();
        System.out.printf(
                Locale.ROOT,
                "planted taste: NDCG@20 by true relevance, as a share of the best possible: model %.3f, popularity %.3f%n",
                model,
                popularity);
        assertThat(model).isGreaterThan(0.75).isGreaterThan(popularity + 0.25);
    }

    @Test
    void everyReasonThatNamesAVideoNamesAPositiveOfTheUser() {
        Map<String, Set<String>> positives = new HashMap<>();
        read(Interactions.TABLE)
                .filter(col("strength").gt(0))
                .join(read(UserIndex.TABLE), "user_idx")
                .join(read(VideoIndex.TABLE), "video_idx")
                .select("user_id", "video_id")
                .collectAsList()
                .forEach(row -> positives
                        .computeIfAbsent(row.getString(0), user -> new HashSet<>())
                        .add(row.getString(1)));
        int byVideo = 0;
        int explained = 0;
        int byCreator = 0;
        for (Row row : read(Recommendations.TABLE)
                .filter(array_contains(col("sources"), "als"))
                .collectAsList()) {
            List<String> reasons = row.getList(row.fieldIndex("reasons"));
            for (String reason : reasons.subList(0, Math.min(20, reasons.size()))) {
                explained++;
                if (reason.startsWith("because_watched:")) {
                    byVideo++;
                    assertThat(positives.get(row.<String>getAs("user_id")))
                            .contains(reason.substring("because_watched:".length()));
                }
                byCreator += reason.startsWith("followed:") || reason.startsWith("new_from:") ? 1 : 0;
            }
            assertThat(reasons.stream().skip(20)).noneMatch(reason -> reason.startsWith("because_watched:"));
        }
        assertThat(byCreator).isPositive();
        assertThat(byVideo).isGreaterThan((explained - byCreator) * 9 / 10);
    }

    @Test
    void tasteAndBiasAddUpToTheScore() {
        Settings settings = Settings.load(Optional.of(Command.HOME.resolve("conf/sample.conf")), List.of());
        Map<String, Float> biases = new HashMap<>();
        read(VideoFactors.TABLE)
                .join(read(VideoIndex.TABLE), "video_idx")
                .select("video_id", "bias")
                .collectAsList()
                .forEach(row -> biases.put(row.getString(0), row.getFloat(1)));
        for (String user : List.of("u0000129", "u0000003")) {
            UserView view = new Inspection(store, settings.model(), DATE).user(user, 50);
            assertThat(view.list()).hasSize(50);
            view.list().forEach(listed -> assertThat(listed.taste() + biases.get(listed.video()))
                    .isCloseTo(listed.score(), within(1e-4)));
        }
    }

    @Test
    void theUserCommandShowsProfileHistoryListAndReasons() {
        Command shown = Command.overSample("user", root.resolve("first"), "u0000129", "--places", "2");
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("user u0000129 on 2022-05-06\n  new, heavy: 429 plays, 154 of them long views, on 7 days\n")
                .containsPattern("\n  creators: c\\d{7} \\d+%, ")
                .containsPattern("\n  breadth of taste: \\d\\.\\d\\d bits, as broad as \\d+ tags liked equally\n")
                .contains("has seen 504 videos, strongest first\n")
                .contains("\n  follows: ")
                .containsPattern(
                        "\n1 +0\\.\\d{3}  0\\.\\d{3}  v\\d{7}  because they watched v\\d{7}[^\n]*  v\\d{7} 0\\.\\d{3}, ");

        assertThat(Command.run("user", "u0000129", "--set", "storage.root=" + root.resolve("first"))
                        .out())
                .startsWith("user u0000129 on 2022-05-06\n");

        Command unknown = Command.overSample("user", root.resolve("first"), "nobody");
        assertThat(unknown.exit()).isEqualTo(4);
        assertThat(unknown.err()).contains("no user nobody is known on 2022-05-06: give an id of table user_index");
    }

    @Test
    void anyCreatorHasAPageAndACsvWhenAskedFor() throws IOException {
        Path page = root.resolve("c0000079.html");
        Command written = Command.overSample(
                "creator", root.resolve("first"), "c0000079", "--lang", "zh", "--to", page.toString());
        assertThat(written.exit()).as(written.err()).isZero();
        assertThat(written.out()).contains("wrote " + page);
        assertThat(page).content().contains("<html lang=\"zh\">", "c0000079");

        Command csv = Command.overSample("creator", root.resolve("first"), "c0000079", "--csv");
        assertThat(csv.out())
                .startsWith("about,id,title,window_days,figure,value,")
                .contains("creator,c0000079,,28,plays,");

        Command unknown = Command.overSample("creator", root.resolve("first"), "nobody");
        assertThat(unknown.exit()).isEqualTo(4);
        assertThat(unknown.err()).contains("no creator nobody in the reports of 2022-05-06");
    }

    @Test
    void aUserIdMayBeginWithAMinusOrAnAt() throws IOException {
        Path file = Files.writeString(root.resolve("arguments"), "u0000129");
        Map<String, List<String>> ids = Map.of(
                "-1",
                List.of("--id=-1"),
                "-2",
                List.of("--", "-2"),
                "@" + file,
                List.of("@" + file),
                "@x",
                List.of("--id", "@x"));
        ids.forEach((id, arguments) -> {
            Command shown = Command.overSample("user", root.resolve("first"), arguments.toArray(String[]::new));
            assertThat(shown.err()).contains("no user %s is known on 2022-05-06".formatted(id));
            assertThat(shown.exit()).isEqualTo(4);
        });
        Command known = Command.overSample("user", root.resolve("first"), "--id", "u0000129");
        assertThat(known.exit()).as(known.err()).isZero();
    }

    @Test
    void aUserIsNamedOnce() {
        for (List<String> arguments : List.of(List.<String>of(), List.of("a", "--id=b"))) {
            Command refused = Command.overSample("user", root.resolve("first"), arguments.toArray(String[]::new));
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).startsWith("reelrank: ").contains("--id").doesNotContain("\tat ");
        }
    }

    @Test
    void thePointerLeadsToAPublicationWhoseFilesMatchTheManifest() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path first = root.resolve("first");
        JsonNode pointer = json.readTree(first.resolve("published/LATEST.json").toFile());
        JsonNode manifest =
                json.readTree(first.resolve(pointer.get("manifest").asText()).toFile());
        assertThat(manifest.get("datasets").findValuesAsText("name").stream().filter(name -> !name.endsWith("parquet")))
                .containsExactly(
                        "audience_segments",
                        "creator_advice",
                        "creator_audience",
                        "creator_changes",
                        "creator_comparisons",
                        "creator_offers",
                        "creator_outlook",
                        "creator_places",
                        "creator_report",
                        "creator_video_report",
                        "fallback_recommendations",
                        "recommendations",
                        "similar_videos");
        for (JsonNode dataset : manifest.get("datasets")) {
            long rows = 0;
            for (JsonNode file : dataset.get("files")) {
                Path path = first.resolve(dataset.get("path").asText())
                        .resolve(file.get("name").asText());
                assertThat(Files.size(path)).isEqualTo(file.get("bytes").asLong());
                rows += spark().read().parquet(path.toString()).count();
            }
            assertThat(rows).isEqualTo(dataset.get("rows").asLong());
            // Of four hundred users no fifty are alike.
            if (!dataset.get("name").asText().equals("audience_segments")) {
                assertThat(rows).isPositive();
            }
        }
        assertThat(manifest.get("validUntil").asText()).isEqualTo("2022-05-08T04:00:00Z");
        assertThat(manifest.get("pages")).hasSize(106);
    }

    @Test
    void aDamagedPublicationIsPublishedAgainByTheNightOfItsDate() throws IOException {
        Path damaged = root.resolve("damaged");
        FileUtils.copyDirectory(root.resolve("first").toFile(), damaged.toFile());
        PublicationReader reader =
                new PublicationReader(damaged.toString(), spark().sparkContext().hadoopConfiguration());
        Publication before = reader.latest().orElseThrow();
        Path file =
                Path.of(reader.files(before, "recommendations").get(0).toUri().getPath());
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(reader.damages(before)).isNotEmpty();

        Command again = Command.overSample("nightly", damaged);
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out().lines().filter(line -> line.contains("  reused  ")))
                .hasSize(9);
        Publication after = reader.latest().orElseThrow();
        assertThat(after.run()).isNotEqualTo(before.run());
        assertThat(reader.damages(after)).isEmpty();
    }

    @Test
    void whoReadsTheTablesReadsEveryOtherFile() throws IOException {
        Map<String, Set<PosixFilePermission>> rights = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve("first"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                String kind = name.substring(name.lastIndexOf('.') + 1);
                rights.computeIfAbsent(kind, any -> EnumSet.noneOf(PosixFilePermission.class))
                        .addAll(Files.getPosixFilePermissions(file));
            }
        }
        assertThat(rights).containsKeys("parquet", "json", "html");
        // A umask that Hadoop does not know of.
        assumeTrue(Files.getPosixFilePermissions(Files.createFile(root.resolve("usual")))
                .equals(PosixFilePermissions.fromString("rw-r--r--")));
        assertThat(rights.values()).containsOnly(rights.get("parquet"));
    }

    @Test
    void theSummaryNamesThePagesAndTheRecordSaysDone() throws IOException {
        Path index = root.resolve("first/drafts/date=2022-05-06/index.html");
        assertThat(night.out())
                .contains(index.toString())
                .contains(root.resolve("first/published/index.html, which leads to the 106 pages")
                        .toString());
        try (Stream<Path> pages = Files.list(index.resolveSibling("creators"))) {
            assertThat(pages.count()).isEqualTo(2 * 50);
        }
        try (Stream<Path> runs = Files.list(root.resolve("first/runs/date=2022-05-06"))) {
            JsonNode record = new ObjectMapper()
                    .readTree(runs.min(Comparator.naturalOrder())
                            .orElseThrow()
                            .resolve("run.json")
                            .toFile());
            assertThat(record.get("exitCode").asInt()).isZero();
            assertThat(record.get("stages")).hasSize(10);
        }
    }

    @Test
    void theSameCommandAgainComputesNothing() {
        Command again = Command.overSample("nightly", root.resolve("first"));
        assertThat(again.exit()).isZero();
        assertThat(again.out().lines().filter(line -> line.contains("  reused  ")))
                .hasSize(10);
    }

    @Test
    void otherShufflePartitionsGiveTheSameTables() {
        for (String partitions : List.of("2", "7")) {
            String former = spark().conf().get("spark.sql.shuffle.partitions");
            spark().conf().set("spark.sql.shuffle.partitions", partitions);
            try {
                Path other = root.resolve("with-" + partitions);
                Command same = Command.overSample("nightly", other, "--to", "report");
                assertThat(same.exit()).as(same.err()).isZero();
                assertThat(digests(new TableStore(spark(), other.toString()))).isEqualTo(digests(store));
            } finally {
                spark().conf().set("spark.sql.shuffle.partitions", former);
            }
        }
    }

    private static Map<String, String> digests(TableStore tables) {
        Map<String, String> digests = new TreeMap<>();
        Settings settings = Settings.load(Optional.empty(), List.of());
        for (Stage stage : NightlyPipeline.of(settings).between("collect", "report")) {
            for (Table table : stage.writes()) {
                tables.manifests(table)
                        .forEach((day, manifest) -> digests.put(
                                table.name() + " " + day,
                                table.equals(TrainingSweeps.TABLE) ? sweeps(tables, day) : manifest.digest()));
            }
        }
        assertThat(digests).hasSizeGreaterThan(25);
        return digests;
    }

    /** The rows without their seconds, which differ from run to run. */
    private static String sweeps(TableStore tables, LocalDate day) {
        return tables.read(TrainingSweeps.TABLE, List.of(day))
                .drop("seconds")
                .orderBy("as_of", "sweep")
                .collectAsList()
                .toString();
    }

    private static Map<Long, Set<Long>> seen() {
        Map<Long, Set<Long>> seen = new HashMap<>();
        read(Interactions.TABLE)
                .join(read(UserIndex.TABLE), "user_idx")
                .join(read(VideoIndex.TABLE), "video_idx")
                .select("user_id", "video_id")
                .collectAsList()
                .forEach(row -> seen.computeIfAbsent(number(row.getString(0)), user -> new HashSet<>())
                        .add(number(row.getString(1))));
        return seen;
    }

    private static double gain(List<Long> videos, Truth truth, long user) {
        double gain = 0;
        for (int place = 0; place < Math.min(20, videos.size()); place++) {
            gain += truth.relevance(user, videos.get(place)) * Math.log(2) / Math.log(place + 2);
        }
        return gain;
    }

    private static List<Long> longs(List<String> ids) {
        return ids.stream().map(NightTest::number).toList();
    }

    /** The number in an id such as u0000123. */
    private static long number(String id) {
        return Long.parseLong(id.replaceAll("\\D", ""));
    }

    private static Dataset<Row> read(Table table) {
        return store.read(table, List.of(DATE)).drop("dt");
    }

    private static List<LocalDate> days() {
        return DATE.minusDays(6).datesUntil(DATE.plusDays(1)).toList();
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
