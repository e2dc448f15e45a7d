"""The servers under measure: their tables and queues between two runs, and what they hold after one."""
import os
import subprocess
import time

import pika
import psycopg

QUORUM = {"x-queue-type": "quorum"}


class Wrong(Exception):
    """A result that is not exact is no result."""


class World:
    FULL = 10_000_000
    TIMERS = 1_000_000
    DAYS = 29

    def __init__(self, full=FULL, timers=TIMERS):
        self.full, self.timers = full, timers
        self.broker = os.environ["BENCH_AMQP_URL"]
        self.superuser = os.environ["BENCH_SUPERUSER_URL"]
        self.databases = {"bench": os.environ["BENCH_DATABASE_URL"], "guichet": os.environ["GUICHET_DATABASE_URL"]}
        self.connections = {}

    def sql(self, database, text, *values):
        if database not in self.connections:
            base = self.superuser.rsplit("/", 1)[0] + "/" + database
            self.connections[database] = psycopg.connect(base, autocommit=True)
        cursor = self.connections[database].execute(text, values or None)
        return cursor.fetchall() if cursor.description else []

    def channel(self, body):
        """Over a connection of its own: one that idles between runs would miss its heartbeats."""
        connection = pika.BlockingConnection(pika.URLParameters(self.broker))
        try:
            return body(connection.channel())
        finally:
            connection.close()

    def reset(self, program):
        if program.database not in ("bench", "guichet"):
            self.prepare(program.database)
        for table in self.tables(program):
            self.sql(program.database, f"TRUNCATE {table} RESTART IDENTITY CASCADE")
        if program.database == "guichet_inbox":
            self.fill_inbox(0, 0)
        self.channel(lambda channel: self.empty(channel, program))
        self.sql(program.database, "CHECKPOINT")

    def empty(self, channel, program):
        for queue in (program.queue, program.follow):
            if program.database == "bench":
                channel.queue_declare(queue, durable=True, arguments=QUORUM)
            channel.queue_purge(queue)

    def tables(self, program):
        if program.database == "bench":
            return ["inbox", "organisations", "outbox"]
        tables = ["history", "outbox", "bench_organisations", "accounts", "notifications", "streams", "parked",
                  "dead_letters", "starts", "credentials"]
        tables += [self.today()] if program.database == "guichet_inbox" else ["inbox"]
        return tables if program.database == "guichet_timers" else tables + ["timers"]

    # Databases that are full of something, made when first asked for.

    def prepare(self, database):
        if self.sql("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", database):
            return
        owner = os.environ["GUICHET_DATABASE_URL"].split("//")[1].split(":")[0]
        self.sql("postgres", f"CREATE DATABASE {database} OWNER {owner}")
        url = os.environ["GUICHET_DATABASE_URL"].rsplit("/", 1)[0] + "/" + database
        subprocess.run([os.environ["BENCH_GUICHET"], "declare"], env={**os.environ, "GUICHET_DATABASE_URL": url}, check=True)
        tables = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Guichet", "tables.sql")
        subprocess.run(["psql", "-Xqf", tables, url], check=True)
        self.sql(database, "SELECT keep_inbox_partitions(current_date, 32, 4)")
        print(f"  filling {database}", flush=True)
        if database == "guichet_inbox":
            for day in range(1, self.DAYS):
                self.fill_inbox(day, day)
            self.sql(database, "VACUUM ANALYZE inbox")
        else:
            self.sql(database, """
                INSERT INTO timers (key, due_at, exchange, routing_key, content_type, message_id, message_type, body, sealed)
                SELECT 'timer ' || md5(number::text), now() + number * interval '30 seconds' + interval '1 day', 'guichet.events',
                    'bench.organisation.noted', 'application/cloudevents+json', md5(number::text),
                    'bench.organisation.noted', decode(repeat(md5(number::text), 12), 'hex'), false
                FROM generate_series(1, %s) AS number""", self.timers)
            self.sql(database, "VACUUM ANALYZE timers")

    def fill_inbox(self, first, last):
        """A day's share of what was handled, with ids of that day in the order of their time."""
        self.sql("guichet_inbox", """
            INSERT INTO inbox (day, key, scope, source, id, type, queue)
            SELECT made.day, made.key, 77, '/bench', made.key::text, 'bench.organisation.changed', 'filled'
            FROM generate_series(%s::integer, %s::integer) AS ago, generate_series(1, %s::integer) AS number,
                LATERAL (SELECT (now() AT TIME ZONE 'UTC')::date - ago AS day, (lpad(to_hex(
                    (extract(epoch FROM date_trunc('day', now() AT TIME ZONE 'UTC')) * 1000)::bigint - ago * 86400000::bigint
                    + number), 12, '0') || '7' || substr(md5(number::text), 1, 3) || '8' || substr(md5(number::text), 4, 15)
                    )::uuid AS key) AS made""", first, last, self.full // self.DAYS)

    def today(self):
        return self.sql("postgres", "SELECT 'inbox_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')")[0][0]

    def forget(self):
        """What only one part of the measurement needs, and is large."""
        for database in ("guichet_inbox", "guichet_timers"):
            if database in self.connections:
                self.connections.pop(database).close()
            self.sql("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    # What has happened.

    def progress(self, program):
        """Effects so far, at no cost: each sends one event, which has the next id. Some may not be committed yet."""
        return self.sql(program.database, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM outbox_id_seq")[0][0]

    def is_relayed(self, program):
        return not self.sql(program.database, "SELECT 1 FROM outbox LIMIT 1")

    def inbox(self, program):
        return "inbox" if program.database == "bench" else f"inbox WHERE queue = '{program.queue}'"

    def handled(self, program):
        return self.sql(program.database, f"SELECT count(*) FROM {self.inbox(program)}")[0][0]

    def waiting(self, queue):
        return self.channel(lambda channel: channel.queue_declare(queue, passive=True).method.message_count)

    def commits(self, program):
        """When the first and the last effect were committed, and how many came with the first."""
        rows = self.sql(
            program.database,
            "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin)) AS at, count(*) "
            f"FROM {self.inbox(program)} GROUP BY 1 ORDER BY 1")
        return float(rows[0][0]), float(rows[-1][0]), rows[0][1]

    def latencies(self, program):
        """Seconds from publishing to commit of each event, in order of size; the id says when it was published."""
        column = "message_id" if program.database == "bench" else "key"
        rows = self.sql(
            program.database, f"SELECT {column}, extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM {self.inbox(program)}")
        return sorted(float(at) - published(key) for key, at in rows)

    def check(self, program, count, relayed):
        """Exact counts, no doubles: what was asked has happened once."""
        outbox = self.sql(program.database, "SELECT count(*) FROM outbox")[0][0]
        found = {"inbox": self.handled(program), "effects": self.sql(program.database, program.effects)[0][0],
                 "outbox": outbox}
        if relayed:
            found["followed"] = self.waiting(program.follow)
        wanted = {"inbox": count, "effects": count, "outbox": 0 if relayed else count, "followed": count}
        wrong = {name: number for name, number in found.items() if number != wanted[name]}
        if wrong:
            raise Wrong(f"{program.name}: of {count} events there are {wrong}")


def published(key):
    """A UUIDv7 whose twelve bits after the version are the fraction of its millisecond."""
    bits = key.int
    return (bits >> 80) / 1000 + (bits >> 64 & 0xFFF) / 4096 / 1000


def wait(what, condition, seconds, pause=0.05):
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Wrong(f"after {seconds} s still not: {what}")
        time.sleep(pause)
