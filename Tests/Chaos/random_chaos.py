"""A seeded random run: nodes are killed, servers crash, connections are cut, everything freezes, while producers go on.

usage: random_chaos.py BINARY FOLDER [--seconds N] [--seed S]

The same seed plays the same schedule; how it meets the workers is the machine's doing. Afterwards nothing may be lost or
doubled, order must be kept, and the audit green. A message that happened to be in two workers' hands when they were killed
is quarantined as poison, as it must be; it is sent back once at the end, as an operator would, and counted.
"""
import random
import signal
import sys
import threading
import time

from suite import main
from world import Failed, Proxy, Workload, say, signal_process, wait

QUEUES = ["guichet.account", "guichet.notification"]
STEPS = ["taken", "marked", "opened", "decided", "committed", "handedOver", "acknowledged", "leased", "performed", "reported",
         "sent", "confirmed", "forgotten", "swept"]
NODES = 3


def schedule(seed, seconds):
    """What happens when: (second, action, arguments)."""
    rng = random.Random(f"schedule {seed}")
    # Often what is cheap, seldom what takes seconds.
    actions = [("kill", 5), ("faulty", 5), ("cut", 4), ("freeze node", 2), ("scale", 3), ("pause", 2), ("drain", 2), ("crash broker", 1),
               ("halt database", 2), ("freeze broker", 1), ("freeze database", 1)]
    names, weights = zip(*actions)
    plan, at = [], 1.0
    while at < seconds - 1:
        name = rng.choices(names, weights)[0]
        arguments = {
            "kill": lambda: (rng.randrange(NODES),),
            "drain": lambda: (rng.randrange(NODES),),
            "faulty": lambda: (rng.randrange(NODES), f"{rng.choice(STEPS + ['commit-error'] * 3)}:{rng.randrange(1, 30)}"),
            "cut": lambda: (rng.randrange(NODES), rng.choice(["broker", "database"])),
            "freeze node": lambda: (rng.randrange(NODES), round(rng.uniform(0.5, 6), 1)),
            "scale": lambda: (rng.choice(QUEUES), rng.randrange(1, 7)),
            "pause": lambda: (rng.choice(QUEUES), round(rng.uniform(0.5, 3), 1)),
            "crash broker": lambda: (round(rng.uniform(0, 2), 1),),
            "halt database": lambda: (round(rng.uniform(0, 3), 1),),
            "freeze broker": lambda: (round(rng.uniform(0.5, 6), 1),),
            "freeze database": lambda: (round(rng.uniform(0.5, 6), 1),),
        }[name]()
        plan.append((round(at, 1), name, arguments))
        at += rng.uniform(0.3, 2.5)
    return plan


class Fleet:
    """Three nodes, each behind proxies of its own; one that dies is replaced."""

    def __init__(self, world):
        self.world = world
        self.proxies = [(Proxy(world.amqp_port), Proxy(world.database_port)) for _ in range(NODES)]
        self.nodes = [None] * NODES
        self.deaths = 0
        self.lossy = 0
        for place in range(NODES):
            self.start(place)

    def start(self, place, *arguments):
        broker, database = self.proxies[place]
        self.nodes[place] = self.world.run(*arguments, amqp_port=broker.port, database_port=database.port, GUICHET_NODE=f"node-{place}")

    def tend(self):
        """Counts and replaces who has died; a node may only die of its fault."""
        for place, node in enumerate(self.nodes):
            status = node.poll()
            if status is None:
                continue
            if status != -signal.SIGKILL:
                raise Failed(f"node {place} ended by itself with status {status}; see {node.log}")
            self.deaths += 1
            self.start(place)

    def close(self):
        self.world.kill_workers()
        for broker, database in self.proxies:
            broker.close()
            database.close()


