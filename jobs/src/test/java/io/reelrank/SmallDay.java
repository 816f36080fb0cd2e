package io.reelrank;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One day of a small platform as files: five sources, each a folder with any number of files, all in one form. Every
 * value is text. A column that a row does not have is absent from JSON and empty in the other forms.
 */
public final class SmallDay {
    /** The date. */
    public static final String DATE = "2022-05-06";

    /** The forms of files. */
    public enum Form {
        JSONL("jsonl"),
        CSV("csv"),
        CSV_GZ("csv"),
        PARQUET("parquet");

        private final String format;

        Form(String format) {
            this.format = format;
        }

        /** The extension of files. */
        public String extension() {
            return name().toLowerCase(Locale.ROOT).replace('_', '.');
        }
    }

    /** The sources, each with valid rows. */
    public enum Source {
        LOG("events.log"),
        WIDE("events.wide"),
        CATALOGUE("videos.catalogue"),
        PROFILE("users.profile"),
        BEFORE("history.before");

        private final String name;

        Source(String name) {
            this.name = name;
        }

        /** The name in the settings. */
        String title() {
            return name;
        }

        /** A valid row, different for each number. */
        public Map<String, String> good(int number) {
            String ms = Long.toString(1_651_766_400_000L + 1000L * number);
            String second = "2022-05-06 %02d:%02d:%02d".formatted(number / 3600, number / 60 % 60, number % 60);
            return switch (this) {
                case LOG ->
                    row(
                            "id=e" + number,
                            "user=u" + number,
                            "video=v1",
                            "ts=" + ms,
                            "watch=5000",
                            "length=9000",
                            "page=feed",
                            "action=play");
                case WIDE ->
                    row("user=u" + number, "video=v1", "time=" + second, "watch=5000", "liked=1", "profile_ms=20");
                case CATALOGUE ->
                    row(
                            "video=v" + number,
                            "creator=c1",
                            "title=Cats, dogs",
                            "tags=cats|dogs",
                            "length=9000",
                            "published=2022-05-01 10:00:00",
                            "status=online");
                case PROFILE -> row("user=u" + number, "joined=2022-05-01 10:00:00", "age=20");
                case BEFORE -> row("user=u" + number, "until=" + ms, "played=[\"v1\",\"v2\"]");
            };
        }
    }

    private static final String CONF = """
            reelrank {
              sources {
                root = "%1$s", zone = Asia/Shanghai
                events.log {
                  path = "log/{yyyy-MM-dd}/*", format = %2$s
                  columns {
                    event_id = id, user_id = user, video_id = video, event_time { column = ts, unit = ms }
                    watch_ms { column = watch, unit = ms }, duration_ms { column = length, unit = ms }
                    traffic_source = page, kind { column = action, values { play = play, like = like } }
                  }
                }
                events.wide {
                  path = "wide/{yyyy-MM-dd}/*", format = %2$s
                  columns {
                    user_id = user, video_id = video, watch_ms { column = watch, unit = ms }
                    event_time { column = time, pattern = "yyyy-MM-dd HH:mm:ss" }
                  }
                  flags {
                    play { column = watch, above = 0 }, like { column = liked }, profile { column = profile_ms, above = 10 }
                  }
                }
                videos.catalogue {
                  path = "catalogue/{yyyy-MM-dd}/*", format = %2$s
                  columns {
                    video_id = video, creator_id = creator, title = title, tags { column = tags, separator = "|" }
                    duration_ms { column = length, unit = ms }
                    published_at { column = published, pattern = "yyyy-MM-dd HH:mm:ss" }
                    status { column = status, values { online = visible, removed = deleted } }
                  }
                }
                users.profile {
                  path = "profile/{yyyy-MM-dd}/*", format = %2$s
                  columns { user_id = user, registered_at { column = joined, pattern = "yyyy-MM-dd HH:mm:ss" } }
                  attributes { age = age }
                }
                history.before {
                  path = "before/*", format = %2$s
                  columns { user_id = user, until { column = until, unit = ms } }
                  lists { play = played }
                }
              }
              storage.root = "%3$s"
              collect { window-days = 1, max-rejected-share = 1 }
              spark.spark.sql.shuffle.partitions = 2
            }
            """;

    private final Path root;
    private final Form form;

    /** @param root the folder of the day */
    public SmallDay(Path root, Form form) {
        this.root = root;
        this.form = form;
    }

    static Map<String, String> row(String... values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (String value : values) {
            int place = value.indexOf('=');
            row.put(value.substring(0, place), value.substring(place + 1));
        }
        return row;
    }

    Path storage() {
        return root.resolve("out");
    }

    /** The path of a source's file. */
    public Path file(Source source, String name) {
        Path folder = root.resolve(source.name().toLowerCase(Locale.ROOT));
        return (source == Source.BEFORE ? folder : folder.resolve(DATE)).resolve(name);
    }

    /** Writes a file of rows in the form of the day, with its extension. */
    public Path write(SparkSession spark, Source source, String name, List<Map<String, String>> rows)
            throws IOException {
        List<String> columns = List.copyOf(source.good(0).keySet());
        return switch (form) {
            case JSONL -> text(source, name, rows.stream().map(SmallDay::json).toList());
            case CSV, CSV_GZ ->
                text(
                        source,
                        name,
                        Stream.concat(
                                        Stream.of(String.join(",", columns)),
                                        rows.stream().map(row -> csv(columns, row)))
                                .toList());
            case PARQUET -> {
                StructType schema = new StructType();
                for (String column : columns) {
                    schema = schema.add(column, "string");
                }
                yield parquet(
                        source,
                        name,
                        spark.createDataFrame(
                                rows.stream()
                                        .map(row -> RowFactory.create(
                                                columns.stream().map(row::get).toArray()))
                                        .toList(),
                                schema));
            }
        };
    }

    /** Writes a file of lines. */
    public Path text(Source source, String name, List<String> lines) throws IOException {
        return bytes(
                source,
                name,
                lines.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(UTF_8));
    }

    /** Writes a file of bytes, compressed if the form is. */
    public Path bytes(Source source, String name, byte[] bytes) throws IOException {
        Path file = file(source, name + "." + form.extension());
        Files.createDirectories(file.getParent());
        return Files.write(file, form == Form.CSV_GZ ? packed(bytes) : bytes);
    }

    /** Writes the rows of a frame as one file, in their order. */
    public Path parquet(Source source, String name, Dataset<Row> rows) throws IOException {
        Path folder = root.resolve("parts").resolve(source + name);
        rows.coalesce(1).write().mode("overwrite").parquet(folder.toString());
        Path file = file(source, name + ".parquet");
        Files.createDirectories(file.getParent());
        try (Stream<Path> parts = Files.list(folder)) {
            Path part = parts.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
            return Files.move(part, file);
        }
    }

    /** The settings that read the files of the day. */
    public Path conf() throws IOException {
        return Files.writeString(
                Files.createDirectories(root).resolve("day.conf"), CONF.formatted(root, form.format, storage()));
    }

    /** Collects the day. */
    Command collect(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("collect", "--date", DATE, "--conf", conf().toString()));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    static String json(Map<String, String> row) {
        try {
            return new ObjectMapper().writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes as a gzip file. */
    public static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(bytes);
        }
        return gzipped.toByteArray();
    }

    private static String csv(List<String> columns, Map<String, String> row) {
        return columns.stream()
                .map(column -> row.getOrDefault(column, ""))
                .map(value ->
                        value.contains(",") || value.contains("\"") ? "\"" + value.replace("\"", "\"\"") + "\"" : value)
                .collect(Collectors.joining(","));
    }
}
