package io.reelrank.workbench.simulate;

import io.reelrank.core.settings.SimulateSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
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
                            return rows(users, user -> eventRows(platform, corruption, user));
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

    private static Stream<Row> eventRows(Platform platform, LogCorruption corruption, long number) {
        SimulateSettings settings = platform.settings();
        UserDays days = new UserDays(platform, number);
        return IntStream.range(Math.max(0, days.user().joinDay()), settings.days())
                .mapToObj(day -> {
                    List<Row> rows = new ArrayList<>();
                    for (Event event : days.eventsOf(day)) {
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

    /** Makes the rows of one user or video. */
    private interface RowsOfNumber {
        Stream<Row> rows(long number);
    }

    private static Iterator<Row> rows(Iterator<Long> numbers, RowsOfNumber each) {
        return new Iterator<>() {
            private Iterator<Row> current = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && numbers.hasNext()) {
                    current = each.rows(numbers.next()).iterator();
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
