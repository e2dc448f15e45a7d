"""The servers under measure: their tables and queues between two runs, and what they hold after one."""
import os
import time

import pika
import psycopg

QUORUM = {"x-queue-type": "quorum"}


class Wrong(Exception):
    """A result that is not exact is no result."""


class World:
    def __init__(self):
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
        for table in self.tables(program):
            self.sql(program.database, f"TRUNCATE {table} RESTART IDENTITY CASCADE")
        self.channel(lambda channel: self.empty(channel, program))
        self.sql(program.database, "CHECKPOINT")

    def empty(self, channel, program):
        for queue in (program.queue, program.follow):
            if program.database == "bench":
                channel.queue_declare(queue, durable=True, arguments=QUORUM)
            channel.queue_purge(queue)

    @staticmethod
    def tables(program):
        if program.database == "bench":
            return ["inbox", "organisations", "outbox"]
        return ["inbox", "history", "outbox", "bench_organisations", "accounts", "notifications", "streams", "parked",
                "timers", "dead_letters", "starts", "credentials"]

    def handled(self, program):
        return self.sql(program.database, "SELECT count(*) FROM inbox")[0][0]

    def waiting(self, queue):
        return self.channel(lambda channel: channel.queue_declare(queue, passive=True).method.message_count)

    def commits(self, program):
        """When the first and the last effect were committed, and how many came with the first."""
        rows = self.sql(
            program.database,
            "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin)) AS at, count(*) FROM inbox GROUP BY 1 ORDER BY 1")
        return float(rows[0][0]), float(rows[-1][0]), rows[0][1]

    def latencies(self, program):
        """Seconds from publishing to commit of each event, in order of size; the id says when it was published."""
        column = "message_id" if program.database == "bench" else "key"
        rows = self.sql(
            program.database, f"SELECT {column}, extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM inbox")
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
