package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The truth as Parquet: the users' tastes, the attributes of creators and videos, what the niches' viewers crave, and the
 * numbers of corrupted rows.
 */
final class TruthTables {
    static final StructType USERS = new StructType()
            .add("user_id", DataTypes.StringType)
            .add("number", DataTypes.LongType)
            .add("is_bot", DataTypes.BooleanType)
            .add("nature", DataTypes.StringType)
            .add("join_day", DataTypes.IntegerType)
            .add("daily_exposures", DataTypes.DoubleType)
            .add("active_share", DataTypes.DoubleType)
            .add("taste", DataTypes.createArrayType(DataTypes.FloatType));
    static final StructType VIDEOS = new StructType()
            .add("video_id", DataTypes.StringType)
            .add("number", DataTypes.LongType)
            .add("creator_id", DataTypes.StringType)
            .add("niche", DataTypes.StringType)
            .add("second_niche", DataTypes.StringType)
            .add("topic", DataTypes.StringType)
            .add("craft", DataTypes.DoubleType)
            .add("appeal", DataTypes.DoubleType)
            .add("duration_ms", DataTypes.LongType)
            .add("upload_day", DataTypes.IntegerType);
    static final StructType CREATORS = new StructType()
            .add("creator_id", DataTypes.StringType)
            .add("number", DataTypes.LongType)
            .add("niche", DataTypes.StringType)
            .add("second_niche", DataTypes.StringType)
            .add("craft", DataTypes.DoubleType)
            .add("quirk", DataTypes.StringType)
            .add("subject", DataTypes.StringType);
    static final StructType NICHES = new StructType()
            .add("niche", DataTypes.StringType)
            .add("craved_tag", DataTypes.StringType)
            .add("fans_traffic", DataTypes.DoubleType);
    static final StructType CHANGED_USERS = new StructType()
            .add("user_id", DataTypes.StringType)
            .add("number", DataTypes.LongType)
            .add("active_share", DataTypes.DoubleType)
            .add("taste", DataTypes.createArrayType(DataTypes.FloatType));
    static final StructType DIRT = new StructType()
            .add("day", DataTypes.DateType)
            .add("kind", DataTypes.StringType)
            .add("rows", DataTypes.LongType);

    private static final long ROWS_PER_TASK = 200_000;

    private final SparkSession spark;
    private final SimulateSettings settings;
    private final String root;

    TruthTables(SparkSession spark, SimulateSettings settings, String root) {
        this.spark = spark;
        this.settings = settings;
        this.root = root;
    }

    /**
     * Writes the tables.
     *
     * @param eventsByKind the row counts of the events by day and kind
     * @return the folders
     */
    List<String> write(Map<LocalDate, Map<String, Long>> eventsByKind) {
        Platform platform = new Platform(settings);
        long users = platform.usersBefore(settings.days());
        long videos = platform.firstVideo(settings.days());
        return List.of(
                save("users", rows(SimulatedRows.numbers(spark, users, ROWS_PER_TASK), USERS, TruthTables::userRow)),
                save(
                        "videos",
                        rows(SimulatedRows.numbers(spark, videos, ROWS_PER_TASK), VIDEOS, TruthTables::videoRow)),
                save(
                        "creators",
                        rows(
                                SimulatedRows.numbers(spark, settings.creators(), ROWS_PER_TASK),
                                CREATORS,
                                TruthTables::creatorRow)),
                save(
                        "niches",
                        rows(SimulatedRows.numbers(spark, Niche.COUNT, Niche.COUNT), NICHES, TruthTables::nicheRow)
                                .coalesce(1)),
                save(
                        "changed_users",
                        rows(
                                SimulatedRows.numbers(spark, users, ROWS_PER_TASK),
                                CHANGED_USERS,
                                TruthTables::changedUserRow)),
                save(
                        "dirt",
                        spark.createDataFrame(kindRows(eventsByKind), DIRT)
                                .coalesce(1)
                                .sortWithinPartitions("day", "kind")));
    }

    /** Makes the row of one user, video, creator or niche. */
    private interface RowOfNumber extends Serializable {
        Row row(Platform platform, long number);
    }

    private Dataset<Row> rows(Dataset<Long> numbers, StructType schema, RowOfNumber each) {
        SimulateSettings settingsOfTask = settings;
        return numbers.mapPartitions(
                (MapPartitionsFunction<Long, Row>)
                        numbersOfTask -> mapped(numbersOfTask, new Platform(settingsOfTask), each),
                Encoders.row(schema));
    }

    private static Iterator<Row> mapped(Iterator<Long> numbers, Platform platform, RowOfNumber each) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public Row next() {
                return each.row(platform, numbers.next());
            }
        };
    }

    private String save(String name, Dataset<Row> rows) {
        String folder = new Path(root, "truth/" + name).toString();
        rows.write().mode(SaveMode.Overwrite).parquet(folder);
        return folder;
    }

    private static Row userRow(Platform platform, long number) {
        User user = platform.user(number);
        return RowFactory.create(
                user.id(),
                number,
                user.nature() != User.Nature.PERSON,
                user.nature().name().toLowerCase(Locale.ROOT),
                user.joinDay(),
                user.dailyExposures(),
                user.activeShare(),
                taste(user));
    }

    private static Row changedUserRow(Platform platform, long number) {
        User user = platform.changed(platform.user(number));
        return RowFactory.create(user.id(), number, user.activeShare(), taste(user));
    }

    private static Float[] taste(User user) {
        Float[] taste = new Float[Niche.COUNT];
        for (int niche = 0; niche < taste.length; niche++) {
            taste[niche] = (float) user.taste(niche);
        }
        return taste;
    }

    private static Row creatorRow(Platform platform, long number) {
        Creator creator = platform.creator(number);
        return RowFactory.create(
                Creator.id(number),
                number,
                Niche.ALL.get(creator.niche()).english(),
                Niche.ALL.get(creator.secondNiche()).english(),
                creator.craft(),
                creator.quirk().spelling(),
                creator.subject());
    }

    private static Row nicheRow(Platform platform, long number) {
        int index = (int) number;
        Niche niche = Niche.ALL.get(index);
        return RowFactory.create(
                niche.english(),
                platform.isCraved(index)
                        ? niche.topics().get(Platform.RAREST_TOPIC).chinese()
                        : "",
                platform.fansTraffic(index));
    }

    private static Row videoRow(Platform platform, long number) {
        Video video = platform.video(number);
        Niche niche = Niche.ALL.get(video.niche());
        return RowFactory.create(
                video.id(),
                number,
                Creator.id(video.creator()),
                niche.english(),
                Niche.ALL.get(video.secondNiche()).english(),
                niche.topics().get(video.topic()).english(),
                video.craft(),
                video.appeal(),
                video.durationMs(),
                video.uploadDay());
    }

    private static List<Row> kindRows(Map<LocalDate, Map<String, Long>> eventsByKind) {
        List<Row> rows = new ArrayList<>();
        eventsByKind.forEach((day, kinds) ->
                kinds.forEach((kind, count) -> rows.add(RowFactory.create(Date.valueOf(day), kind, count))));
        return rows;
    }
}
