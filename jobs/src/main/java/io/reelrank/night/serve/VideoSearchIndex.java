package io.reelrank.night.serve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Storage;
import io.reelrank.core.publication.Publication.IndexRecall;
import io.reelrank.core.publication.Publication.PublishedFile;
import io.reelrank.core.publication.Publication.PublishedIndex;
import io.reelrank.core.tables.ServedUserVectors;
import io.reelrank.core.tables.ServedVideoVectors;
import io.reelrank.engine.scoring.TopK;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.VectorUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the eligible videos as an HNSW index of Lucene (Malkov and Yashunin 2018), which a service opens with plain Lucene. A
 * document has the video's id and its vector: the factors and, as the last number, the bias. The inner product with a user's
 * factors and a last 1 is the score.
 *
 * <p>One task builds the index on a local disk, in one thread and in the order of the ids, so that the same videos give the same
 * graph, and then copies its files. Vectors lie on the disk; the heap holds {@value #BUFFER_MB} MB of them and the graph, about 200
 * bytes a video.
 *
 * @param videos rows of {@code video_vectors}
 * @param users rows of {@code user_vectors}
 */
record VideoSearchIndex(Dataset<Row> videos, Dataset<Row> users) {
    /** The name of the index and its folder. */
    static final String NAME = "video_search";

    /** How many of a user's best videos are looked for to measure the recall. */
    static final int K = 100;

    private static final int SAMPLE = 200;
    private static final String SAMPLED = "recall";
    private static final double BUFFER_MB = 64;

    /**
     * What the task tells.
     *
     * @param found how many of the exact lists' videos the index found
     * @param exact how many these lists have
     */
    private record Built(int dimension, long vectors, long found, long exact, List<String[]> files)
            implements Serializable {}

    /**
     * Writes the index.
     *
     * @param root the storage root
     * @param path the publication's folder, relative to the root
     */
    PublishedIndex write(org.apache.hadoop.fs.Path root, String path) {
        String folder = path + "/" + NAME;
        String target = new org.apache.hadoop.fs.Path(root, folder).toString();
        SerializableConfiguration hadoop = new SerializableConfiguration(
                videos.sparkSession().sparkContext().hadoopConfiguration());
        float[][] sample = users
                .orderBy(xxhash64(lit(SAMPLED), col(ServedUserVectors.USER_ID)), col(ServedUserVectors.USER_ID))
                .limit(SAMPLE)
                .select(ServedUserVectors.FACTORS)
                .collectAsList()
                .stream()
                .map(row -> extended(row.getList(0), 1))
                .toArray(float[][]::new);
        Built built = videos.filter(col(ServedVideoVectors.ELIGIBLE))
                .select(ServedVideoVectors.VIDEO_ID, ServedVideoVectors.FACTORS, ServedVideoVectors.BIAS)
                .repartition(1)
                .sortWithinPartitions(ServedVideoVectors.VIDEO_ID)
                .javaRDD()
                .mapPartitions(
                        rows -> List.of(built(rows, sample, target, hadoop)).iterator())
                .first();
        return new PublishedIndex(
                NAME,
                folder,
                VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT.name(),
                built.dimension(),
                built.vectors(),
                new IndexRecall(K, sample.length, built.exact() == 0 ? 1 : (double) built.found() / built.exact()),
                built.files().stream()
                        .map(file -> new PublishedFile(file[0], Long.parseLong(file[1]), 0, file[2]))
                        .toList());
    }

    private static Built built(Iterator<Row> rows, float[][] sample, String target, SerializableConfiguration hadoop) {
        Path local = null;
        try {
            local = Files.createTempDirectory("reelrank-index");
            TopK[] exact = new TopK[sample.length];
            Arrays.setAll(exact, user -> new TopK(K));
            int[] shape = index(rows, sample, exact, local);
            long[] counts = recall(sample, exact, local);
            return new Built(shape[0], shape[1], counts[0], counts[1], copied(local, target, hadoop));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the index of videos to " + target, e);
        } finally {
            if (local != null) {
                FileUtils.deleteQuietly(local.toFile());
            }
        }
    }

    /** Indexes the videos, and offers each to the exact lists. Returns the vectors' length and their number. */
    private static int[] index(Iterator<Row> rows, float[][] sample, TopK[] exact, Path local) throws IOException {
        // Segments are merged in their order, so a document's number is the place of its video.
        IndexWriterConfig config = new IndexWriterConfig()
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergePolicy(new LogDocMergePolicy())
                .setMergeScheduler(new SerialMergeScheduler());
        int dimension = 0;
        int count = 0;
        try (FSDirectory directory = FSDirectory.open(local);
                IndexWriter writer = new IndexWriter(directory, config)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                float[] vector = extended(row.getList(1), row.getFloat(2));
                dimension = vector.length;
                Document video = new Document();
                video.add(new StringField(ServedVideoVectors.VIDEO_ID, row.getString(0), Field.Store.YES));
                video.add(new KnnFloatVectorField(
                        ServedVideoVectors.FACTORS, vector, VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
                writer.addDocument(video);
                for (int user = 0; user < sample.length; user++) {
                    exact[user].offer(count, VectorUtil.dotProduct(sample[user], vector));
                }
                count++;
            }
            writer.forceMerge(1);
        }
        return new int[] {dimension, count};
    }

    /** How many videos of the exact lists the index finds, and how many there are. */
    private static long[] recall(float[][] sample, TopK[] exact, Path local) throws IOException {
        long found = 0;
        long wanted = 0;
        try (FSDirectory directory = FSDirectory.open(local);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            for (int user = 0; user < sample.length; user++) {
                Set<Integer> best = new HashSet<>();
                for (int place : exact[user].ranked().items()) {
                    best.add(place);
                }
                wanted += best.size();
                for (ScoreDoc hit : searcher.search(
                                new KnnFloatVectorQuery(ServedVideoVectors.FACTORS, sample[user], K), K)
                        .scoreDocs) {
                    found += best.contains(hit.doc) ? 1 : 0;
                }
            }
        }
        return new long[] {found, wanted};
    }

    /** Copies the index's files. Returns the name, size and SHA-256 of each, in the order of the names. */
    private static List<String[]> copied(Path local, String target, SerializableConfiguration hadoop)
            throws IOException {
        Storage storage = new Storage(hadoop.value());
        List<String[]> files = new ArrayList<>();
        File[] written = local.toFile().listFiles((folder, name) -> !name.equals(IndexWriter.WRITE_LOCK_NAME));
        Arrays.sort(written);
        for (File file : written) {
            org.apache.hadoop.fs.Path copy = new org.apache.hadoop.fs.Path(target, file.getName());
            FileSystem system = Storage.fileSystem(copy, hadoop.value());
            system.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(file.toURI()), copy);
            storage.force(copy);
            files.add(new String[] {file.getName(), Long.toString(file.length()), Digest.sha256(storage.open(copy))});
        }
        return files;
    }

    private static float[] extended(List<Float> factors, float last) {
        float[] vector = new float[factors.size() + 1];
        for (int k = 0; k < factors.size(); k++) {
            vector[k] = factors.get(k);
        }
        vector[factors.size()] = last;
        return vector;
    }
}
