"""Bad input: more than a thousand messages that no worker can want, among a thousand good sign-ups.

usage: bad_input.py BINARY FOLDER [--seed S] [NAME…]

No worker dies; each bad message becomes a dead letter, a refusal or a refusal by the broker, and names the field; each
good one is done exactly once, and soon; no secret is found in clear.
"""
import json
import mailbox
import random
import re
import struct
import subprocess
import sys
import threading
import time
import uuid

import pika
import pika.data

from suite import main
from world import PASSWORD, Failed, Workload, say, uuid7, wait

EVENT = "application/cloudevents+json"
SIGNUP = "account.signup.requested"
FRAME = 131072 - 8
# Seconds from a sign-up to its mail, in the middle of it all; about one on two idle cores.
PROBE = 30
REFUSALS, REPLIES = "chaos.refusals", "chaos.replies"


class RawTable(dict):
    """A field table as bytes of our own making: pika's would need as much stack as it is deep."""

    def __init__(self, raw):
        super().__init__()
        self.raw = raw


def encode_table(pieces, table, plain=pika.data.encode_table):
    if isinstance(table, RawTable):
        pieces += [struct.pack(">I", len(table.raw)), table.raw]
        return 4 + len(table.raw)
    return plain(pieces, table)


pika.data.encode_table = encode_table


def nested(depth, name, is_array=False):
    """One header, tables or arrays in one another. Its innermost is empty."""
    head, step = (b"A", 5) if is_array else (b"\1xF", 7)
    outer = b"A" if is_array else b"F"
    levels = b"".join(head + struct.pack(">I", step * (depth - level)) for level in range(1, depth + 1))
    return bytes([len(name)]) + name.encode() + outer + struct.pack(">I", len(levels)) + levels


class Bad:
    """One bad message. Its tag is what it is found by again: the event's id where it has one, the correlation id always."""

    def __init__(self, case, body, expected, key=SIGNUP, tag=None, exchange="guichet.events", **properties):
        self.case = case
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.expected = expected
        self.key = key
        self.tag = tag
        self.exchange = exchange
        self.properties = {"content_type": EVENT, "delivery_mode": 2, "correlation_id": tag, **properties}

    def publish(self, channel):
        channel.basic_publish(self.exchange, self.key, self.body, pika.BasicProperties(**self.properties))


def dead(field, kind="malformed"):
    return ("dead", kind, field)


def refused(*fields):
    return ("refused", *fields)


