package io.reelrank.pages.creators;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CreatorAdvice;
import io.reelrank.core.tables.CreatorAudience;
import io.reelrank.core.tables.CreatorChanges;
import io.reelrank.core.tables.CreatorComparisons;
import io.reelrank.core.tables.CreatorOffers;
import io.reelrank.core.tables.CreatorOutlook;
import io.reelrank.core.tables.CreatorPlaces;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The tables that a creator's page is made of. */
public enum CreatorPart {
    /** What happened, by window. */
    REPORT,
    /** The same of some nights, tonight included, from which the trend is drawn. */
    NIGHTS,
    /** The rates beside what is usual. */
    COMPARISONS,
    /** Why plays changed. */
    CHANGES,
    /** Who watches. */
    AUDIENCE,
    /** To whom videos were offered, and who took them. */
    OFFERS,
    /** What stands out. */
    ADVICE,
    /** What to expect of the next video. */
    OUTLOOK,
    /** The place among the tastes. */
    PLACES,
    /** The videos. */
    VIDEOS;

    /** The table whose rows these are. */
    public Table table() {
        return switch (this) {
            case REPORT, NIGHTS -> CreatorReport.TABLE;
            case COMPARISONS -> CreatorComparisons.TABLE;
            case CHANGES -> CreatorChanges.TABLE;
            case AUDIENCE -> CreatorAudience.TABLE;
            case OFFERS -> CreatorOffers.TABLE;
            case ADVICE -> CreatorAdvice.TABLE;
            case OUTLOOK -> CreatorOutlook.TABLE;
            case PLACES -> CreatorPlaces.TABLE;
            case VIDEOS -> CreatorVideoReport.TABLE;
        };
    }

    /** The columns that pages may read, the day among them. */
    StructType type() {
        StructType all = table().schema().add(Table.DAY, DataTypes.DateType);
        // There are many nights.
        return this == NIGHTS
                ? new StructType(new StructField[] {
                    all.apply(CreatorReport.WINDOW_DAYS), all.apply(CreatorReport.PLAYS), all.apply(Table.DAY)
                })
                : all;
    }
}
