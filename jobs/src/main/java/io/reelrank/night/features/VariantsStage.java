package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.AblationSettings;
import io.reelrank.core.settings.CleanSettings;
import io.reelrank.core.settings.FeaturesSettings;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.StrengthVariants;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.Videos;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;

/** Computes the strengths before the held-out days under other settings, to measure what each part is worth. */
public final class VariantsStage implements Stage {
    private final FeaturesSettings settings;
    private final Map<String, StrengthSettings> variants;
    private final EventFilter filter;
    private final ZoneId zone;

    /**
     * @param settings how features are computed, without the settings of strengths
     * @param ablation the variants of the settings of strengths
     * @param clean which plays happened by accident
     * @param creatorIds whether creator ids are user ids
     * @param zone the platform's time zone
     */
    public VariantsStage(
            FeaturesSettings settings,
            AblationSettings ablation,
            CleanSettings clean,
            CreatorIds creatorIds,
            ZoneId zone) {
        this.filter = new EventFilter(clean.accidentalMs(), creatorIds);
        this.settings = settings;
        this.variants = ablation.variants();
        this.zone = zone;
    }

    @Override
    public String name() {
        return "variants";
    }

    @Override
    public String purpose() {
        return "computes the strengths before the held-out days under other settings";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(Events.TABLE, settings.windowDays()),
                Input.today(Videos.TABLE),
                Input.today(History.TABLE),
                Input.today(Suspects.TABLE),
                Input.today(Users.TABLE),
                Input.today(UserIndex.TABLE),
                Input.today(VideoIndex.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(StrengthVariants.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("variants settings", Digest.of(List.of(settings, variants, filter, zone)));
    }

    @Override
    public void execute(StageContext run) {
        Dataset<Row> users = run.read(UserIndex.TABLE).drop(Table.DAY);
        Dataset<Row> videos = run.read(VideoIndex.TABLE).drop(Table.DAY);
        LocalDate split = run.date().minusDays(settings.testDays());
        Dataset<Row> before = FeedbackSignals.withVideos(
                        Events.deliveredBy(run.date(), run.read(Events.TABLE)),
                        FeaturesStage.known(videos, run.read(Videos.TABLE)))
                .filter(col(Table.DAY).leq(lit(split)));
        Dataset<Row> events = before.join(users, UserIndex.USER_ID).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> suspects = run.read(Suspects.TABLE)
                .select(Suspects.USER_ID)
                .union(Users.refusing(run.read(Users.TABLE), Users.CONSENT_TRAINING))
                .join(users, UserIndex.USER_ID);
        Dataset<Row> history = EventFilter.markSuspects(
                        FeaturesStage.numbered(run.read(History.TABLE).drop(Table.DAY), users, videos)
                                .withColumn(DayPairs.COUNTS, lit(true)),
                        suspects,
                        UserIndex.USER_IDX)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            variants.keySet().forEach(name -> {
                append(name, events, suspects, history, split, run.scratch());
                run.step("strengths of " + name);
            });
            run.write(
                    StrengthVariants.TABLE,
                    variants.isEmpty()
                            ? run.spark().createDataFrame(List.of(), StrengthVariants.TABLE.schema())
                            : run.spark().read().parquet(run.scratch().toString()));
        } finally {
            events.unpersist();
            history.unpersist();
        }
    }

    /**
     * Appends a variant's strengths to a folder. The variants are computed one after the other: planning all together
     * takes longer than computing them, and persisted but unwritten plans would fill the driver's memory.
     */
    private void append(
            String name,
            Dataset<Row> events,
            Dataset<Row> suspects,
            Dataset<Row> history,
            LocalDate split,
            Path folder) {
        StrengthSettings variant = variants.get(name);
        FeedbackSignals signals = new FeedbackSignals(settings.with(variant));
        try (RowCache cache = new RowCache()) {
            Dataset<Row> days = EventFilter.markSuspects(
                    DailyAggregation.of(signals.of(events, filter, cache), signals, List.of()),
                    suspects,
                    UserIndex.USER_IDX);
            InteractionStrengths pairs = new InteractionStrengths(variant, signals, zone);
            Dataset<Row> evidence = pairs.evidence(days, history);
            Dataset<Row> strengths = cache.keep(pairs.strengths(evidence, split));
            pairs.limited(strengths)
                    .filter(col(StrengthVariants.STRENGTH).notEqual(0f))
                    .select(
                            col(UserIndex.USER_IDX),
                            col(VideoIndex.VIDEO_IDX),
                            col(StrengthVariants.STRENGTH),
                            lit(name).as(StrengthVariants.VARIANT))
                    .write()
                    .mode(SaveMode.Append)
                    .parquet(folder.toString());
        }
    }
}