class Maker:
    """Makes every case, `times` times each with other dice."""

    def __init__(self, rng, times, secrets):
        self.rng = rng
        self.times = times
        self.secrets = secrets
        self.made = []
        self.good = []
        self.parked = set()
        self.count = 0

    def event(self, type=SIGNUP, **changes):
        """A good event but for its changes; Ellipsis takes an attribute away."""
        self.count += 1
        event = {
            "specversion": "1.0", "id": f"bad-{self.count:05d}", "source": "/portal", "type": type,
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "data": {"accountId": str(uuid.UUID(int=self.rng.getrandbits(128), version=4)),
                     "email": f"bad{self.count}@example.org"}}
        event.update(changes)
        return {name: value for name, value in event.items() if value is not ...}

    def add(self, case, body, expected, tag=None, **more):
        if tag is None:
            id = body.get("id") if isinstance(body, dict) else None
            is_fit = isinstance(id, str) and 0 < len(id) < 200 and id.isprintable()
            tag = id if is_fit else f"tag-{len(self.made):05d}"
        self.made.append(Bad(case, body, expected, tag=tag, **more))

    def accepted(self, case, event, body=None, **more):
        """Odd, but good: it must be done."""
        self.add(case, event if body is None else body, ("good", event["data"]["accountId"]), tag=event["id"], **more)

    def secret(self):
        made = f"SECRET{self.rng.getrandbits(160):040x}"
        self.secrets.append(made)
        return made

    def hash(self):
        made = f"$scrypt$ln=15,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA${self.rng.getrandbits(240):060x}"
        self.secrets.append(made[-60:])
        return made

    def all(self):
        for _ in range(self.times):
            for family in (self.bytes, self.json, self.attributes, self.data, self.routes, self.pipeline, self.leaky):
                family()
        self.large()
        return self.made

    def bytes(self):
        rng = self.rng
        self.add("random bytes", rng.randbytes(rng.randrange(9, 3000)), dead("data"))
        whole = json.dumps(self.event()).encode()
        self.add("truncated JSON", whole[:rng.randrange(1, len(whole))], dead("data"))
        flipped = bytearray(whole)
        flipped[rng.randrange(len(whole))] = rng.choice(b"\x00\xff\xc0\xed\x80")
        self.add("a broken byte", bytes(flipped), dead("data"))
        self.add("invalid UTF-8", whole.replace(b"bad", rng.choice([b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]), 1),
                 dead("data"))
        self.add("a raw NUL", whole.replace(b"bad", b"\0", 1), dead("data"))
        self.add("a byte order mark", b"\xef\xbb\xbf" + whole, dead("data"))
        self.add("UTF-16", whole.decode().encode("utf-16"), dead("data"))

    def json(self):
        rng = self.rng
        text = json.dumps(self.event())
        self.add("not an object", json.dumps(rng.choice([[1], "text", 17, None, True])).encode() + b" " * rng.randrange(1, 999),
                 dead("data"))
        self.add("two values", (text + text).encode(), dead("data"))
        self.add("a name twice", (text[:-1] + ', "id": "other"}').encode(), dead("data"))
        self.add("a name twice in data", (text[:-2] + ', "email": "second@example.org"}}').encode(), dead("data"))
        self.add("a lone surrogate", text.replace("bad", rng.choice(["\\ud800", "\\udc00", "\\udfff\\ud800"]), 1).encode(), dead("data"))
        self.add("a number beyond all", (text[:-1] + f', "x": {rng.randrange(1, 9)}e{rng.randrange(400, 10**6)}}}').encode(),
                 dead("data"))
        self.add("a long number beyond all", (text[:-1] + ', "x": ' + "9" * rng.randrange(400, 5000) + "}").encode(), dead("data"))
        self.add("NaN", (text[:-1] + ', "x": NaN}').encode(), dead("data"))
        self.add("a comment", (text[:-1] + " /* */ }").encode(), dead("data"))
        self.add("deep beyond the limit", (text[:-1] + ', "x": ' + "[" * 100 + "]" * 100 + "}").encode(), dead("data"))

    def attributes(self):
        rng = self.rng
        for name in ("specversion", "id", "source", "type"):
            self.add(f"no {name}", self.event(**{name: ...}), dead(name))
            self.add(f"{name} of another kind", self.event(**{name: rng.choice([7, 1.5, True, [], {}, [["x"]]])}), dead(name))
            self.add(f"{name} empty", self.event(**{name: ""}), dead(name))
        for name in ("subject", "time"):
            self.add(f"{name} of another kind", self.event(**{name: rng.choice([7, 1.5, True, [], {}])}), dead(name))
        self.add("data of another kind", self.event(data=rng.choice([7, "text", True, [], [{}]])), dead("data"))
        self.add("future specversion", self.event(specversion=rng.choice(["1.1", "2.0", "1", "1.0 ", "99"])), dead("specversion"))
        for text, kind in (("0001-01-01T00:00:00Z", "undatable"), ("9999-12-31T23:59:59Z", "undatable"),
                           ("0000-01-01T00:00:00Z", "undatable"), ("9999-12-31T23:59:59-23:59", "undatable"),
                           ("yesterday", "malformed"), ("2026-13-45T00:00:00Z", "malformed"),
                           ("2026-02-30T00:00:00Z", "malformed"), ("2026-11-21", "malformed"), ("1" * 300, "malformed"),
                           ("-2026-11-21T00:00:00Z", "malformed"), ("2026-11-21T00:00:00." + "1" * 40 + "Z", "malformed")):
            self.add("absurd time", self.event(time=text), dead("time", kind))
        future = uuid7(rng)
        self.add("an id from the future", self.event(id="ffff" + future[4:]), dead("id", "undatable"))
        self.add("an id of 1970", self.event(id="0000" + future[4:]), dead("id", "undatable"))
        for sequence in (0, -1, 2**63 - 1, 2**63, 2**200, 1.5, "zero", "", True, [], "0", "-1", "99999999999999999999"):
            self.add("absurd sequence", self.event(subject="account/x", sequence=sequence), dead("sequence"))
        self.add("a very long id", self.event(id="x" * rng.choice([256, 1000, 100_000])), dead("id"))
        self.add("a very long subject", self.event(subject="x" * 256), dead("subject"))
        self.add("a very long source", self.event(source="/" + "é" * 128), dead("source"))
        for name in ("id", "source", "subject"):
            self.add(f"NUL in {name}", self.event(**{name: "a\0b"}), dead(name))
        self.add("message-id is not the id", self.event(), dead("message-id"), message_id=f"other-{rng.getrandbits(64)}")
        self.add("data_base64", self.event(data=..., data_base64="e30="), dead("data_base64"))
        self.add("datacontenttype", self.event(datacontenttype="text/xml"), dead("datacontenttype"))

    def data(self):
        rng = self.rng

        def changed(**changes):
            event = self.event()
            event["data"].update(changes)
            event["data"] = {name: value for name, value in event["data"].items() if value is not ...}
            return event

        self.add("no data", self.event(data=...), refused("accountId", "email"))
        self.add("empty data", self.event(data={}), refused("accountId", "email"))
        for name in ("accountId", "email"):
            self.add(f"{name} missing", changed(**{name: ...}), refused(name))
            self.add(f"{name} of another kind", changed(**{name: rng.choice([7, 1.5, True, [], {}])}), refused(name))
            self.add(f"NUL in {name}", changed(**{name: "a\0b@example.org"}), refused(name), reply_to=REPLIES)
        self.add("locale of another kind", changed(locale=rng.choice(["xx", 7, [], "FR\0"])), refused("locale"))
        self.add("no address", changed(email=rng.choice(["x", "@", "a@b", "a b@example.org", "x" * 300 + "@example.org",
                                                         "é@example.org", "a@example..org", "<script>@example.org", ""])),
                 refused("email"), reply_to=REPLIES)
        self.add("no account", changed(accountId=rng.choice(["x", "", "0" * 36, "../../etc/passwd", "'; DROP TABLE accounts; --"])),
                 refused("accountId"))
        account = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        profile = self.event("account.profile.completed", data={"accountId": account, "fullName": "a\0b", "jobTitle": "x" * 10_000})
        self.add("NUL in a name, a very long title", profile, refused("fullName", "jobTitle"), key="account.profile.completed")
        self.add("before its time", self.event("account.profile.completed", data={
            "accountId": account, "fullName": "Nobody", "jobTitle": "none"}), refused("ACC-2"), key="account.profile.completed",
            reply_to=REPLIES)

    def routes(self):
        rng = self.rng
        self.add("no content type", self.event(), dead("content-type"), content_type=None)
        for type in ("text/plain", "application/xml", "application/cloudevents+avro", "application/json-patch+json", "", "\0",
                     b"\xff\xfe", "x" * 255, "application/cloudevents-batch+json"):
            self.add("wrong content type", self.event(), dead("content-type"), content_type=type)
        self.add("a batch", json.dumps([self.event()]).encode(), dead("content-type"), content_type="application/cloudevents-batch+json")
        self.add("binary mode without attributes", json.dumps(self.event()["data"]).encode() + b" " * rng.randrange(9999),
                 dead("headers"), content_type="application/json")
        self.add("a type that is not the routing key", self.event("account.profile.changed"), dead("type"))
        self.add("a type property that is not the type", self.event(), dead("type"), type="account.profile.changed")
        kind = f"account.unknown.{rng.randrange(9)}"
        self.add("unknown event kind", self.event(kind), dead("type", "unroutable"), key=kind)
        self.add("reply-to a work queue", self.event(), dead("reply-to"), reply_to="guichet.account")
        headers = {f"cloudEvents_{name}": value for name, value in self.event(data=...).items()}
        self.add("two prefixes", b"{}", dead("headers"), content_type="application/json", headers={**headers, "cloudEvents:subject": "x"},
                 tag=headers["cloudEvents_id"])
        self.add("binary mode, a header of another kind", b"{}" + b" " * rng.randrange(9999), dead("id"), content_type="application/json",
                 headers={**headers, "cloudEvents_id": rng.choice([7, True, None, b"\xff", [1], {"x": {}}])} )
        binary = self.event()
        self.accepted("binary mode", binary, json.dumps(binary["data"]).encode(), content_type="application/json; charset=utf-8",
                      headers={f"cloudEvents_{name}": value for name, value in binary.items() if name != "data"})
        depth = rng.choice([100, 2000, 12_000])
        self.accepted("deep headers", self.event(), headers=RawTable(nested(depth, "x")))
        self.accepted("deep arrays in headers", self.event(), headers=RawTable(nested(depth, "x", is_array=True)))
        self.add("deep headers for an id", b"{}" + b" " * rng.randrange(9999), dead("id"), content_type="application/json",
                 headers=RawTable(b"\x17cloudEvents_specversionS\0\0\0\x031.0" + b"\x10cloudEvents_typeS"
                                  + struct.pack(">I", len(SIGNUP)) + SIGNUP.encode()
                                  + nested(min(depth * 10, 18_000), "cloudEvents_id")))
        self.accepted("an id of 255 bytes", self.event(id=f"{rng.getrandbits(256):0255d}"))
        v7 = self.event(id=uuid7(rng), time="0001-01-01T00:00:00Z")
        self.accepted("an old time beside a dated id", v7)

    def pipeline(self):
        """What only an administrator could send: to the pipeline's own queues and exchanges."""
        rng = self.rng
        requeue = {"exchange": "guichet.requeue", "key": f"guichet.account.{SIGNUP}"}
        self.add("a round with a wrong count", self.event(), dead("guichet-attempt"),
                 headers={"guichet-attempt": rng.choice(["x", -1, True, []])}, **requeue)
        self.add("a round to another's queue", self.event("account.unknown"), dead("type"), **requeue)
        send = {"key": "notification.send"}
        self.add("a mail without anything", self.event("notification.send", data={}),
                 refused("notificationId", "template", "recipient", "values", "queuedAt"), **send)
        self.add("a broken mail command", rng.randbytes(100), dead("data"), **send)
        self.add("what the broker gave up", rng.randbytes(50), dead(None, "undelivered"), exchange="guichet.dead", key="x")
        self.add("a nameless message", rng.randbytes(50), dead("type", "unroutable"), exchange="guichet.events", key=f"\x01{rng.random()}")

    def leaky(self):
        """Broken messages with secrets in them."""
        rng = self.rng
        confirmed, password = "account.email.confirmed", "account.password.set"
        data = {"token": self.secret()}
        self.add("a token in a truncated body", json.dumps(self.event(confirmed, data=data)).encode()[:-1], dead("data"), key=confirmed)
        self.add("a token in an event without id", self.event(confirmed, data={"token": self.secret()}, id=...), dead("id"), key=confirmed)
        self.add("a token under another type", self.event(confirmed, data={"token": self.secret()}), dead("type"))
        self.add("a token in an unknown kind", self.event("account.token.lost", data={"token": self.secret()}),
                 dead("type", "unroutable"), key="account.token.lost")
        self.add("a wrong token", self.event(confirmed, data={"token": self.secret()}), refused("token"), key=confirmed)
        account = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        self.add("a hash in a broken body", b'{"passwordHash": "' + self.hash().encode(), dead("data"), key=password)
        self.add("a hash in the wrong field", self.event(password, data={"accountId": self.hash(), "passwordHash": "x"}),
                 refused("accountId", "passwordHash"), key=password)
        self.add("a hash under another type", self.event(password, data={"accountId": account, "passwordHash": self.hash()}), dead("type"))
        self.add("a hash that is none", self.event(password, data={"accountId": account, "passwordHash": self.hash()[1:]}),
                 refused("passwordHash"), key=password)
        self.add("a password for nobody", self.event(password, data={"accountId": account, "passwordHash": self.hash()}),
                 refused("ACC-2"), key=password)
        self.add("a token in data of another kind", self.event(confirmed, data=[self.secret()]), dead("data"), key=confirmed)
        self.add("a token given to the broker's dead", json.dumps({"Token": self.secret()}).encode(), dead(None, "undelivered"),
                 exchange="guichet.dead", key="y")

    def large(self):
        """A few of each: each is large, or nothing tells one from the other."""
        rng = self.rng
        self.add("empty body", b"", dead("data"))
        self.add("empty body, binary mode", b"", dead("headers"), content_type="application/json", key="account.profile.changed")
        for depth in (100_000, 1_000_000):
            self.add("very deep JSON", b"[" * depth, dead("data"))
            self.add("very deep JSON, closed", b"[" * depth + b"]" * depth, dead("data"))
            self.add("very deep objects", b'{"x":' * depth + b"1" + b"}" * depth, dead("data"))
            self.add("very deep data", json.dumps(self.event()).encode()[:-1] + b',"x":' + b"[" * depth + b"]" * depth + b"}", dead("data"))
        for frames in (1, 2, 3, 8):
            for more in (-1, 0, 1):
                event = self.event()
                text = json.dumps(event).encode()
                self.accepted("a body of whole frames", event, text + b" " * (frames * FRAME + more - len(text)))
                self.add("a bad body of whole frames", rng.randbytes(frames * FRAME + more), dead("data"))
        self.add("20 MB of noise", rng.randbytes(20 << 20), dead("data"))
        self.add("20 MB of JSON", json.dumps(self.event(x="x" * (20 << 20))).encode(), dead("data"))
        event = self.event()
        event["data"]["note"] = "x" * (10 << 20)
        self.accepted("10 MB, and good", event)
        self.add("a million values", json.dumps(self.event(x=[1] * 1_000_000)).encode(), dead("data"))
        self.add("100,000 names", json.dumps(self.event(x={f"n{number}": number for number in range(300_000)})).encode(), dead("data"))


