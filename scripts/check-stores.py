"""The checks of scripts/check-stores, in its environment: without arguments the checks, or bench with options of scripts/bench store."""

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import duckdb
import psycopg
import redis

sys.path.insert(0, "conf/deploy/serving")
import read_lists

DAY = "2022-05-06"
OUT = os.path.abspath("out/check-stores")
ROOT = f"{OUT}/root"
PASSWORD = "loads of lists"
DATASETS = {"user": ("recommendations", "user_id"), "segment": ("fallback_recommendations", "segment"),
            "video": ("similar_videos", "video_id")}


def say(line):
    print(f"stores: {line}", flush=True)


def require(what, found, expected):
    """Ends the check with a message unless something is as expected."""
    if found != expected:
        say(f"DOES NOT HOLD: {what}\n  expected {str(expected)[:2000]}\n  found    {str(found)[:2000]}")
        sys.exit(1)
    say(what)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Servers:
    """A Redis and a PostgreSQL of this process."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="reelrank-stores-")
        self.processes = []
        # PostgreSQL does not run as root.
        self.account = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.account:
            shutil.chown(self.folder, "nobody")
        self.redis_port, self.postgres_port = free_port(), free_port()
        self.redis_url = f"redis://:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.redis_port}"
        self.postgres_url = (f"host=127.0.0.1 port={self.postgres_port} dbname=postgres user=loader"
                             f" password='{PASSWORD}'")

    def start(self):
        self.run("redis-server", "--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", "",
                 "--requirepass", PASSWORD)
        data, secret = f"{self.folder}/postgres", f"{self.folder}/secret"
        with open(secret, "w") as file:
            file.write(PASSWORD)
        os.chmod(secret, 0o644)
        subprocess.run(["initdb", "-D", data, "-U", "loader", "--auth=scram-sha-256", f"--pwfile={secret}",
                        "--encoding=UTF8", "--locale=C"], check=True, cwd=self.folder, stdout=subprocess.DEVNULL,
                       **self.account)
        self.run("postgres", "-D", data, "-p", str(self.postgres_port), "-c", "listen_addresses=127.0.0.1",
                 "-c", f"unix_socket_directories={self.folder}", "-c", "max_wal_size=4GB")
        for attempt in range(100):
            try:
                self.redis().ping()
                self.postgres().close()
                return
            except (redis.ConnectionError, psycopg.OperationalError):
                time.sleep(0.1)
        raise SystemExit(f"check-stores: the servers do not answer: see {OUT}/servers.log")

    def run(self, *command):
        log = open(f"{OUT}/servers.log", "ab")
        self.processes.append(
            subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, **self.account))

    def redis(self):
        return redis.Redis.from_url(self.redis_url, decode_responses=True)

    def postgres(self):
        return psycopg.connect(self.postgres_url, autocommit=True)

    def stop(self):
        for process in self.processes:
            process.send_signal(signal.SIGINT)
        for process in self.processes:
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def reelrank(name, command, *options, expected=0):
    """Runs a command of reelrank; what it printed."""
    log = f"{OUT}/{name}.log"
    with open(log, "wb") as file:
        code = start(file, command, *options).wait()
    with open(log) as file:
        text = file.read()
    if code != expected:
        say(f"DOES NOT HOLD: {name} ended with {code} instead of {expected}: see {log}")
        sys.exit(1)
    return text


def start(log, command, *options):
    return subprocess.Popen(["scripts/reelrank", command, *options, "--conf", f"{OUT}/serving.conf"],
                            stdout=log, stderr=log, start_new_session=True)


def kill_when(name, is_there, *options):
    """Starts a night and kills it as soon as something is there."""
    with open(f"{OUT}/{name}.log", "wb") as log:
        night = start(log, "nightly", "--date", DAY, *options)
        while not is_there():
            if night.poll() is not None:
                say(f"DOES NOT HOLD: {name} was to be killed, and ended with {night.returncode}: see {log.name}")
                sys.exit(1)
            time.sleep(0.02)
        os.killpg(night.pid, signal.SIGKILL)
        night.wait()


def published():
    """The rows of the current publication, by subject and id; and its path."""
    with open(f"{ROOT}/published/LATEST.json") as file:
        path = json.load(file)["path"]
    rows = {}
    for subject, (dataset, key) in DATASETS.items():
        for id_, videos in duckdb.sql(
                f"SELECT {key}, video_ids FROM read_parquet('{ROOT}/{path}/{dataset}/*.parquet')").fetchall():
            rows[subject, id_] = videos
    return rows, path


def in_redis(client):
    version = client.get("reelrank:current")
    prefix = f"reelrank:{version}:"
    rows = {}
    for key in client.scan_iter(match=prefix + "*", count=1000):
        subject, id_ = key[len(prefix):].split(":", 1)
        rows[subject, id_] = json.loads(client.get(key))["video_ids"]
    return rows


def in_postgres(connection):
    rows = {}
    for subject, (dataset, key) in DATASETS.items():
        for id_, videos in connection.execute(f"SELECT {key}, video_ids FROM reelrank.{dataset}"):
            rows[subject, id_] = videos
    return rows


class Reader(threading.Thread):
    """Reads lists all the time, as services do, and keeps what it saw by version."""

    def __init__(self, read, keys):
        super().__init__(daemon=True)
        self.read, self.keys = read, keys
        self.seen, self.reads, self.error, self.is_over = {}, 0, None, False

    def run(self):
        chosen = random.Random(7)
        try:
            while not self.is_over:
                keys = chosen.sample(self.keys, 20)
                version, lists = self.read(keys)
                self.reads += 1
                self.seen.setdefault(version, {}).update(zip(keys, lists))
                time.sleep(0.002)  # leaves the cores to the night
        except Exception as error:
            self.error = error

    def end(self):
        self.is_over = True
        self.join()
        if self.error:
            raise self.error


def redis_reader(client):
    def read(keys):
        version = client.get("reelrank:current")
        values = client.mget([f"reelrank:{version}:{subject}:{id_}" for subject, id_ in keys])
        return version, [json.loads(value)["video_ids"] for value in values]
    return read


def postgres_reader(connection):
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

    def read(keys):
        with connection.transaction():
            [version] = connection.execute("SELECT version FROM reelrank.current_version").fetchone()
            lists = []
            for subject, id_ in keys:
                dataset, key = DATASETS[subject]
                [videos] = connection.execute(
                    f"SELECT video_ids FROM reelrank.{dataset} WHERE {key} = %s", [id_]).fetchone()
                lists.append(videos)
        return version, lists
    return read


def check_page():
    with open("jobs/src/site/markdown/serving.md") as file:
        page = file.read()
    for name in "read_lists.py", "ReadLists.java":
        with open(f"conf/deploy/serving/{name}") as file:
            require(f"the page on serving shows {name}", file.read() in page, True)


def check_examples(servers, user, expected, fallback):
    environment = os.environ | {
        "REDIS_URL": servers.redis_url,
        "POSTGRES_URL": servers.postgres_url,
        "POSTGRES_JDBC_URL": f"jdbc:postgresql://127.0.0.1:{servers.postgres_port}/postgres?user=loader&password="
                             + PASSWORD.replace(" ", "%20")}
    programs = {"Python": [sys.executable, "conf/deploy/serving/read_lists.py"],
                "Java": ["java", "-cp", "jobs/target/reelrank.jar:jobs/target/spark/jars/*",
                         "conf/deploy/serving/ReadLists.java"]}
    for language, program in programs.items():
        for store in "redis", "postgres":
            for id_, lists in (user, expected), ("somebody nobody knows", fallback):
                text = subprocess.run([*program, store, id_], env=environment, check=True, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout
                found = json.loads(text) if text.startswith('["') else text.strip("[]\n").split(", ")
                if found != lists:
                    require(f"{language} reads the list of {id_} from {store}", found, lists)
    say("the examples in Python and Java read a user's list and the fallback from both stores")


def check(servers):
    client, connection = servers.redis(), servers.postgres()
    with open(f"{OUT}/serving.conf", "w") as file:
        file.write(f"""include "{os.getcwd()}/conf/sample.conf"
