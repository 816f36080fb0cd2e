package io.reelrank.core.serving;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.FallbackRecommendations;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.SimilarVideos;

/** The datasets of a publication that stores hold. */
enum ServingDataset {
    /** The list of a user. */
    USER("user"),
    /** The list for users of a segment who have none. */
    SEGMENT("segment"),
    /** The videos that are similar to one. */
    VIDEO("video");

    private final String subject;

    ServingDataset(String subject) {
        this.subject = subject;
    }

    Table table() {
        return switch (this) {
            case USER -> Recommendations.TABLE;
            case SEGMENT -> FallbackRecommendations.TABLE;
            case VIDEO -> SimilarVideos.TABLE;
        };
    }

    /** What a list belongs to, in one word; it is a part of keys. */
    String subject() {
        return subject;
    }

    /** The column of the ids of what lists belong to. */
    String key() {
        return table().key().get(0);
    }
}
