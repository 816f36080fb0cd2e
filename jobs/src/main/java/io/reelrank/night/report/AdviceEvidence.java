package io.reelrank.night.report;

import io.reelrank.core.stage.RowCache;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What advice is made of beside comparisons with peers. It needs none of them, so it is made while other tables are.
 *
 * @param seconds of {@link LeavingSeconds#of}, with {@code creator_id}
 * @param contrasts of {@link VideoContrasts#of}
 * @param videos of {@link VideoContrasts#judged}
 */
record AdviceEvidence(Dataset<Row> seconds, Dataset<Row> contrasts, Dataset<Row> videos) {
    /**
     * @param counted of {@link ReportSums#counted}
     * @param numbers of the creators in it
     * @param videos of {@link VideoContrasts#judged}
     * @param leaving where viewers left
     * @param cache keeps what is read several times
     */
    static AdviceEvidence of(
            Dataset<Row> counted, CreatorNumbers numbers, Dataset<Row> videos, LeavingSeconds leaving, RowCache cache) {
        Dataset<Row> spans = cache.keep(leaving.spans(cache.keep(leaving.ends(counted))));
        return new AdviceEvidence(
                cache.keep(numbers.named(LeavingSeconds.of(spans))), cache.keep(VideoContrasts.of(videos)), videos);
    }
}
