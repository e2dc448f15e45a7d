"""How small and how quick: a backlog of 100,000 events, and the time to the first decision.

usage: footprint.py BINARY FOLDER [NAME…]

Give it the release binary.
"""
import json
import multiprocessing
import random
import statistics
import sys
import time

import pika
import psycopg2

from suite import main
from world import Failed, Workload, memory, say, wait

BACKLOG = 100_000
# Megabytes.
MEMORY = 64
# Seconds from exec to the first decision: a quarter on idle cores, which is told, and more where others use them too.
START = 5.0


def pour(url, parts):
    """Publishes without waiting for each, but for the last: a queue takes one channel's messages in order, so its confirm
    stands for all. A channel that closes without it may take its last messages along."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    for place, (key, id, body) in enumerate(parts, 1):
        if place == len(parts):
            channel.confirm_delivery()
        channel.basic_publish("guichet.events", key, body, pika.BasicProperties(
            content_type="application/cloudevents+json", delivery_mode=2, message_id=id, type=key))
    connection.close()


def backlog(world, events):
    """Everything in the queue, nobody consuming: the queue's depth is the confirm."""
    begun = time.monotonic()
    messages = [(event["type"], event["id"], json.dumps(event).encode()) for event in events]
    processes = [multiprocessing.Process(target=pour, args=(world.portal, messages[start::3]), daemon=True) for start in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(240)
        if process.exitcode != 0:
            raise Failed(f"a publisher ended with {process.exitcode}")
    try:
        wait(f"{len(events)} events in the queue", lambda: world.ready() == len(events), 60)
    except Failed as failure:
        raise Failed(f"{failure}, but {world.ready()}") from None
    say(f"published {len(events)} events in {time.monotonic() - begun:.0f} s")


def watch(world, worker, is_done, seconds):
    """Waits and weighs: the heaviest the kernel saw, in megabytes."""
    begun = time.monotonic()
    connection = psycopg2.connect(world.database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            while not is_done(cursor):
                if worker.poll() is not None:
                    raise Failed(f"the worker ended with {worker.returncode}; see {worker.log}")
                if time.monotonic() - begun > seconds:
                    raise Failed(f"not done after {seconds} s ({world.tally()})")
                time.sleep(0.25)
    finally:
        connection.close()
    heaviest = memory(worker, "VmHWM")
    elapsed = time.monotonic() - begun
    say(f"done in {elapsed:.0f} s, {BACKLOG / elapsed:.0f} events a second; at most {heaviest:.1f} MB, now {memory(worker):.1f} MB")
    if heaviest > MEMORY:
        raise Failed(f"the worker took {heaviest:.1f} MB; {MEMORY} are allowed")


def number(cursor, query):
    cursor.execute(query)
    return cursor.fetchone()[0]


def signups(world, options):
    """100,000 sign-ups: each writes a row, a fact and a mail to send; the mails wait in their queue."""
    workload = Workload(BACKLOG, seed="backlog", duplicates=0, shuffle=False)
    backlog(world, [event for event in workload.events if event["sequence"] == 1])
    worker = world.run("--queue", "guichet.account")
    watch(world, worker, lambda cursor: number(cursor, "SELECT count(*) FROM inbox") >= BACKLOG
          and number(cursor, "SELECT count(*) FROM outbox") == 0, 400)
    world.drain(worker)


def lives(world, options):
    """2,000 accounts of 50 events each, shuffled within a window, mails and all."""
    rng = random.Random("lives")
    workload = Workload(BACKLOG // 50, seed="lives", duplicates=0, shuffle=False)
    events = []
    for start in range(0, len(workload.events), 5):
        own = workload.events[start:start + 5]
        for sequence in range(6, 51):
            id = f"{own[0]['id']}-{sequence}"
            own.append({**own[4], "id": id, "sequence": sequence, "data": {**own[4]["data"], "jobTitle": f"title {sequence}"}})
        events += own
    order = sorted(range(len(events)), key=lambda place: place + rng.uniform(0, 500))
    backlog(world, [events[place] for place in order])
    worker = world.run()
    watch(world, worker, lambda cursor: number(cursor, "SELECT count(*) FROM inbox WHERE queue = 'guichet.account'") >= BACKLOG
          and number(cursor, "SELECT count(*) FROM outbox") == 0 and number(cursor, "SELECT count(*) FROM notifications") >= 2000, 400)
    world.drain(worker)


def start(world, options):
    """From exec to the first row in the inbox, with events waiting: the median of five."""
    times = []
    for round in range(5):
        world.reset()
        workload = Workload(20, seed=f"start {round}")
        world.publish([event for event in workload.events if event["sequence"] == 1])
        connection = psycopg2.connect(world.database)
        connection.autocommit = True
        with connection.cursor() as cursor:
            begun = time.monotonic()
            worker = world.run()
            while not number(cursor, "SELECT count(*) FROM inbox"):
                if time.monotonic() - begun > 20:
                    raise Failed(f"nothing decided after 20 s; see {worker.log}")
                time.sleep(0.002)
            times.append(time.monotonic() - begun)
        connection.close()
        world.drain(worker)
    median = statistics.median(times)
    say(f"decides {median:.2f} s after exec (five times: {', '.join(f'{each:.2f}' for each in times)})")
    if median > START:
        raise Failed(f"{median:.2f} s to the first decision; {START} s are allowed")


SCENARIOS = {"start": start, "100,000 sign-ups": signups, "100,000 events of lives": lives}

if __name__ == "__main__":
    sys.exit(main("footprint", SCENARIOS))
