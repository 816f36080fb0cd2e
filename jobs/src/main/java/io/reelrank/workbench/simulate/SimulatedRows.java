package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of the three sources, each with its file and its place there. */
final class SimulatedRows {
    static final StructType SCHEMA = new StructType()
            .add("part", DataTypes.LongType)
            .add("time", DataTypes.LongType)
            .add("entity", DataTypes.LongType)
            .add("sequence", DataTypes.IntegerType)
            .add("kind", DataTypes.StringType)
            .add("line", DataTypes.StringType);

    private static final long ROWS_PER_TASK = 50_000;

    private final SparkSession spark;
    private final SimulateSettings settings;
    private final long usersPerTask;

    SimulatedRows(SparkSession spark, SimulateSettings settings, long usersPerTask) {
        this.spark = spark;
        this.settings = settings;
        this.usersPerTask = usersPerTask;
    }

    Dataset<Row> events() {
        SimulateSettings settingsOfTask = settings;
        return numbers(new Platform(settings).usersBefore(settings.days()), usersPerTask)
                .mapPartitions(
                        (MapPartitionsFunction<Long, Row>) users -> {
                            Platform platform = new Platform(settingsOfTask);
                            LogCorruption corruption = new LogCorruption(settingsOfTask);
                            return rows(users, user -> eventRows(platform, corruption, user, List.of()));
                        },
                        Encoders.row(SCHEMA));
    }

    /**
     * The events of users who are offered lists.
     *
     * @param lists {@code user_id, video_ids} and the night that made the list in {@code dt}; users are offered it on the day
     *     after that
     */
    Dataset<Row> events(Dataset<Row> lists) {
        SimulateSettings settingsOfTask = settings;
        Dataset<Row> offered = lists.groupBy("user_id")
                .agg(functions.collect_list(functions.struct("dt", "video_ids")).as("lists"));
        Dataset<Row> numbers = numbers(new Platform(settings).usersBefore(settings.days()), usersPerTask)
                .toDF("number");
        Dataset<Row> ids = numbers.withColumn(
                "user_id",
                functions.concat(
                        functions.lit("u"),
                        functions
                                .when(
                                        functions
                                                .length(functions.col("number").cast("string"))
                                                .lt(Ids.DIGITS),
                                        functions.lpad(functions.col("number").cast("string"), Ids.DIGITS, "0"))
                                .otherwise(functions.col("number").cast("string"))));
        return ids.join(offered, new String[] {"user_id"}, "left")
                .select("number", "lists")
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) users -> {
                            Platform platform = new Platform(settingsOfTask);
                            LogCorruption corruption = new LogCorruption(settingsOfTask);
                            return rows(
                                    users,
                                    user -> eventRows(
                                            platform,
                                            corruption,
                                            user.getLong(0),
                                            user.isNullAt(1) ? List.of() : user.getList(1)));
                        },
                        Encoders.row(SCHEMA));
    }

    Dataset<Row> videos() {
        SimulateSettings settingsOfTask = settings;
        return numbers(new Platform(settings).firstVideo(settings.days()), ROWS_PER_TASK)
                .mapPartitions(
                        (MapPartitionsFunction<Long, Row>) videos -> {
                            VideoLines lines = new VideoLines(new Platform(settingsOfTask));
                            return rows(videos, video -> videoRows(settingsOfTask, lines, video));
                        },
                        Encoders.row(SCHEMA));
    }

    Dataset<Row> users() {
        SimulateSettings settingsOfTask = settings;
        return numbers(new Platform(settings).usersBefore(settings.days()), ROWS_PER_TASK)
                .mapPartitions(
                        (MapPartitionsFunction<Long, Row>) users -> {
                            Platform platform = new Platform(settingsOfTask);
                            return rows(users, number -> {
                                User user = platform.user(number);
                                return Stream.of(row(
                                        settingsOfTask,
                                        Math.max(0, user.joinDay()),
                                        0,
                                        number,
                                        0,
                                        LogCorruption.Kind.CLEAN,
                                        UserLines.line(user, settingsOfTask.zone())));
                            });
                        },
                        Encoders.row(SCHEMA));
    }

    private Dataset<Long> numbers(long count, long perTask) {
        return numbers(spark, count, perTask);
    }

    /** The numbers 0 … count - 1, about {@code perTask} in each partition. */
    static Dataset<Long> numbers(SparkSession spark, long count, long perTask) {
        int tasks = (int) Math.min(100_000, Math.max(spark.sparkContext().defaultParallelism(), count / perTask));
        return spark.range(0, count, 1, tasks).as(Encoders.LONG());
    }

    private static Stream<Row> eventRows(Platform platform, LogCorruption corruption, long number, List<Row> lists) {
        SimulateSettings settings = platform.settings();
        UserDays days = new UserDays(platform, number);
        Map<LocalDate, List<String>> byNight = new HashMap<>();
        lists.forEach(list -> byNight.put(list.getDate(0).toLocalDate(), list.getList(1)));
        return IntStream.range(Math.max(0, days.user().joinDay()), settings.days())
                .mapToObj(day -> {
                    List<Row> rows = new ArrayList<>();
                    LocalDate night = settings.startDate().plusDays(day - 1L);
                    OfferedList offered = new OfferedList(
                            night,
                            byNight.getOrDefault(night, List.of()).stream()
                                    .mapToLong(Ids::number)
                                    .toArray());
                    for (Event event : days.eventsOf(day, offered)) {
                        for (LogCorruption.DeliveredRow delivery : corruption.deliver(event)) {
                            if (delivery.day() < settings.days()) {
                                rows.add(row(
                                        settings,
                                        delivery.day(),
                                        event.time(),
                                        number,
                                        event.sequence(),
                                        delivery.kind(),
                                        delivery.line()));
                            }
                        }
                    }
                    return rows;
                })
                .flatMap(List::stream);
    }

    private static Stream<Row> videoRows(SimulateSettings settings, VideoLines lines, long number) {
        return lines.of(number).stream()
                .filter(line -> line.day() < settings.days())
                .map(line -> row(settings, line.day(), 0, number, 0, LogCorruption.Kind.CLEAN, line.text()));
    }

    private static Row row(
            SimulateSettings settings,
            int day,
            long time,
            long entity,
            int sequence,
            LogCorruption.Kind kind,
            String line) {
        long part = (long) day * settings.filesPerDay() + entity % settings.filesPerDay();
        return RowFactory.create(part, time, entity, sequence, kind.spelling(), line);
    }

    private static <T> Iterator<Row> rows(Iterator<T> numbers, Function<T, Stream<Row>> each) {
        return new Iterator<>() {
            private Iterator<Row> current = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && numbers.hasNext()) {
                    current = each.apply(numbers.next()).iterator();
                }
                return current.hasNext();
            }

            @Override
            public Row next() {
                return hasNext() ? current.next() : List.<Row>of().iterator().next();
            }
        };
    }
}