reelrank {{
  storage.root = "{ROOT}"
  serve {{
    redis {{ url = "redis://127.0.0.1:{servers.redis_port}", password = ${{STORES_PASSWORD}} }}
    postgres {{
      url = "jdbc:postgresql://127.0.0.1:{servers.postgres_port}/postgres", user = loader, password = ${{STORES_PASSWORD}}
    }}
  }}
}}
""")
    os.environ["STORES_PASSWORD"] = PASSWORD

    text = reelrank("first", "nightly", "--date", DAY)
    first, first_path = published()
    require("Redis has the published lists", in_redis(client), first)
    require("PostgreSQL has the published lists", in_postgres(connection), first)
    require("no log has the password", PASSWORD in text, False)
    version = client.get("reelrank:current")
    lifetimes = {client.ttl(key) for key in client.scan_iter(match=f"reelrank:{version}:*")}
    require("all keys expire in the same moment, with the pointer",
            max(lifetimes) - min(lifetimes) <= 2 and abs(client.ttl("reelrank:current") - max(lifetimes)) <= 2
            and 71 * 3600 < min(lifetimes) <= 72 * 3600, True)
    user = next(id_ for subject, id_ in first if subject == "user")
    check_examples(servers, user, first["user", user], first["segment", "all"])

    shorter = ["--set", "recommend.top-n=30"]
    readers = {"Redis": Reader(redis_reader(servers.redis()), list(first)),
               "PostgreSQL": Reader(postgres_reader(servers.postgres()), list(first))}
    for reader in readers.values():
        reader.start()

    def redis_parts():
        loads = [client.hgetall(key) for key in client.scan_iter(match="reelrank:load:*")]
        return any("loaded" not in load and len(load) > 10 for load in loads)

    def postgres_parts():
        return connection.execute("SELECT count(*) FROM reelrank.loaded_parts JOIN reelrank.versions USING (version)"
                                  " WHERE NOT is_loaded").fetchone()[0] > 10

    kill_when("killed-redis", redis_parts, *shorter, "--set", "serve.redis.rows-per-second=200")
    kill_when("killed-postgres", postgres_parts, *shorter, "--set", "serve.postgres.rows-per-second=200")
    require("after two nights that were killed in their loads, the files' pointer is where it was", published()[1], first_path)
    require("... and Redis' pointer", client.get("reelrank:current"), version)
    require("... and PostgreSQL's pointer",
            connection.execute("SELECT version FROM reelrank.current_version").fetchone()[0],
            connection.execute("SELECT version FROM reelrank.versions WHERE is_loaded").fetchone()[0])

    text = reelrank("repeated", "nightly", "--date", DAY, *shorter)
    second, second_path = published()
    for store in "Redis", "PostgreSQL":
        [line] = [line.strip() for line in text.splitlines() if line.strip().startswith(f"{store} at ")]
        say(f"the repeated night: {line}")
        require(f"{store} goes on where the killed load was", line.endswith(" were there") and not line.endswith(" 0 were there"), True)
    require("the second version has shorter lists",
            max(len(videos) for (subject, _), videos in second.items() if subject == "user"), 30)
    require("Redis has the lists of the repeated night", in_redis(client), second)
    require("PostgreSQL has the lists of the repeated night", in_postgres(connection), second)
    time.sleep(0.5)
    for store, reader in readers.items():
        reader.end()
        versions = list(reader.seen)
        require(f"{reader.reads} reads of {store} saw one version after the other", len(versions), 2)
        for expected, seen in zip((first, second), reader.seen.values()):
            require(f"... and of it nothing but its {len(seen)} lists", seen, {key: expected[key] for key in seen})

    reelrank("rollback", "rollback")
    require("rollback leads back in the files", published()[0], first)
    require("... in Redis", in_redis(client), first)
    require("... and in PostgreSQL", in_postgres(connection), first)
    text = reelrank("refused", "rollback", "--set", "serve.redis.prefix=other", expected=5)
    require("a store that does not hold a version refuses its rollback", "Redis at 127.0.0.1" in text and "does not hold" in text, True)
    text = reelrank("password", "serve", "--date", DAY, "--force", "--set", "serve.postgres.password=wrongly", expected=5)
    require("a wrong password ends with 5 and the setting's name",
            "(reelrank.serve.postgres.url): FATAL: password authentication failed" in text and "wrongly" not in text, True)
    require("... and changes nothing", (published()[0], in_redis(client), in_postgres(connection)), (first, first, first))

    check_erasure(client, connection, user)
    check_pseudonyms(client, connection, {id_ for subject, id_ in first if subject == "user"})


def check_erasure(client, connection, user):
    ids = f"{OUT}/erased.txt"
    with open(ids, "w") as file:
        file.write(user + "\n")
    reelrank("erase", "erase", "--ids", ids)
    text = reelrank("before-erasure", "erase", "--verify", "--ids", ids, expected=5)
    for store in "Redis", "PostgreSQL":
        require(f"erase --verify finds the lists of {user} in {store}",
                [line.split(": ")[1] for line in text.splitlines() if line.startswith(f"{store} at ")], ["2 lists"])
    reelrank("erasing", "nightly", "--date", DAY)
    reelrank("after-erasure", "erase", "--verify", "--ids", ids)
    rows, _ = published()
    require("after the night that erased, Redis has what is published", in_redis(client), rows)
    require("... and PostgreSQL", in_postgres(connection), rows)
    require("... without the user", ("user", user) in rows, False)
    versions = [version for [version] in connection.execute("SELECT version FROM reelrank.versions")]
    require("... PostgreSQL has no other version", len(versions), 1)
    require("... nor has Redis", {key.split(":")[1] for key in client.scan_iter(match="reelrank:*:user:*")},
            {client.get("reelrank:current")})


def check_pseudonyms(client, connection, ids):
    """A night with a key loads pseudonyms: no user's own id is in a key, a value or a row of its versions."""
    reelrank("keyed", "nightly", "--date", DAY, "--set", f"storage.root={OUT}/keyed", "--set", "recommend.creator-ids=own",
             "--set", "privacy.key.secret=a key of the check, of 32 bytes or more", "--set", "serve.redis.prefix=keyed",
             "--set", "serve.postgres.schema=keyed")
    version = client.get("keyed:current")
    keys = list(client.scan_iter(match="keyed:*", count=1000))
    users = {key.split(":", 3)[3] for key in keys if key.startswith(f"keyed:{version}:user:")}
    rows = [row for [row] in connection.execute("SELECT r::text FROM keyed.recommendations AS r")]
    require("with a key, both stores have as many lists of pseudonyms", (len(users), {len(id_) for id_ in users}),
            (len(rows), {22}))
    texts = keys + [client.get(key) for key in keys if client.type(key) == "string"] + rows
    words = set(re.split(r"\W+", " ".join(texts)))
    require(f"... and none of the {len(ids)} ids of users is in them", words & ids, set())


