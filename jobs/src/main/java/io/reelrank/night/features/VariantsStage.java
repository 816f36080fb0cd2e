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
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.StrengthVariants;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
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

/** The strengths before the held out days as other settings would have them, for measuring what each part is worth. */
public final class VariantsStage implements Stage {
    private final FeaturesSettings settings;
    private final Map<String, StrengthSettings> variants;
    private final CountedEvents counting;
    private final ZoneId zone;

    /**
     * @param settings how events count, but for strengths
     * @param ablation the other settings of strengths
     * @param clean which plays happened by accident
     * @param creatorIds whether creators are known as users
     * @param zone the platform's time zone
     */
    public VariantsStage(
            FeaturesSettings settings,
            AblationSettings ablation,
            CleanSettings clean,
            CreatorIds creatorIds,
            ZoneId zone) {
        this.counting = new CountedEvents(clean.accidentalMs(), creatorIds);
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
        return "says how strong each pair was before the held out days by other settings";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(Events.TABLE, settings.windowDays()),
                Input.today(Videos.TABLE),
                Input.today(History.TABLE),
                Input.today(Suspects.TABLE),
                Input.today(UserIndex.TABLE),
                Input.today(VideoIndex.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(StrengthVariants.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return Map.of("variants settings", Digest.of(List.of(settings, variants, counting, zone)));
    }

    @Override
    public void execute(StageContext run) {
        Dataset<Row> users = run.read(UserIndex.TABLE).drop("dt");
        Dataset<Row> videos = run.read(VideoIndex.TABLE).drop("dt");
        LocalDate split = run.date().minusDays(settings.testDays());
        Dataset<Row> lasting = EventSignals.withVideos(
                        Events.deliveredBy(run.date(), run.read(Events.TABLE)), run.read(Videos.TABLE))
                .filter(col("dt").leq(lit(split)));
        Dataset<Row> events = FeaturesStage.numbered(lasting, users, videos).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> suspects = run.read(Suspects.TABLE).join(users, UserIndex.USER_ID);
        Dataset<Row> history = CountedEvents.trusted(
                        FeaturesStage.numbered(run.read(History.TABLE).drop("dt"), users, videos)
                                .withColumn("counts", lit(true)),
                        suspects,
                        "user_idx")
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            variants.keySet().forEach(name -> {
                add(name, events, suspects, history, split, run.scratch());
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
     * Adds a variant's strengths to a folder: one after the other, as Spark would plan them together for longer than it
     * computes, and the plans of what is only kept would fill the driver's memory.
     */
    private void add(
            String name,
            Dataset<Row> events,
            Dataset<Row> suspects,
            Dataset<Row> history,
            LocalDate split,
            Path folder) {
        StrengthSettings variant = variants.get(name);
        FeaturesSettings other = settings.with(variant);
        EventSignals signals = new EventSignals(other);
        Dataset<Row> days =
                CountedEvents.trusted(PairsByDay.of(signals.of(events, counting), signals), suspects, "user_idx");
        PairStrengths pairs = new PairStrengths(variant, signals, zone);
        Dataset<Row> met = pairs.met(days, history);
        Dataset<Row> strengths = pairs.strengths(met, split).persist(StorageLevel.MEMORY_AND_DISK());
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
        strengths.unpersist();
    }
}
