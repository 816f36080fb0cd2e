import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/**
 * Reads the list of a user as a service does: {@code ReadLists redis|postgres USER [SEGMENT ...]}. It connects by REDIS_URL
 * (redis://USER:PASSWORD@HOST:PORT/DATABASE) or POSTGRES_JDBC_URL (jdbc:postgresql://HOST/DATABASE?user=...&password=...).
 */
public final class ReadLists {
    private static final String PREFIX = "reelrank"; // serve.redis.prefix
    private static final String LISTS = """
            SELECT video_ids FROM (
                SELECT 0 AS place, video_ids FROM reelrank.recommendations WHERE user_id = ?
                UNION ALL
                SELECT array_position(?, segment), video_ids FROM reelrank.fallback_recommendations
                WHERE segment = ANY(?)
            ) AS lists ORDER BY place LIMIT 1
            """;

    private ReadLists() {}

    /** The list of the user, else of the first segment that has one, as JSON; nothing if the store is empty. */
    static Optional<String> fromRedis(Jedis redis, String user, List<String> segments) {
        String version = redis.get(PREFIX + ":current");
        if (version == null) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>(List.of(PREFIX + ":" + version + ":user:" + user));
        segments.forEach(segment -> keys.add(PREFIX + ":" + version + ":segment:" + segment));
        return redis.mget(keys.toArray(String[]::new)).stream().filter(Objects::nonNull).findFirst();
    }

    /** The same as an array. One statement sees one version. */
    static Optional<List<String>> fromPostgres(Connection connection, String user, List<String> segments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LISTS)) {
            Array names = connection.createArrayOf("text", segments.toArray());
            statement.setString(1, user);
            statement.setArray(2, names);
            statement.setArray(3, names);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(Arrays.asList((String[]) row.getArray(1).getArray()))
                        : Optional.empty();
            }
        }
    }

    public static void main(String[] arguments) throws SQLException {
        List<String> segments = new ArrayList<>(Arrays.asList(arguments).subList(2, arguments.length));
        segments.add("all");
        if (arguments[0].equals("redis")) {
            try (Jedis redis = new Jedis(URI.create(System.getenv("REDIS_URL")))) {
                JsonObject list = fromRedis(redis, arguments[1], segments)
                        .map(value -> JsonParser.parseString(value).getAsJsonObject())
                        .orElseThrow();
                System.out.println(list.get("video_ids"));
            }
        } else {
            try (Connection connection = DriverManager.getConnection(System.getenv("POSTGRES_JDBC_URL"))) {
                System.out.println(fromPostgres(connection, arguments[1], segments).orElseThrow());
            }
        }
    }
}
