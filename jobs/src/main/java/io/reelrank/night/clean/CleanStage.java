package io.reelrank.night.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.CleanSettings;
import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the suspected bots: users whose behaviour is an outlier by one of the rules. */
public final class CleanStage implements Stage {
    private final CleanSettings settings;
    private final CreatorIds creatorIds;
    private final ZoneId zone;

    /**
     * @param settings the rules and their bounds
     * @param creatorIds whether creators and users share ids
     * @param zone the platform's time zone
     */
    public CleanStage(CleanSettings settings, CreatorIds creatorIds, ZoneId zone) {
        this.settings = settings;
        this.creatorIds = creatorIds;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "clean";
    }

    @Override
    public String purpose() {
        return "finds suspected bots: users whose behaviour is an outlier, each with the rule, the figure and the threshold";
    }

    @Override
    public List<Input> reads() {
        return List.of(
                Input.window(Events.TABLE, settings.windowDays()), Input.today(Videos.TABLE), Input.today(Users.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(Suspects.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext context) {
        return Map.of("clean settings", Digest.of(List.of(settings, creatorIds, zone)));
    }

    @Override
    public void execute(StageContext context) {
        Dataset<Row> events = Users.without(
                Users.forgotten(context.read(Users.TABLE)),
                Events.deliveredBy(context.date(), context.read(Events.TABLE)));
        try (RowCache cache = new RowCache()) {
            Dataset<Row> figures =
                    cache.keep(new BehaviourFigures(zone, creatorIds).of(events, context.read(Videos.TABLE)));
            context.write(Suspects.TABLE, new OutlierRules(settings).of(figures));
        }
        noteSuspects(context);
    }

    private static void noteSuspects(StageContext context) {
        Dataset<Row> suspects = context.readOwn(Suspects.TABLE, List.of(context.date()));
        long users =
                suspects.agg(count_distinct(col(UserIndex.USER_ID))).first().getLong(0);
        String reasons =
                suspects.groupBy(Suspects.REASON).agg(count(lit(1))).orderBy(Suspects.REASON).collectAsList().stream()
                        .map(row -> "%s %s".formatted(row.getString(0), formatted(row.getLong(1))))
                        .collect(Collectors.joining(", "));
        context.note("suspects", users == 0 ? "none" : "%s users by %s".formatted(formatted(users), reasons));
    }

    private static String formatted(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