class Ears(threading.Thread):
    """Hears the refusals: by topic, and by reply-to."""

    def __init__(self, world):
        super().__init__(daemon=True)
        self.refusals, self.replies = {}, {}
        self.is_over = False
        # The workers' own user may make no queues but theirs.
        self.url = re.sub(r"//[^@]*@", "//listener:listener@", world.amqp)
        for command in (["add_user", "listener", "listener"],
                        ["set_permissions", "-p", "/", "listener", r"^chaos\.", r"^chaos\.", r"^(chaos\.|guichet\.events$)"]):
            done = subprocess.run([world.settings["GUICHET_RABBITMQCTL"], *command], capture_output=True, text=True, timeout=60)
            if done.returncode != 0:
                raise Failed(f"rabbitmqctl {command[0]}: {done.stdout}{done.stderr}")
        self.ready = threading.Event()

    def run(self):
        connection = pika.BlockingConnection(pika.URLParameters(self.url))
        channel = connection.channel()
        for queue, heard in ((REFUSALS, self.refusals), (REPLIES, self.replies)):
            channel.queue_declare(queue, exclusive=True)
            channel.basic_consume(queue, lambda _, method, properties, body, heard=heard: heard.setdefault(
                properties.correlation_id, []).append((method.routing_key, json.loads(body))), auto_ack=True)
        channel.queue_bind(REFUSALS, "guichet.events", "refused.#")
        self.ready.set()
        try:
            while not self.is_over:
                connection.process_data_events(0.2)
            connection.close()
        except pika.exceptions.AMQPError as error:  # what was not heard is missed by the scenario
            say(f"the listener stopped: {error}")


