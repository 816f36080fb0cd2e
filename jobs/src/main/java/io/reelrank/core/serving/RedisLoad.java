package io.reelrank.core.serving;

import java.util.Iterator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Writes the parts of one connection to Redis: rows of part, key and value, a part's rows together.
 *
 * <p>A part is marked after its last row. One that is marked is passed over; another one is written again, to the same
 * values.
 *
 * @param server the server
 * @param keys the names of keys
 * @param version the version's name
 * @param subject whose lists they are
 * @param expires when the keys expire, in seconds since 1970
 */
record RedisLoad(RedisServer server, RedisKeys keys, String version, String subject, long expires)
        implements ForeachPartitionFunction<Row> {

    @Override
    public void call(Iterator<Row> rows) {
        if (rows.hasNext()) {
            server.ask(redis -> write(redis, rows));
        }
    }

    private long write(Jedis redis, Iterator<Row> rows) {
        Batches batches =
                new Batches(redis.pipelined(), new RateLimit(server.settings().pace(), System.nanoTime()));
        SetParams expiry = SetParams.setParams().exAt(expires);
        int part = -1;
        long written = 0;
        boolean isThere = false;
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.getInt(0) != part) {
                batches.send();
                mark(redis, part, written);
                part = row.getInt(0);
                written = 0;
                isThere = redis.hexists(keys.load(version), field(part));
            }
            if (!isThere) {
                batches.pipeline.set(keys.list(version, subject, row.getString(1)), row.getString(2), expiry);
                batches.added();
                written++;
            }
        }
        batches.send();
        mark(redis, part, written);
        return written;
    }

    private void mark(Jedis redis, int part, long written) {
        if (written > 0) {
            redis.hset(keys.load(version), field(part), Long.toString(written));
        }
    }

    private String field(int part) {
        return subject + "/" + part;
    }

    /** What waits to be sent. */
    private static final class Batches {
        private final Pipeline pipeline;
        private final RateLimit limit;
        private int waiting;

        Batches(Pipeline pipeline, RateLimit limit) {
            this.pipeline = pipeline;
            this.limit = limit;
        }

        void added() {
            if (++waiting == limit.batch()) {
                send();
            }
        }

        // The answers are looked at: a full Redis refuses single commands.
        void send() {
            limit.await(waiting);
            for (Object answer : pipeline.syncAndReturnAll()) {
                if (answer instanceof JedisException refused) {
                    throw refused;
                }
            }
            waiting = 0;
        }
    }
}
