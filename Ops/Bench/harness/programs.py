"""What is compared: the engine, the limit, and what people use instead."""
import os
import sys
from dataclasses import dataclass, field

PEERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "peers")
# As `guichet run` gives itself (Ops/Running/Allocation.swift).
ALLOCATION = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=4000"}


@dataclass
class Program:
    name: str
    work: list
    database: str = "bench"
    queue: str = ""
    follow: str = "bench.follow"
    relay: list = None
    relays_itself: bool = False
    publish: list = None
    """Sums the effects the work must have had: one per event."""
    effects: str = "SELECT sum(version)::bigint FROM organisations"
    environment: dict = field(default_factory=dict)

    def __post_init__(self):
        self.queue = self.queue or "bench." + self.name.replace(" ", "-")


def every():
    built = os.environ["BENCH_BUILT"]
    c, go, guichet = f"{built}/bench-c", f"{built}/bench-go", os.environ["BENCH_GUICHET"]
    python = sys.executable

    def plain(name, work, relay=None):
        program = Program(name, work, relay=relay)
        program.work = [part.replace("QUEUE", program.queue) for part in work]
        program.relay = relay and [part.replace("FOLLOW", program.follow) for part in relay]
        program.publish = [c, "publish", "", program.queue, "w"]
        return program

    def engine(name, queue, kind, key, follow, effects, *options, database="guichet"):
        environment = dict(ALLOCATION)
        if database != "guichet":
            environment["GUICHET_DATABASE_URL"] = os.environ["GUICHET_DATABASE_URL"].rsplit("/", 1)[0] + "/" + database
        return Program(
            name, [guichet, "work", queue, *options], database=database, queue=queue, follow=follow,
            relay=[guichet, "work", queue, *options, "--relay"], relays_itself=True,
            publish=[c, "publish", "guichet.events", key, kind], effects=effects, environment=environment)

    def organisations(name, *options, database="guichet"):
        return engine(name, "guichet.bench", "w", "bench.organisation.changed", "guichet.bench-follow",
                      "SELECT sum(version)::bigint FROM bench_organisations", *options, database=database)

    return {program.name: program for program in [
        organisations("guichet"),
        organisations("guichet x2", "--workers", "2"),
        organisations("guichet x4", "--workers", "4"),
        organisations("guichet full inbox", database="guichet_inbox"),
        organisations("guichet timers", database="guichet_timers"),
        engine("guichet signup", "guichet.account", "signup", "account.signup.requested", "guichet.notification",
               "SELECT sum(version)::bigint FROM accounts"),
        plain("c batch", [c, "batch", "QUEUE", "250", "1000"], [c, "relay", "FOLLOW", "500"]),
        plain("c 1000", [c, "batch", "QUEUE", "1000", "2000"]),
        plain("c each", [c, "each", "QUEUE", "100"]),
        plain("go batch", [go, "batch", "QUEUE", "250", "1000"]),
        plain("go each", [go, "each", "QUEUE", "20"]),
        plain("aio-pika", [python, f"{PEERS}/aio_pika_worker.py", "QUEUE"]),
        own("celery", python, f"{PEERS}/celery_worker.py"),
        own("dramatiq", python, f"{PEERS}/dramatiq_worker.py"),
    ]}


def own(name, python, script):
    """Frameworks with a message format of their own publish by themselves."""
    return Program(name, [python, script, "work", "bench." + name], publish=[python, script, "publish", "bench." + name])
