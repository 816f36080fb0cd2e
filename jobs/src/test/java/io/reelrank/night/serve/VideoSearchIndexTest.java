package io.reelrank.night.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.PublishedIndex;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published model of random factors, read as a service reads it: with plain Lucene. */
class VideoSearchIndexTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final Instant STARTED = Instant.parse("2022-05-07T01:00:00Z");
    private static final int RANK = 8;
    private static final int USERS = 30;
    private static final int VIDEOS = 600;
    private static final Path PAGE =
            Path.of(System.getProperty("reelrank.basedir"), "jobs/src/site/markdown/publication.md");
    private static final Path THIS = Path.of(
            System.getProperty("reelrank.basedir"),
            "jobs/src/test/java/io/reelrank/night/serve/VideoSearchIndexTest.java");

    private record Video(String id, List<Float> factors, float bias, boolean eligible) {}

    @TempDir
    private Path root;

    private final List<float[]> users = new ArrayList<>();
    private final List<Video> videos = new ArrayList<>();
    private TableStore store;
    private PublicationReader reader;
    private int runs;

    @BeforeEach
    void drawTheModel() {
        store = new TableStore(spark(), root.toString());
        reader = new PublicationReader(root.toString(), new Configuration());
        Random random = new Random(7);
        for (int user = 0; user < USERS; user++) {
            users.add(vector(random));
        }
        for (int video = 0; video < VIDEOS; video++) {
            // Of one in ten nothing is known but its popularity, and one in twenty may not be shown.
            float[] factors = video % 10 == 0 ? new float[RANK] : vector(random);
            videos.add(new Video("v" + video, boxed(factors), random.nextFloat(), video % 20 != 3));
        }
        for (Input input : stage("index").reads()) {
            write(input.table(), List.of());
        }
        write(
                UserFactors.TABLE,
                IntStream.range(0, USERS)
                        .mapToObj(user -> RowFactory.create(user, boxed(users.get(user))))
                        .toList());
        write(
                UserIndex.TABLE,
                IntStream.range(0, USERS)
                        .mapToObj(user -> RowFactory.create("u" + user, user))
                        .toList());
        write(
                VideoFactors.TABLE,
                IntStream.range(0, VIDEOS)
                        .mapToObj(video -> RowFactory.create(
                                video,
                                videos.get(video).factors(),
                                videos.get(video).bias(),
                                video % 10 == 0 ? "none" : "interactions"))
                        .toList());
        write(
                VideoFeatures.TABLE,
                IntStream.range(0, VIDEOS).mapToObj(this::features).toList());
    }

    @Test
    void vectorsHaveIdsAndNorms() {
        Publication night = publish("tables");

        Map<String, Row> byId = reader.open(spark(), night, "video_vectors").collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row));
        assertThat(byId).hasSize(VIDEOS);
        Row video = byId.get("v3");
        assertThat(video.getList(1)).isEqualTo(videos.get(3).factors());
        assertThat((double) video.getFloat(2))
                .isCloseTo(
                        Math.sqrt(videos.get(3).factors().stream()
                                .mapToDouble(factor -> factor * factor)
                                .sum()),
                        org.assertj.core.api.Assertions.within(1e-5));
        assertThat(video.getFloat(3)).isEqualTo(videos.get(3).bias());
        assertThat(video.getBoolean(5)).isFalse();
        assertThat(reader.open(spark(), night, "user_vectors").count()).isEqualTo(USERS);
        assertThat(night.indexes()).isEmpty();
        assertThat(reader.damages(night)).isEmpty();
    }

    @Test
    void nothingIsPublishedByDefault() {
        Publication night = publish("none");

        assertThat(night.datasets())
                .extracting(Publication.PublishedDataset::name)
                .doesNotContain("user_vectors", "video_vectors");
        assertThat(night.indexes()).isEmpty();
    }

    @Test
    void theIndexFindsTheExactListsAndTheManifestSaysHowMany() throws IOException {
        Publication night = publish("index");

        PublishedIndex index = night.indexes().get(0);
        assertThat(index.dimension()).isEqualTo(RANK + 1);
        assertThat(index.vectors()).isEqualTo(VIDEOS * 19 / 20);
        assertThat(index.recall().k()).isEqualTo(100);
        assertThat(index.recall().users()).isEqualTo(USERS);
        assertThat(index.recall().share()).isBetween(0.95, 1.0);
        int found = 0;
        for (float[] user : users) {
            Map<String, Float> exact = exact(user, Set.of("v1", "v2"), 10);
            Map<String, Float> best = best(root, night, user, Set.of("v1", "v2"));
            assertThat(best).hasSize(10).doesNotContainKeys("v1", "v2");
            best.forEach((video, score) ->
                    assertThat(score).isCloseTo(score(user, video), org.assertj.core.api.Assertions.within(1e-4f)));
            found += (int) best.keySet().stream().filter(exact::containsKey).count();
        }
        assertThat(found).isGreaterThan(USERS * 10 * 95 / 100);
    }

    @Test
    void theSameVideosGiveTheSameAnswers() throws IOException {
        Publication first = publish("index");
        Publication second = publish("index");

        for (float[] user : users) {
            assertThat(best(root, second, user, Set.of())).isEqualTo(best(root, first, user, Set.of()));
        }
        assertThat(second.indexes().get(0).recall())
                .isEqualTo(first.indexes().get(0).recall());
    }

    @Test
    void damageOfTheIndexIsNamed() throws IOException {
        Publication night = publish("index");
        PublishedIndex index = night.indexes().get(0);
        Path file = root.resolve(index.path()).resolve(index.files().get(0).name());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(reader.damages(night))
                .containsExactly("%s has other bytes than were published: its SHA-256 differs".formatted(file));
        Files.delete(file);
        assertThat(reader.damages(night)).containsExactly("%s is missing".formatted(file));
    }

    @Test
    void thePageHasTheExampleOfThisTest() throws IOException {
        String example = Files.readString(THIS).replaceAll("(?s).*// The page's example:\n(.*?)// Its end\\..*", "$1");

        assertThat(Files.readString(PAGE)).contains(example.stripTrailing().stripIndent());
    }

    /** The ten best videos of a user that are not seen yet, with their scores, as a service finds them. */
    private static Map<String, Float> best(Path root, Publication night, float[] factors, Set<String> seen)
            throws IOException {
        // The page's example:
        PublishedIndex index = night.indexes().get(0);
        float[] user = Arrays.copyOf(factors, factors.length + 1);
        user[factors.length] = 1;
        BooleanQuery.Builder unseen = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.MUST);
        seen.forEach(video -> unseen.add(new TermQuery(new Term("video_id", video)), Occur.MUST_NOT));
        Map<String, Float> best = new LinkedHashMap<>();
        try (FSDirectory folder = FSDirectory.open(root.resolve(index.path()));
                DirectoryReader reader = DirectoryReader.open(folder)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            Query nearest = new KnnFloatVectorQuery("factors", user, 100, unseen.build());
            for (ScoreDoc hit : searcher.search(nearest, 10).scoreDocs) {
                Document video = reader.storedFields().document(hit.doc);
                float score = hit.score >= 1 ? hit.score - 1 : 1 - 1 / hit.score;
                best.put(video.get("video_id"), score);
            }
        }
        // Its end.
        return best;
    }

    private Map<String, Float> exact(float[] user, Set<String> seen, int k) {
        Map<String, Float> best = new LinkedHashMap<>();
        videos.stream()
                .filter(video -> video.eligible() && !seen.contains(video.id()))
                .sorted(Comparator.comparing((Video video) -> -score(user, video.id())))
                .limit(k)
                .forEach(video -> best.put(video.id(), score(user, video.id())));
        return best;
    }

    private float score(float[] user, String id) {
        Video video = videos.get(Integer.parseInt(id.substring(1)));
        return (float) (dot(user, video.factors()) + video.bias());
    }

    private Publication publish(String factors) {
        Night night = new Night(
                DATE, STARTED.plusSeconds(runs++), spark(), store, Night.Reuse.FINISHED, Fence.ofPrivateRoot());
        ServeStage stage = stage(factors);
        stage.execute(new StageContext(night, stage, step -> {}));
        return reader.latest().orElseThrow();
    }

    private static ServeStage stage(String factors) {
        return new ServeStage(TestSettings.with("serve.factors=" + factors).serve(), ZoneOffset.UTC, "settings");
    }

    private Row features(int video) {
        return RowFactory.create(
                video,
                "v" + video,
                "c1",
                List.of(),
                null,
                null,
                "unknown",
                null,
                videos.get(video).eligible(),
                List.of(),
                0L,
                0L,
                0.0,
                0.0);
    }

    private void write(Table table, List<Row> rows) {
        store.write(
                table,
                spark().createDataFrame(rows, table.schema())
                        .withColumn(
                                "dt",
                                org.apache
                                        .spark
                                        .sql
                                        .functions
                                        .lit(DATE.toString())
                                        .cast("date")),
                "20220506T00000000" + runs++,
                Map.of(DATE, Map.of()));
    }

    private static float[] vector(Random random) {
        float[] vector = new float[RANK];
        for (int k = 0; k < RANK; k++) {
            vector[k] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static List<Float> boxed(float[] vector) {
        List<Float> boxed = new ArrayList<>();
        for (float number : vector) {
            boxed.add(number);
        }
        return boxed;
    }

    private static double dot(float[] user, List<Float> video) {
        double sum = 0;
        for (int k = 0; k < user.length; k++) {
            sum += (double) user[k] * video.get(k);
        }
        return sum;
    }
}
