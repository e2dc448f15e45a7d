"""Order at any number of workers, scaling and pausing within seconds, and a poison message that delays nobody.

usage: scaling.py BINARY FOLDER [--seed S] [NAME…]
"""
import random
import sys
import time
import uuid

from suite import main
from world import Failed, Workload, killed, say, uuid7, wait

SUBJECTS, LENGTH = 200, 50
ACCOUNT = "guichet.account"
# Seconds within which a fleet follows at the latest: two on idle cores, which is told, and more where others use them too.
FOLLOWS = 15.0


class Lives(Workload):
    """Long lives: the five events, then one new job title after another."""

    def __init__(self, subjects, length, seed):
        super().__init__(subjects, seed, duplicates=0, shuffle=False)
        rng = random.Random(f"lives {seed}")
        events = []
        for start in range(0, len(self.events), 5):
            own = self.events[start:start + 5]
            for sequence in range(6, length + 1):
                own.append({**own[4], "id": uuid7(rng), "sequence": sequence,
                            "data": {**own[4]["data"], "jobTitle": f"title {sequence}"}})
            events += own
        self.events = events
        self.ids = {event["id"] for event in events}
        self.stream = events + rng.sample(events, len(events) // 10)
        rng.shuffle(self.stream)

    def verify(self, world, length):
        """Every fact once, in its order: the titles say which event each came from."""
        expected = ["account.signed_up", "account.email_confirmed", "account.password_set", "account.profile_completed",
                    "account.profile_changed"] + [f"title {sequence}" for sequence in range(6, length + 1)]
        found = {}
        for subject, name, title, cause in world.sql(
                "SELECT subject, name, data ->> 'jobTitle', cause FROM history WHERE subject LIKE 'account/%%' ORDER BY subject, version"):
            is_early = len(found.setdefault(subject, [])) < 5
            found[subject].append(name if is_early else title)
        wrong = [subject for subject, names in found.items() if names != expected]
        if len(found) != len(self.accounts) or wrong:
            raise Failed(f"{len(found)} histories, {len(wrong)} wrong: {[found[subject] for subject in wrong[:1]]}")
        dead = world.sql("SELECT kind, reason FROM dead_letters LIMIT 3")
        if dead:
            raise Failed(f"dead letters: {dead}")
        audit = world.guichet("audit")
        if audit.returncode != 0:
            raise Failed(f"audit: {audit.stdout}{audit.stderr}")


def follow(world, queue, count):
    """The seconds until the broker sees this many consumers."""
    begun = time.monotonic()
    try:
        wait(f"{count} consumers of {queue}", lambda: world.consumers(queue) == count, FOLLOWS)
    except Failed as failure:
        raise Failed(f"{failure}: there are {world.consumers(queue)}") from None
    return time.monotonic() - begun


def ordered(nodes, workers):
    def scenario(world, options):
        fleet = [world.run(GUICHET_NODE=f"node-{number}") for number in range(nodes)]
        world.operate("scale", ACCOUNT, str(workers))
        wait(f"{workers} consumers", lambda: world.consumers(ACCOUNT) == workers, 30)
        lives = Lives(SUBJECTS, LENGTH, options.seed)
        begun = time.monotonic()
        world.publish(lives.stream)
        published = time.monotonic() - begun
        world.settle(lives, 240)
        say(f"{len(lives.stream)} events, published in {published:.0f} s, done after {time.monotonic() - begun:.0f} s")
        lives.verify(world, LENGTH)
        for node in fleet:
            world.drain(node)
    return scenario


def scaled_under_load(world, options):
    """Up and down while the events flow: each change followed, and the order kept."""
    fleet = [world.run(GUICHET_NODE=f"node-{number}") for number in range(3)]
    wait("one consumer", lambda: world.consumers(ACCOUNT) == 1, 30)
    wait("three nodes", lambda: world.count("SELECT count(*) FROM nodes") == 3, 30)
    time.sleep(1)
    lives = Lives(SUBJECTS, LENGTH, options.seed)
    world.publish(lives.stream[:2000])
    slowest = 0
    for count in (8, 3, 1, 5, 2, 6):
        world.operate("scale", ACCOUNT, str(count))
        slowest = max(slowest, follow(world, ACCOUNT, count))
        world.publish(lives.stream[2000 + count * 100:2100 + count * 100])
    world.publish(lives.stream[2000:])
    world.settle(lives, 240)
    lives.verify(world, LENGTH)
    say(f"the slowest of six changes took {slowest:.1f} s")
    for node in fleet:
        world.drain(node)


def paused(world, options):
    """Pause takes all consumers away, survives a restart, and resume goes on where it stopped."""
    fleet = [world.run(GUICHET_NODE=f"node-{number}") for number in range(2)]
    wait("two nodes", lambda: world.count("SELECT count(*) FROM nodes") == 2, 30)
    world.operate("scale", ACCOUNT, "4")
    follow(world, ACCOUNT, 4)
    lives = Lives(20, LENGTH, options.seed)
    world.publish(lives.stream[:500])
    world.operate("pause", ACCOUNT)
    stopped = follow(world, ACCOUNT, 0)
    decided = world.count("SELECT count(*) FROM inbox WHERE queue = 'guichet.account'")
    world.publish(lives.stream[500:])
    for node in fleet:
        world.drain(node)
    fleet = [world.run(GUICHET_NODE=f"node-{number}") for number in range(2)]
    wait("the other queues are worked on", lambda: world.consumers("guichet.notification") == 1, 30)
    time.sleep(3)
    if world.consumers(ACCOUNT) or world.count("SELECT count(*) FROM inbox WHERE queue = 'guichet.account'") != decided:
        raise Failed("a paused queue was worked on after a restart")
    world.operate("resume", ACCOUNT)
    resumed = follow(world, ACCOUNT, 4)
    world.settle(lives, 120)
    lives.verify(world, LENGTH)
    say(f"paused in {stopped:.1f} s, resumed in {resumed:.1f} s")
    for node in fleet:
        world.drain(node)


def poisoned(world, options):
    """A message that kills every worker that opens it: quarantined after the second death in its name alone."""
    rng = random.Random(options.seed)
    workload = Workload(50, seed=options.seed, duplicates=0, shuffle=False)
    signups = [event for event in workload.events if event["sequence"] == 1]
    poison = {**signups[0], "id": uuid7(rng), "subject": "account/poison",
              "data": {**signups[0]["data"], "accountId": str(uuid.uuid4()), "email": "poison@example.org"}}
    world.publish([poison], threads=1)
    deaths = 0
    # One message at a time, so that the fault strikes the one in front. The first death might be anybody's fault; from
    # then on it is redelivered, and each start is marked.
    for _ in range(3):
        killed(world.run("--queue", ACCOUNT, "--fault", "opened:1", GUICHET_BATCH="1", GUICHET_PREFETCH="1"))
        deaths += 1
        if deaths == 1:
            world.publish(signups)
        if world.count("SELECT count(*) FROM dead_letters"):
            raise Failed(f"quarantined after {deaths} deaths already")
    begun = time.monotonic()
    worker = world.run()
    wait("the poison in quarantine", lambda: world.sql(
        "SELECT message_id FROM dead_letters WHERE kind = 'poison' AND state = 'open'") == [(poison["id"],)], 30)
    quarantined = time.monotonic() - begun
    wait("the good ones behind it", lambda: world.count("SELECT count(*) FROM accounts") == len(signups), 30)
    wait("their mails", lambda: world.count("SELECT count(*) FROM notifications WHERE state = 'sent'") == len(signups), 60)
    say(f"{deaths} workers died; in quarantine {quarantined:.1f} s after the next started, all others done")
    number = world.sql("SELECT id FROM dead_letters")[0][0]
    world.operate("dead", "retry", str(number))
    wait("the message is done once it kills no more", lambda: world.count(
        "SELECT count(*) FROM accounts WHERE email = 'poison@example.org'") == 1, 30)
    world.drain(worker)
    audit = world.guichet("audit")
    if audit.returncode != 0:
        raise Failed(f"audit: {audit.stdout}{audit.stderr}")


SCENARIOS = {
    "order, 1 worker": ordered(1, 1),
    "order, 4 workers": ordered(1, 4),
    "order, 8 workers of three nodes": ordered(3, 8),
    "scaled under load": scaled_under_load,
    "paused": paused,
    "poisoned": poisoned,
}

if __name__ == "__main__":
    sys.exit(main("scaling", SCENARIOS))
