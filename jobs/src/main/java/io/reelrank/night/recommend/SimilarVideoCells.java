package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.scoring.CellCentres;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.ItemCells;
import io.reelrank.engine.scoring.ItemFactors;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The similar videos of each video among those near it: videos are put into cells, and a video is compared with those of
 * the nearest cells. The work grows with the videos times the part of them that is looked at, and not with their square.
 *
 * @param centres of the cells, the same for all slices of the videos
 * @param rank the factors' length
 * @param share how large a part of the videos is looked at
 * @param n how many similar videos each video gets
 */
record SimilarVideoCells(CellCentres centres, int rank, double share, int n) implements Serializable {
    private static final int SAMPLE_PER_CELL = 32;
    private static final int MOST_CELLS = 4096;
    private static final String CELL = "cell";
    private static final StructType QUERY = new StructType()
            .add(CELL, "int")
            .add(VideoIndex.VIDEO_IDX, "int")
            .add(VideoFactors.FACTORS, "array<float>");
    private static final StructType FOUND = new StructType()
            .add(UserIndex.USER_ID, "string")
            .add(Recipient.ITEMS, "array<int>")
            .add(Recipient.SCORES, "array<float>");

    /**
     * Finds the cells: about as many as a cell has videos.
     *
     * @param items {@code video_idx, factors} of length 1
     * @param count how many these are
     */
    static SimilarVideoCells of(Dataset<Row> items, long count, int rank, double share, int n) {
        int cells = (int) Math.max(1, Math.min(MOST_CELLS, Math.round(Math.sqrt((double) count))));
        float[][] sample = items
                .orderBy(xxhash64(col(VideoIndex.VIDEO_IDX)), col(VideoIndex.VIDEO_IDX))
                .limit(cells * SAMPLE_PER_CELL)
                .select(VideoFactors.FACTORS)
                .collectAsList()
                .stream()
                .map(row -> floats(row.getList(0)))
                .toArray(float[][]::new);
        return new SimilarVideoCells(CellCentres.of(sample, cells), rank, share, n);
    }

    /**
     * The similar videos among some videos.
     *
     * @param queries {@code video_idx, factors} of length 1
     * @param items the same, of the videos that may be listed
     * @return {@code user_id, items, scores}: the query's number as text, and its similar videos, best first
     */
    Dataset<Row> best(Dataset<Row> queries, Dataset<Row> items) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(items.sparkSession().sparkContext());
        ItemFactors factors = CollectedItems.factors(items, rank);
        Broadcast<ItemCells> shared =
                context.broadcast(new ItemCells(centres, factors, (long) Math.ceil(share * factors.size())));
        JavaRDD<Row> placed = queries.select(VideoIndex.VIDEO_IDX, VideoFactors.FACTORS)
                .javaRDD()
                .mapPartitions(rows -> placed(rows, shared.value().centres()));
        // Ranges cut a cell of many videos, and keep those of a cell together.
        int tasks = context.defaultParallelism() * Recipients.TASKS_A_CORE;
        Dataset<Row> byCell = items.sparkSession()
                .createDataFrame(placed, QUERY)
                .repartitionByRange(tasks, col(CELL), col(VideoIndex.VIDEO_IDX))
                .sortWithinPartitions(CELL, VideoIndex.VIDEO_IDX);
        return items.sparkSession()
                .createDataFrame(byCell.javaRDD().mapPartitions(rows -> found(rows, shared.value(), n)), FOUND);
    }

    private static Iterator<Row> placed(Iterator<Row> rows, CellCentres centres) {
        return RowBatches.of(rows, TopItems.BATCH)
                .flatMap(batch -> {
                    float[][] vectors = vectors(batch, 1);
                    int[] cells = centres.nearest(vectors);
                    return IntStream.range(0, cells.length)
                            .mapToObj(i ->
                                    RowFactory.create(cells[i], batch.get(i).getInt(0), vectors[i]));
                })
                .iterator();
    }

    private static Iterator<Row> found(Iterator<Row> rows, ItemCells cells, int n) {
        NearItems near = new NearItems(cells);
        return RowBatches.of(rows, TopItems.BATCH)
                .flatMap(batch -> found(batch, near, n))
                .iterator();
    }

    private static Stream<Row> found(List<Row> batch, NearItems near, int n) {
        List<Row> found = new ArrayList<>();
        int from = 0;
        while (from < batch.size()) {
            int cell = batch.get(from).getInt(0);
            int to = from;
            while (to < batch.size() && batch.get(to).getInt(0) == cell) {
                to++;
            }
            List<Row> ofCell = batch.subList(from, to);
            Exclusions[] themselves = ofCell.stream()
                    .map(row -> Exclusions.of(new int[] {row.getInt(1)}))
                    .toArray(Exclusions[]::new);
            RankedItems[] lists = near.of(cell).top(vectors(ofCell, 2), themselves, n);
            for (int i = 0; i < lists.length; i++) {
                found.add(RowFactory.create(
                        Integer.toString(ofCell.get(i).getInt(1)), lists[i].items(), lists[i].scores()));
            }
            from = to;
        }
        return found.stream();
    }

    /** The packed items of the cell that was asked for last: queries come by cell. */
    private static final class NearItems {
        private final ItemCells cells;
        private int cell = -1;
        private TopItems items;

        NearItems(ItemCells cells) {
            this.cells = cells;
        }

        TopItems of(int wanted) {
            if (cell != wanted) {
                items = cells.near(wanted);
                cell = wanted;
            }
            return items;
        }
    }

    private static float[][] vectors(List<Row> rows, int column) {
        return rows.stream().map(row -> floats(row.getList(column))).toArray(float[][]::new);
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return floats;
    }
}