def bench(servers, options):
    client, connection = servers.redis(), servers.postgres()
    before = client.info("memory")["used_memory"]
    say(f"scripts/bench store {' '.join(options)}")
    subprocess.run(["scripts/bench", "store", *options,
                    "--set", f"serve.redis.url=redis://127.0.0.1:{servers.redis_port}",
                    "--set", f"serve.redis.password={PASSWORD}",
                    "--set", f"serve.postgres.url=jdbc:postgresql://127.0.0.1:{servers.postgres_port}/postgres",
                    "--set", "serve.postgres.user=loader", "--set", f"serve.postgres.password={PASSWORD}"],
                   check=True, stderr=open(f"{OUT}/bench.log", "wb"))
    keys = client.dbsize()
    memory = client.info("memory")["used_memory"] - before
    say(f"Redis: {keys:,} keys, {memory:,} bytes of memory, {memory / keys:,.0f} a key")
    key = next(client.scan_iter(match="reelrank:*:user:*"))
    say(f"Redis: {key} has {len(client.get(key)):,} bytes: {client.get(key)[:60]}...")
    rows, disk = connection.execute(
        "SELECT (SELECT count(*) FROM reelrank.recommendations), sum(pg_total_relation_size(inhrelid))"
        " FROM pg_inherits WHERE inhparent = 'reelrank.recommendations_versions'::regclass").fetchone()
    say(f"PostgreSQL: {rows:,} rows of recommendations, {disk:,} bytes of disk, {disk / rows:,.0f} a row")


servers = Servers()
try:
    servers.start()
    if sys.argv[1:2] == ["bench"]:
        bench(servers, sys.argv[2:])
    else:
        check_page()
        check(servers)
finally:
    servers.stop()
