"""What every Python peer shares: the event, its effect, and the statements."""
import json
import os
import time
import uuid

AMQP = os.environ["BENCH_AMQP_URL"]
DATABASE = os.environ["BENCH_DATABASE_URL"]

CLAIM = "INSERT INTO inbox(message_id, consumer, received_at) VALUES (%s, 'py', now()) ON CONFLICT DO NOTHING"
SAVE = """INSERT INTO organisations AS o(id, state, version, updated_at, data) VALUES (%s, %s, 1, now(), %s)
    ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, version = o.version + 1, updated_at = EXCLUDED.updated_at,
    data = EXCLUDED.data"""
POST = "INSERT INTO outbox(exchange, routing_key, payload) VALUES ('', 'bench.follow', %s)"


def uuid7():
    """With the fraction of its millisecond in the twelve bits after the version."""
    now = time.time_ns()
    bits = (now // 1_000_000) << 80 | 7 << 76 | (now % 1_000_000 * 4096 // 1_000_000) << 64 | 2 << 62
    return uuid.UUID(int=bits | uuid.uuid4().int & (1 << 62) - 1)


def event(number):
    organisation = f"00000000-0000-4000-8000-{number % 1000:012d}"
    return {
        "specversion": "1.0", "id": str(uuid7()), "source": "/bench", "type": "bench.organisation.changed",
        "subject": f"organisation/{organisation}", "time": time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime()),
        "datacontenttype": "application/json",
        "data": {
            "organisationId": organisation, "state": "active",
            "details": {
                "name": f"Organisation {number % 1000:05d}", "site": "paris-3", "supportLevel": "gold",
                "contact": f"ops@org-{number % 1000:05d}.example",
                "quota": {"cpu": 64, "memory": 256, "storage": 4096}, "vdcs": [1, 2, 3], "note": "x" * 60,
            },
        },
    }


def follow_up(cause):
    data = cause["data"]
    return json.dumps({
        "specversion": "1.0", "id": str(uuid7()), "source": "/bench/worker", "type": "bench.organisation.noted",
        "subject": "organisation/" + data["organisationId"], "datacontenttype": "application/json",
        "data": {"organisationId": data["organisationId"], "state": data["state"]},
    }, separators=(",", ":"))


def pace(count, rate):
    """Numbers from 0, at most so many a second; as fast as they are taken where rate is 0."""
    begin = time.monotonic()
    for number in range(count):
        if rate:
            time.sleep(max(0, begin + number / rate - time.monotonic()))
        yield number


def handle(connection, cause):
    """The work in one transaction, by psycopg."""
    data = cause["data"]
    with connection.transaction():
        if connection.execute(CLAIM, (cause["id"],)).rowcount == 0:
            return
        connection.execute(SAVE, (data["organisationId"], data["state"], json.dumps(data["details"])))
        connection.execute(POST, (follow_up(cause),))
