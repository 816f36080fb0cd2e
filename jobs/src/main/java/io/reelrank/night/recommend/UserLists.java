package io.reelrank.night.recommend;

import io.reelrank.core.settings.RerankSettings;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.engine.rerank.ItemTraits;
import io.reelrank.engine.rerank.RerankedList;
import io.reelrank.engine.rerank.Reranker;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Makes users' lists: orders the candidates, re-ranks them, and adds sources and reasons.
 *
 * @param order orders the candidates
 * @param pool the videos that may be listed
 * @param quotas the kinds of videos that have a quota of places
 * @param traits what re-ranking knows about videos
 * @param topN how many videos a list has
 * @param candidates how many videos a list is chosen from at first
 * @param rerank how lists are chosen from candidates
 * @param reasons finds reasons
 * @param names of all videos
 */
record UserLists(
        ListOrder order,
        CandidatePool pool,
        List<Quota> quotas,
        ItemTraits traits,
        int topN,
        int candidates,
        RerankSettings rerank,
        RecommendationReasons reasons,
        VideoNames names)
        implements Serializable {
    // If caps leave a list short, it is chosen from more candidates; re-ranking needs memory for their square.
    private static final int MAX_CANDIDATES_FACTOR = 16;
    private static final int MAX_CANDIDATES = 20_000;

    /**
     * The columns of the lists.
     *
     * @param owner the first column: whom the list is for
     */
    static StructType schema(String owner) {
        return new StructType()
                .add(owner, "string")
                .add(Recommendations.VIDEO_IDS, "array<string>")
                .add(Recommendations.SCORES, "array<float>")
                .add(Recommendations.SOURCES, "array<string>")
                .add(Recommendations.REASONS, "array<string>");
    }

    /** The recipients' lists; a batch of recipients is scored at a time. */
    Iterator<Row> of(Iterator<Recipient> recipients) {
        Reranker reranker = new Reranker(traits, rerank);
        return RowBatches.of(recipients, TopItems.BATCH)
                .flatMap(batch -> lists(batch, reranker))
                .iterator();
    }

    /** The lists for unknown users: the first for users without a segment, then one for each segment. */
    List<Row> ofSegments() {
        List<Recipient> unknown = new ArrayList<>();
        unknown.add(Recipient.unknown("all", null));
        pool.bySegment().keySet().stream()
                .sorted()
                .forEach(segment -> unknown.add(Recipient.unknown(segment, segment)));
        List<Row> rows = new ArrayList<>();
        of(unknown.iterator()).forEachRemaining(rows::add);
        return rows;
    }

    private Stream<Row> lists(List<Recipient> batch, Reranker reranker) {
        List<ListOrder.Ordered> merit = order.of(batch, candidates);
        List<RankedItems[]> claimed = quotas.stream()
                .map(quota -> quota.pool().top(batch, quota.candidates()))
                .toList();
        return IntStream.range(0, batch.size()).mapToObj(i -> {
            List<RankedItems> claims = claimed.stream().map(lists -> lists[i]).toList();
            return row(batch.get(i), merit.get(i), claims, reranker);
        });
    }

    private Row row(Recipient recipient, ListOrder.Ordered merit, List<RankedItems> claimed, Reranker reranker) {
        ListOrder.Ordered best = merit;
        RerankedList list = reranked(recipient, best, claimed, reranker);
        int most = Math.min(MAX_CANDIDATES, MAX_CANDIDATES_FACTOR * candidates);
        // Caps may use up the candidates while there are more videos.
        for (int n = candidates;
                list.items().length < topN && best.ranked().items().length == n && n < most;
                list = reranked(recipient, best, claimed, reranker)) {
            n = Math.multiplyExact(n, 2);
            best = order.of(List.of(recipient), n).get(0);
        }
        boolean[] isOfSegment = isOfSegment(recipient, list.items());
        return RowFactory.create(
                recipient.id(),
                names.of(list.items()),
                boxed(list.scores()),
                sources(recipient, list, isOfSegment),
                reasons.of(recipient, list, served(list, best), isOfSegment));
    }

    private RerankedList reranked(
            Recipient recipient, ListOrder.Ordered merit, List<RankedItems> claimed, Reranker reranker) {
        return reranker.of(merit.ranked(), claimed, recipient.seen(), recipient.strengths(), topN);
    }

    private boolean[] isOfSegment(Recipient recipient, int[] listed) {
        boolean[] isOfSegment = new boolean[listed.length];
        TopItems ofSegment = pool.ofSegment(recipient);
        for (int i = 0; i < listed.length && ofSegment != null; i++) {
            isOfSegment[i] = ofSegment.has(listed[i]);
        }
        return isOfSegment;
    }

    private static String[] sources(Recipient recipient, RerankedList list, boolean[] isOfSegment) {
        String[] sources = new String[list.items().length];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = switch (list.claims()[i]) {
                case NEW -> "new-video";
                case SMALL_CREATOR -> "small-creator";
                case MERIT -> recipient.hasFactors() ? recipient.source() : isOfSegment[i] ? "segment" : "popular";
            };
        }
        return sources;
    }

    /** [places] the model's scores of the listed videos. */
    private static float[] served(RerankedList list, ListOrder.Ordered merit) {
        float[] served = list.scores();
        if (merit.served() != merit.ranked().scores()) {
            served = served.clone();
            for (int i = 0; i < served.length; i++) {
                for (int j = 0; j < merit.served().length; j++) {
                    served[i] = merit.ranked().items()[j] == list.items()[i] ? merit.served()[j] : served[i];
                }
            }
        }
        return served;
    }

    private static Float[] boxed(float[] scores) {
        Float[] boxed = new Float[scores.length];
        Arrays.setAll(boxed, i -> scores[i]);
        return boxed;
    }

    /**
     * A kind of videos that have a quota of places.
     *
     * @param pool the videos of this kind
     * @param candidates how many of them a list is chosen from
     */
    record Quota(CandidatePool pool, int candidates) implements Serializable {}
}
