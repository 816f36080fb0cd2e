package io.reelrank.night.recommend;

import io.reelrank.core.settings.CandidateOrder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Lists by one order of the candidates.
 *
 * @param order what orders them
 * @param lists makes the lists
 */
record RankedLists(CandidateOrder order, UserLists lists) implements Serializable {
    /** The lists of recipients, in their order. */
    List<Row> of(List<Recipient> recipients) {
        List<Row> rows = new ArrayList<>();
        of(recipients.iterator()).forEachRemaining(rows::add);
        return rows;
    }

    /** The same, of which each batch is made when it is asked for. */
    Iterator<Row> of(Iterator<Recipient> recipients) {
        return order == CandidateOrder.POPULARITY ? lists.of(strangers(recipients)) : lists.of(recipients);
    }

    private static Iterator<Recipient> strangers(Iterator<Recipient> recipients) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return recipients.hasNext();
            }

            @Override
            public Recipient next() {
                return recipients.next().asStranger();
            }
        };
    }
}