class Play:
    def __init__(self, world, fleet):
        self.world = world
        self.fleet = fleet

    def act(self, name, arguments):
        getattr(self, name.replace(" ", "_"))(*arguments)

    def kill(self, place):
        self.fleet.nodes[place].kill()
        self.fleet.nodes[place].wait()
        self.fleet.tend()

    def faulty(self, place, fault):
        """Kills a node and starts one that will die at a certain step, or lie about a commit."""
        self.fleet.nodes[place].kill()
        self.fleet.nodes[place].wait()
        self.fleet.deaths += 1
        self.fleet.lossy += fault.startswith("commit-error")
        self.fleet.start(place, "--fault", fault)

    def drain(self, place):
        """A deployment: a clean end and a new start. A node that dies of its fault meanwhile is replaced by the next tending."""
        node = self.fleet.nodes[place]
        node.terminate()
        try:
            status = node.wait(120)
        except Exception:
            raise Failed(f"node {place} did not drain within 120 s; see {node.log}") from None
        if status not in (0, -signal.SIGKILL):
            raise Failed(f"node {place} left its drain with status {status}; see {node.log}")
        self.fleet.deaths += status != 0
        self.fleet.start(place)

    def cut(self, place, what):
        self.fleet.proxies[place][what == "database"].cut()
        self.fleet.lossy += what == "database"

    def freeze_node(self, place, seconds):
        node = self.fleet.nodes[place]
        signal_process(node.pid, signal.SIGSTOP)
        time.sleep(seconds)
        signal_process(node.pid, signal.SIGCONT)

    def scale(self, queue, workers):
        self.setting("scale", queue, str(workers))

    def pause(self, queue, seconds):
        self.setting("pause", queue)
        time.sleep(seconds)
        self.setting("resume", queue)

    def setting(self, *command):
        """As an operator would: again, where the database is just coming back."""
        wait(f"guichet {' '.join(command)}", lambda: self.world.guichet(*command).returncode == 0, 30)

    def crash_broker(self, seconds):
        self.world.servers("crash", "rabbitmq")
        time.sleep(seconds)
        self.world.servers("start", "rabbitmq")

    def halt_database(self, seconds):
        self.fleet.lossy += NODES
        self.world.servers("halt", "postgres")
        time.sleep(seconds)
        self.world.servers("start", "postgres")

    def freeze_broker(self, seconds):
        self.world.freeze("rabbitmq")
        time.sleep(seconds)
        self.world.thaw("rabbitmq")

    def freeze_database(self, seconds):
        self.world.freeze("postgres")
        time.sleep(seconds)
        self.world.thaw("postgres")


def random_run(world, options):
    plan = schedule(options.seed, options.seconds)
    say(f"seed {options.seed}, {options.seconds:.0f} s: the same again with --seed {options.seed} --seconds {options.seconds:.0f}")
    for at, name, arguments in plan:
        say(f"{at:6.1f} s  {name} {' '.join(map(str, arguments))}")
    workload = Workload(int(15 * options.seconds), seed=options.seed)
    fleet = Fleet(world)
    play = Play(world, fleet)
    producer = threading.Thread(target=produce, args=(world, workload, options.seconds))
    try:
        producer.start()
        begun = time.monotonic()
        for at, name, arguments in plan:
            time.sleep(max(0, at - (time.monotonic() - begun)))
            fleet.tend()
            play.act(name, arguments)
        say(f"the schedule took {time.monotonic() - begun:.0f} s, {len(plan)} actions")
        producer.join()
        fleet.tend()
        for place in range(NODES):  # a fault that has not struck yet must not strike in the quiet
            if "--fault" in fleet.nodes[place].args:
                play.kill(place)
        for queue in QUEUES:
            play.setting("scale", queue, "2")
        retried = settle(world, fleet, workload)
        world.verify(workload, deaths=fleet.deaths + fleet.lossy + retried)
        say(f"{fleet.deaths} nodes died; {retried} messages were quarantined as poison, sent back once, and done")
        for node in fleet.nodes:
            world.drain(node)
    finally:
        fleet.close()


def produce(world, workload, seconds):
    world.publish(workload.stream, seconds=seconds)


def settle(world, fleet, workload):
    """Waits for quiet; sends poison back once."""
    def quiet():
        return world.ready() == 0 and world.count("SELECT count(*) FROM outbox") == 0

    def done():
        if world.count("SELECT count(*) FROM dead_letters WHERE state = 'open'"):
            return True
        return quiet() and world.count("SELECT count(*) FROM inbox WHERE queue = 'guichet.account'") >= len(workload.ids) \
            and world.count("SELECT count(*) FROM parked") == 0 \
            and world.count("SELECT count(*) FROM notifications") >= len(workload.accounts)

    wait_for(world, done)
    letters = world.sql("SELECT kind, queue, field, reason FROM dead_letters WHERE state = 'open'")
    if letters:
        others = [letter for letter in letters if letter[0] != "poison"]
        if others:
            raise Failed(f"dead letters: {others[:5]}")
        # All of them first: a message before its end may still be on its way to the same fate.
        wait("quiet", quiet, 120)
        letters = world.sql("SELECT kind, queue, field, reason FROM dead_letters WHERE state = 'open'")
        say(world.operate("dead", "retry", "--all", "--kind", "poison").replace("\n", "\n    "))
    world.settle(workload, 180)
    return len(letters)


def wait_for(world, done):
    try:
        wait("every event decided, nothing waiting", done, 240)
    except Failed as failure:
        raise Failed(f"{failure} ({world.tally()})") from None


if __name__ == "__main__":
    sys.exit(main("random chaos", {"random run": random_run}, seconds=30))
