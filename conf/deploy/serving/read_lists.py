"""Reads the list of a user as a service does: read_lists.py redis|postgres USER [SEGMENT ...]

Connects by REDIS_URL (redis://USER:PASSWORD@HOST:PORT/DATABASE) or POSTGRES_URL (postgresql://USER:PASSWORD@HOST/DATABASE).
"""

import json
import os
import sys

import psycopg
import redis

PREFIX = "reelrank"  # serve.redis.prefix
LISTS = """
    SELECT video_ids FROM (
        SELECT 0 AS place, video_ids FROM reelrank.recommendations WHERE user_id = %(user)s
        UNION ALL
        SELECT array_position(%(segments)s, segment), video_ids FROM reelrank.fallback_recommendations
        WHERE segment = ANY(%(segments)s)
    ) AS lists ORDER BY place LIMIT 1
"""


def from_redis(client, user, segments):
    """The list of the user, else of the first segment that has one; None if the store is empty."""
    version = client.get(f"{PREFIX}:current")
    if version is None:
        return None
    keys = [f"{PREFIX}:{version}:user:{user}"] + [f"{PREFIX}:{version}:segment:{name}" for name in segments]
    found = [value for value in client.mget(keys) if value is not None]
    return json.loads(found[0])["video_ids"] if found else None


def from_postgres(connection, user, segments):
    """The same. One statement sees one version."""
    row = connection.execute(LISTS, {"user": user, "segments": segments}).fetchone()
    return row[0] if row else None


if __name__ == "__main__":
    store, user, *segments = sys.argv[1:]
    segments.append("all")
    if store == "redis":
        with redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True) as client:
            print(json.dumps(from_redis(client, user, segments)))
    else:
        with psycopg.connect(os.environ["POSTGRES_URL"]) as connection:
            print(json.dumps(from_postgres(connection, user, segments)))