def publish_bad(world, messages, seconds, failures):
    begun = time.monotonic()
    try:
        with world.channel() as channel:
            channel.confirm_delivery()
            for number, message in enumerate(messages):
                ahead = seconds * number / len(messages) - (time.monotonic() - begun)
                if ahead > 0:
                    channel.connection.sleep(ahead)
                message.publish(channel)
    except Exception as error:  # shown by the scenario
        failures.append(error)


def among_the_good(world, options):
    rng = random.Random(options.seed)
    say(f"seed {options.seed}")
    secrets = []
    maker = Maker(rng, 8, secrets)
    bad = maker.all()
    rng.shuffle(bad)
    workload = Workload(1000, seed=options.seed)
    signups = [event for event in workload.events if event["sequence"] == 1]
    ears = Ears(world)
    ears.start()
    if not ears.ready.wait(10):
        raise Failed("nobody listens to the refusals")
    world.guichet("scale", "guichet.notification", "2")
    worker = world.run()
    wait("the worker to consume", lambda: world.consumers("guichet.account") > 0, 30)
    good = threading.Thread(target=world.publish, args=(signups,), kwargs={"seconds": 20})
    failures = []
    hostile = threading.Thread(target=publish_bad, args=(world, bad, 20, failures))
    for thread in (good, hostile):
        thread.start()
    slowest = probe(world, rng, hostile)
    for thread in (good, hostile):
        thread.join()
    if failures:
        raise failures[0]
    say(f"{len(bad)} bad or odd messages of {len({message.case for message in bad})} kinds; the slowest probe took {slowest:.1f} s")
    expected_letters = sum(message.expected[0] == "dead" for message in bad)
    problems = []
    try:
        wait(f"{expected_letters} dead letters, every good one done, and nothing waiting", lambda: world.ready() == 0
             and world.count("SELECT count(*) FROM dead_letters") >= expected_letters
             and world.count("SELECT count(*) FROM accounts") >= len(signups)
             and world.count("SELECT count(*) FROM outbox") == 0
             and world.count("SELECT (SELECT count(*) FROM accounts) <= (SELECT count(*) FROM notifications WHERE state = 'sent')"), 90)
    except Failed as failure:
        problems.append(f"{failure}: {world.tally()}")
    time.sleep(1)
    ears.is_over = True
    ears.join(5)
    if worker.poll() is not None:
        raise Failed(f"the worker died with {worker.returncode}; see {worker.log}")
    world.drain(worker)
    problems += fates(world, bad, ears) + the_good(world, workload, signups, bad)
    problems += [f"in clear: {leak}" for leak in world.leaks(secrets, apart=())]
    audit = world.guichet("audit")
    if audit.returncode != 0:
        problems.append(f"audit: {audit.stdout}{audit.stderr}")
    if slowest > PROBE:
        problems.append(f"a probe took {slowest:.1f} s")
    if problems:
        raise Failed(f"{len(problems)} problems:\n      " + "\n      ".join(problems[:30]))


