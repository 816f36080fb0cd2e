package io.reelrank.night.recommend;

import io.reelrank.core.settings.RerankSettings;
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
 * Makes users' lists.
 *
 * @param order the best videos by merit
 * @param videos all that may be listed
 * @param owed those that are owed places, one for each kind of claim
 * @param traits what re-ranking knows of videos
 * @param topN videos a list
 * @param candidates how many by merit it is chosen from at first
 * @param rerank how it is chosen
 * @param reasons says why
 * @param names of all videos
 */
record UserLists(
        ListOrder order,
        CandidatePool videos,
        List<Quota> owed,
        ItemTraits traits,
        int topN,
        int candidates,
        RerankSettings rerank,
        RecommendationReasons reasons,
        VideoNames names)
        implements Serializable {
    /** Where caps use up the candidates, so many times as many are looked at; their square is held in memory. */
    private static final int MOST_TIMES = 16;

    private static final int MOST = 20_000;

    /** The columns of a list; who it is for comes first. */
    static StructType schema(String owner) {
        return new StructType()
                .add(owner, "string")
                .add("video_ids", "array<string>")
                .add("scores", "array<float>")
                .add("sources", "array<string>")
                .add("reasons", "array<string>");
    }

    /** The lists of addressees, of as many at a time as are scored together. */
    Iterator<Row> of(Iterator<Recipient> addressees) {
        Reranker reranker = new Reranker(traits, rerank);
        return RowBatches.of(addressees, TopItems.BATCH)
                .flatMap(batch -> lists(batch, reranker))
                .iterator();
    }

    /** The lists of those of whom nothing is known but their segment, the first for everybody else. */
    List<Row> ofSegments() {
        List<Recipient> strangers = new ArrayList<>();
        strangers.add(Recipient.stranger("all", null));
        videos.bySegment().keySet().stream()
                .sorted()
                .forEach(segment -> strangers.add(Recipient.stranger(segment, segment)));
        List<Row> rows = new ArrayList<>();
        of(strangers.iterator()).forEachRemaining(rows::add);
        return rows;
    }

    private Stream<Row> lists(List<Recipient> batch, Reranker reranker) {
        List<ListOrder.Ordered> merit = order.of(batch, candidates);
        List<RankedItems[]> claimed = owed.stream()
                .map(those -> those.videos().top(batch, those.candidates()))
                .toList();
        return IntStream.range(0, batch.size()).mapToObj(i -> {
            List<RankedItems> ofOne = claimed.stream().map(lists -> lists[i]).toList();
            return row(batch.get(i), merit.get(i), ofOne, reranker);
        });
    }

    private Row row(Recipient addressee, ListOrder.Ordered merit, List<RankedItems> claimed, Reranker reranker) {
        ListOrder.Ordered best = merit;
        RerankedList list = arranged(addressee, best, claimed, reranker);
        int most = Math.min(MOST, MOST_TIMES * candidates);
        // Caps may use up the candidates while there are more videos.
        for (int n = candidates;
                list.items().length < topN && best.ranked().items().length == n && n < most;
                list = arranged(addressee, best, claimed, reranker)) {
            n = Math.multiplyExact(n, 2);
            best = order.of(List.of(addressee), n).get(0);
        }
        boolean[] isOfSegment = isOfSegment(addressee, list.items());
        return RowFactory.create(
                addressee.id(),
                names.of(list.items()),
                boxed(list.scores()),
                sources(addressee, list, isOfSegment),
                reasons.of(addressee, list, served(list, best), isOfSegment));
    }

    private RerankedList arranged(
            Recipient addressee, ListOrder.Ordered merit, List<RankedItems> claimed, Reranker reranker) {
        return reranker.of(
                merit.ranked(),
                claimed,
                addressee.person().seen(),
                addressee.person().strengths(),
                topN);
    }

    private boolean[] isOfSegment(Recipient addressee, int[] listed) {
        boolean[] isOfSegment = new boolean[listed.length];
        TopItems ofSegment = videos.ofSegment(addressee);
        for (int i = 0; i < listed.length && ofSegment != null; i++) {
            isOfSegment[i] = ofSegment.has(listed[i]);
        }
        return isOfSegment;
    }

    private static String[] sources(Recipient addressee, RerankedList list, boolean[] isOfSegment) {
        String[] sources = new String[list.items().length];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = switch (list.claims()[i]) {
                case NEW -> "new-video";
                case SMALL_CREATOR -> "small-creator";
                case MERIT -> addressee.isKnown() ? addressee.source() : isOfSegment[i] ? "segment" : "popular";
            };
        }
        return sources;
    }

    /** [places] the model's scores of what is listed. */
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
     * Videos that are owed places.
     *
     * @param videos these
     * @param candidates how many of them a list is chosen from
     */
    record Quota(CandidatePool videos, int candidates) implements Serializable {}
}
