package io.reelrank.core.serving;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Removes versions from Redis without blocking it: keys are looked for and unlinked some hundred at a time, at the pace of a
 * load.
 *
 * @param server the server
 * @param keys the names of keys
 */
record RedisRemoval(RedisServer server, RedisKeys keys) {
    private static final int BATCH = 500;

    /** Removes a version. Only names of keys pass through this process. */
    void remove(String version) {
        server.ask(redis -> remove(redis, version));
    }

    private long remove(Jedis redis, String version) {
        // First, so that nobody takes what is left for a whole version.
        redis.unlink(keys.load(version));
        RateLimit limit = new RateLimit(server.settings().pace(), System.nanoTime());
        ScanParams scan = new ScanParams().match(keys.lists(version) + "*").count(BATCH);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> found = redis.scan(cursor, scan);
            if (!found.getResult().isEmpty()) {
                limit.await(found.getResult().size());
                redis.unlink(found.getResult().toArray(String[]::new));
            }
            cursor = found.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return redis.srem(keys.versions(), version);
    }
}