def probe(world, rng, until):
    """Sign-ups in the middle of it: the longest time to a mail."""
    slowest = 0
    while until.is_alive():
        account = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        begun = time.monotonic()
        signup = uuid7(rng)
        world.publish([{"specversion": "1.0", "id": signup, "source": "/portal", "type": SIGNUP,
                        "data": {"accountId": account, "email": f"probe-{account}@example.org"}}], threads=1)
        wait("the probe's mail", lambda: world.count("SELECT count(*) FROM notifications WHERE account_id = %s AND state = 'sent'",
                                                     account), 60)
        slowest = max(slowest, time.monotonic() - begun)
        time.sleep(1)
    return slowest


def fates(world, bad, ears):
    """What became of each, against what must."""
    letters = {}
    for row in world.sql("SELECT correlation_id, kind, field, times_seen FROM dead_letters"):
        letters.setdefault(row[0], []).append(row[1:])
    refusals = {}
    for id, note in world.sql("SELECT id, note FROM inbox WHERE verdict = 'refused'"):
        refusals[id] = note
    made = {row[0] for row in world.sql("SELECT subject FROM history WHERE name = 'account.signed_up'")}
    problems = []
    for message in bad:
        kind, *details = message.expected
        found = letters.get(message.tag, [])
        if kind == "dead":
            if [letter[:2] for letter in found] != [tuple(details)]:
                problems.append(f"{message.case} ({message.tag}): expected a letter {details}, found {found}, "
                                f"refusal {refusals.get(message.tag)}")
        elif kind == "refused":
            named = {reason.get("field") for reason in refusals.get(message.tag, [])} \
                | {reason["rule"] for reason in refusals.get(message.tag, [])}
            heard = ears.refusals.get(message.tag, [])
            if not set(details) <= named or len(heard) != 1 or heard[0][0] != f"refused.{message.key}" or found:
                problems.append(f"{message.case} ({message.tag}): expected a refusal of {details}, found {named}, heard {heard}, "
                                f"letters {found}")
            if "reply_to" in message.properties and len(ears.replies.get(message.tag, [])) != 1:
                problems.append(f"{message.case} ({message.tag}): no answer to its reply-to")
        elif f"account/{details[0]}" not in made or found:
            problems.append(f"{message.case} ({message.tag}): not done; letters {found}, refusal {refusals.get(message.tag)}")
    expected = sum(message.expected[0] == "dead" for message in bad)
    if sum(map(len, letters.values())) != expected:
        problems.append(f"{sum(map(len, letters.values()))} dead letters, {expected} expected")
    return problems


def the_good(world, workload, signups, bad):
    problems = []
    versions = dict(world.sql("SELECT subject, count(*) FROM history WHERE name = 'account.signed_up' GROUP BY subject"))
    accounts = [f"account/{account}" for account, _ in workload.accounts]
    undone = [account for account in accounts if versions.get(account) != 1]
    if undone:
        problems.append(f"{len(undone)} good sign-ups not done exactly once: {undone[:3]}")
    recipients = [message["To"] for message in mailbox.Maildir(world.maildir, create=False)]
    for _, email in workload.accounts:
        if recipients.count(email) != 1:
            problems.append(f"{recipients.count(email)} mails to {email}")
            break
    return problems


def strangers(world, options):
    """Another producer's events, and every other way into the pipeline: refused by the broker, before any worker."""
    if world.portal == world.amqp:
        raise Failed("the producers have no permissions of their own: guichet grant did not work")
    attempts = [("portal", "guichet.events", "account.reset.ordered"), ("portal", "guichet.events", "notification.send"),
                ("portal", "guichet.events", f"refused.{SIGNUP}"), ("portal", "guichet.events", "account.unknown"),
                ("portal", "guichet.requeue", f"guichet.account.{SIGNUP}"), ("portal", "guichet.dead", "x"),
                ("portal", "guichet.unroutable", "x"), ("portal", "", "guichet.account"), ("sales", "guichet.events", SIGNUP),
                ("desk", "guichet.events", SIGNUP), ("staff", "guichet.events", "account.email.confirmed"),
                ("support", "guichet.events", SIGNUP), ("network", "guichet.events", SIGNUP)]
    let_in = []
    for user, exchange, key in attempts:
        connection = pika.BlockingConnection(pika.URLParameters(world.settings[f"GUICHET_AMQP_URL_{user.upper()}"]))
        channel = connection.channel()
        channel.confirm_delivery()
        try:
            channel.basic_publish(exchange, key, b"{}", pika.BasicProperties(content_type=EVENT))
            let_in.append(f"{user} to {exchange or 'the default exchange'} {key}")
        except pika.exceptions.ChannelClosedByBroker as error:
            if error.reply_code != 403:
                let_in.append(f"{user} to {exchange} {key}: {error}")
        connection.close()
    for verb in (lambda channel: channel.basic_consume("guichet.account", print),
                 lambda channel: channel.basic_get("guichet.account"), lambda channel: channel.queue_purge("guichet.account"),
                 lambda channel: channel.queue_delete("guichet.account"), lambda channel: channel.queue_declare("mine"),
                 lambda channel: channel.exchange_delete("guichet.events")):
        connection = pika.BlockingConnection(pika.URLParameters(world.portal))
        try:
            verb(connection.channel())
            let_in.append("a portal that reads, makes or deletes")
        except pika.exceptions.ChannelClosedByBroker as error:
            if error.reply_code != 403:
                let_in.append(str(error))
        connection.close()
    # Somebody else's name on a message.
    connection = pika.BlockingConnection(pika.URLParameters(world.portal))
    channel = connection.channel()
    channel.confirm_delivery()
    try:
        channel.basic_publish("guichet.events", SIGNUP, b"{}", pika.BasicProperties(content_type=EVENT, user_id="staff"))
        let_in.append("a false user-id")
    except pika.exceptions.ChannelClosedByBroker:
        pass
    connection.close()
    if let_in:
        raise Failed(f"let in: {let_in}")
    say(f"{len(attempts) + 7} strangers turned away")


def secrets_of_a_walk(world, options):
    """A whole sign-up whose secrets have to wait, are decided, and are published again: nowhere in clear meanwhile or after."""
    workload = Workload(20, seed=options.seed, duplicates=0)
    tokens = [event["data"]["token"] for event in workload.events if event["sequence"] == 2]
    hashes = []
    for event in workload.events:
        if event["sequence"] == 3:
            event["data"]["passwordHash"] = PASSWORD[:-8] + f"{len(hashes):08d}"
            hashes.append(event["data"]["passwordHash"])
    secrets = tokens + hashes
    worker = world.run(GUICHET_LOG_LEVEL="debug")
    waiting = [event for event in workload.events if event["sequence"] in (2, 3)]
    world.publish(waiting)
    wait("the secrets are parked", lambda: world.count("SELECT count(*) FROM parked") == len(waiting), 30)
    found = world.leaks(secrets)
    world.publish([event for event in workload.events if event not in waiting])
    while world.count("SELECT count(*) FROM parked") + world.count("SELECT count(*) FROM outbox"):
        found += world.leaks(secrets, apart=("credentials",))
    world.settle(workload)
    found += world.leaks(tokens) + world.leaks(hashes, apart=("credentials",))
    # Once more, when the link was used and the password is set: refused, and buried, without them.
    again = [{**event, "id": uuid7(random.Random(event["id"])), "sequence": event["sequence"] + 100} for event in waiting]
    for event in again:
        del event["sequence"]
    world.publish(again)
    wait("the second ones are refused", lambda: world.count("SELECT count(*) FROM inbox WHERE verdict = 'refused'") == len(again), 30)
    found += world.leaks(tokens) + world.leaks(hashes, apart=("credentials",))
    world.verify(workload)
    world.drain(worker)
    found += world.leaks(tokens) + world.leaks(hashes, apart=("credentials",))
    if found:
        raise Failed(f"in clear: {found[:5]}")
    kept = world.count("SELECT count(*) FROM credentials WHERE hash = ANY (%s)", hashes)
    if kept != len(hashes):
        raise Failed(f"{kept} password hashes kept of {len(hashes)}")


def forged_answers(world, options):
    """A `reply-to` that makes RabbitMQ close the connection it is answered over: nobody else's events wait for it."""
    world.run()
    workload = Workload(100, seed=options.seed, duplicates=0, shuffle=False)
    signups = [event for event in workload.events if event["sequence"] == 1]
    with world.channel(world.portal) as channel:
        channel.confirm_delivery()
        for number, event in enumerate(signups):
            forged = f"amq.rabbitmq.reply-to.abc{number}.def" if number % 10 == 0 else None
            channel.basic_publish(
                "guichet.events", event["type"], json.dumps(event).encode(),
                pika.BasicProperties(content_type=EVENT, delivery_mode=2, message_id=event["id"], reply_to=forged), mandatory=True)
    wait("all accounts, all mails, nothing left to publish", lambda: (
        world.count("SELECT count(*) FROM accounts") == len(signups)
        and world.count("SELECT count(*) FROM notifications WHERE state = 'sent'") == len(signups)
        and world.count("SELECT count(*) FROM outbox") == 0), 30)


def answers_of_others(world, options):
    """`reply.<user>.…` is that user's: the portal has an answer put into its own queue, and into nobody else's."""
    world.run()
    workload = Workload(2, seed=options.seed, duplicates=0, shuffle=False)
    boxes = ["reply.sales.box", "reply.portal.box"]
    signups = [event for event in workload.events if event["sequence"] == 1]
    # An operator makes such queues: neither producers nor workers may.
    subprocess.run([world.settings["GUICHET_RABBITMQCTL"], "set_permissions", "guichet", ".*", ".*", ".*"], check=True, capture_output=True)
    with world.channel() as admin:
        for box in boxes:
            admin.queue_declare(box)
        with world.channel(world.portal) as channel:
            channel.confirm_delivery()
            for event, box in zip(signups, boxes):
                channel.basic_publish(
                    "guichet.events", event["type"], json.dumps(event).encode(),
                    pika.BasicProperties(content_type=EVENT, delivery_mode=2, message_id=event["id"], reply_to=box), mandatory=True)
        depth = lambda box: admin.queue_declare(box, passive=True).method.message_count
        wait("both decided, the portal answered, nothing left to publish", lambda: (
            world.count("SELECT count(*) FROM accounts") == 2 and world.count("SELECT count(*) FROM outbox") == 0
            and depth("reply.portal.box") == 1), 30)
        if depth("reply.sales.box") != 0:
            raise Failed("an answer to the portal stands in the queue of sales")
        for box in boxes:
            admin.queue_delete(box)
    granted = world.guichet("grant", "--apply")
    if granted.returncode != 0:
        raise Failed(f"grant: {granted.stderr}")


SCENARIOS = {
    "bad among the good": among_the_good,
    "strangers": strangers,
    "forged answers": forged_answers,
    "answers of others": answers_of_others,
    "secrets of a walk": secrets_of_a_walk,
}

if __name__ == "__main__":
    sys.exit(main("bad input", SCENARIOS))
